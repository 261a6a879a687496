import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskFiles } from '../../../electron/adapters/files/disk-files.ts';
import { AppError } from '../../../electron/domain/errors.ts';

let folder: string;
const files = createDiskFiles();
const path = (name: string) => join(folder, name);
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code;
  }
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('reading a file', () => {
  it('gives all of its bytes, up to the limit and not one more', async () => {
    const bytes = Buffer.from([0, 1, 2, 255]);
    writeFileSync(path('a'), bytes);
    expect((await files.read(path('a'), 4)).equals(bytes)).toBe(true);
    expect(await codeOf(files.read(path('a'), 3))).toBe('INPUT_TOO_LARGE');
    writeFileSync(path('empty'), '');
    expect((await files.read(path('empty'), 4)).length).toBe(0);
  });

  it('refuses one that is far too large before it takes memory for it', async () => {
    writeFileSync(path('huge'), '');
    // A terabyte of holes: nobody could give a buffer of that size.
    truncateSync(path('huge'), 2 ** 40);
    expect(await files.size(path('huge'))).toBe(2 ** 40);
    expect(await codeOf(files.read(path('huge'), 1024))).toBe('INPUT_TOO_LARGE');
  });

  it('refuses what is missing, a folder, or a pipe that nobody writes into, and names it', async () => {
    mkdirSync(path('folder'));
    execFileSync('mkfifo', [path('pipe')]);
    for (const name of ['missing', 'folder', 'pipe']) {
      expect(await codeOf(files.read(path(name), 9)), name).toBe('FILE_UNREADABLE');
      expect(await codeOf(files.size(path(name))), name).toBe('FILE_UNREADABLE');
    }
  });
});

describe('writing a file', () => {
  it('writes it whole, for its owner alone, in place of one that was there', async () => {
    writeFileSync(path('a'), 'old', { mode: 0o644 });
    await files.write(path('a'), 'новий');
    expect([readFileSync(path('a'), 'utf8'), statSync(path('a')).mode & 0o777]).toEqual(['новий', 0o600]);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('leaves everything as it was where it cannot write', async () => {
    mkdirSync(path('b'));
    writeFileSync(path('b/inside'), 'x');
    expect(await codeOf(files.write(path('b'), 'text'))).toBe('FILE_UNWRITABLE');
    expect(await codeOf(files.write(path('missing/a'), 'text'))).toBe('FILE_UNWRITABLE');
    expect([readdirSync(folder), readFileSync(path('b/inside'), 'utf8')]).toEqual([['b'], 'x']);
  });
});
