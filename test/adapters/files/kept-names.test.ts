import fs, { type Stats } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskFiles } from '../../../electron/adapters/files/disk-files.ts';
import { writeNewFile } from '../../../electron/cli/new-file.ts';

let folder: string;
const { fsyncSync } = fs;
const promises = fs.promises;
const { open } = promises;
/** What was forced to the disk, in its order, as "folder" or the names that were there by then. */
let forced: string[];

function note(stat: Stats): void {
  forced.push(stat.isDirectory() ? `folder with ${fs.readdirSync(folder).join()}` : 'file');
}

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'dcm-names-'));
  forced = [];
  fs.fsyncSync = (file) => {
    note(fs.fstatSync(file));
    fsyncSync(file);
  };
  promises.open = async (...given) => {
    const file = await open(...given);
    const sync = file.sync.bind(file);
    file.sync = async () => {
      note(await file.stat());
      await sync();
    };
    return file;
  };
  syncBuiltinESMExports();
});
afterEach(() => {
  fs.fsyncSync = fsyncSync;
  promises.open = open;
  syncBuiltinESMExports();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('a file that was written', () => {
  it('has its bytes on the disk, and then its name', async () => {
    await createDiskFiles().write(join(folder, 'backup.json'), 'sealed');
    expect(forced).toEqual(['file', 'folder with backup.json']);
    forced = [];
    writeNewFile(join(folder, 'drill.json'), 'signed');
    expect(forced).toEqual(['file', 'folder with backup.json,drill.json']);
  });
});
