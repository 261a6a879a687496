import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { appendEvent, codeOf, contentOf, fill, filesOf, open, removeScratch, scratchFolder } from './homes.ts';
import { canMount, onSmallDisk } from './small-disk.ts';

afterAll(removeScratch);

const NOBODY = 65534;
const reader = fileURLToPath(new URL('./home-reader.ts', import.meta.url));
const crashing = fileURLToPath(new URL('./crashing-writer.ts', import.meta.url));
/** Root may write anything, so the reader runs as somebody else; where we are not root, we are somebody else already. */
const isRoot = process.getuid?.() === 0;

interface Answer {
  readonly isWritable: boolean;
  readonly content: string;
  readonly chain: boolean;
  readonly writes: readonly string[];
  readonly error?: string;
}

function readAs(folder: string, environment: Readonly<Record<string, string>> = {}): Answer {
  const command = [process.execPath, reader, folder];
  const all = isRoot ? ['setpriv', `--reuid=${String(NOBODY)}`, '--clear-groups', ...command] : command;
  const [program = '', ...args] = all;
  const done = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...environment } });
  expect(done.status, done.stderr).toBe(0);
  return JSON.parse(done.stdout) as Answer;
}

/** A home of that other user, in a folder that it may enter. */
function homeOfReader(): { folder: string; content: string } {
  const parent = scratchFolder();
  chmodSync(parent, 0o755);
  const folder = join(parent, 'home');
  const store = open(folder);
  fill(store);
  const content = contentOf(store);
  store.close();
  return { folder, content };
}

function giveTo(folder: string, folderMode: number, fileMode: number): void {
  for (const name of readdirSync(folder)) {
    chmodSync(join(folder, name), fileMode);
    if (isRoot) chownSync(join(folder, name), NOBODY, NOBODY);
  }
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, folderMode);
}

const WRITES_REFUSED = ['HOME_UNWRITABLE', 'HOME_UNWRITABLE', 'HOME_UNWRITABLE', 'HOME_UNWRITABLE'];

describe('a home that can be written', () => {
  it('is written by the same reader: the tests below can fail', () => {
    const { folder, content } = homeOfReader();
    giveTo(folder, 0o700, 0o600);
    expect(readAs(folder)).toEqual({ isWritable: true, content, chain: true, writes: [null, null, null, null] });
  });
});

describe('a home that can only be read', () => {
  it.each([
    ['its folder', 0o500, 0o600],
    ['its files', 0o700, 0o400],
    ['both', 0o500, 0o400],
  ])('gives everything and takes nothing when %s cannot be written', (_name, folderMode, fileMode) => {
    const { folder, content } = homeOfReader();
    const before = filesOf(folder);
    giveTo(folder, folderMode, fileMode);
    expect(readAs(folder)).toEqual({ isWritable: false, content, chain: true, writes: WRITES_REFUSED });
    expect(readdirSync(folder)).toEqual(['dcm-keys.db']);
    expect(filesOf(folder)).toEqual(before);
  });

  it('gives what a crash left in the -wal, through a private copy that is gone afterwards', () => {
    const { folder } = homeOfReader();
    spawnSync(process.execPath, [crashing, folder, 'crash', '5']);
    expect(readdirSync(folder)).toContain('dcm-keys.db-wal');
    const before = filesOf(folder);
    const copies = scratchFolder();
    chmodSync(copies, 0o777);
    giveTo(folder, 0o500, 0o400);
    const answer = readAs(folder, { TMPDIR: copies });
    expect(answer).toMatchObject({ isWritable: false, chain: true, writes: WRITES_REFUSED });
    expect(JSON.parse(answer.content)).toHaveProperty([1, 'seq'], 8);
    expect(readdirSync(copies)).toEqual([]);
    expect(filesOf(folder)).toEqual(before);
  });

  it('is still refused when it is damaged', () => {
    const { folder } = homeOfReader();
    writeFileSync(join(folder, 'dcm-keys.db'), 'a picture');
    giveTo(folder, 0o500, 0o400);
    expect(readAs(folder).error).toBe('DATABASE_DAMAGED');
  });

  it('is unwritable where there is no home and none can be made', () => {
    const parent = scratchFolder();
    chmodSync(parent, 0o755);
    const folder = join(parent, 'closed');
    mkdirSync(folder);
    giveTo(folder, 0o500, 0o400);
    expect(readAs(join(folder, 'home')).error).toBe('HOME_UNWRITABLE');
  });

  it('is unwritable where it cannot even be read', () => {
    const { folder } = homeOfReader();
    giveTo(folder, 0o700, 0o000);
    expect(readAs(folder).error).toBe('HOME_UNWRITABLE');
    giveTo(folder, 0o000, 0o600);
    expect(readAs(folder).error).toBe('HOME_UNWRITABLE');
  });

  it.runIf(canMount())('is read from a medium that was mounted read-only, even by root', () => {
    const { folder, content } = homeOfReader();
    onSmallDisk('4m', (medium) => {
      const home = join(medium.folder, 'home');
      cpSync(folder, home, { recursive: true });
      spawnSync(process.execPath, [crashing, home, 'crash', '2']);
      medium.remount('ro');
      const store = open(home);
      expect(store.isWritable).toBe(false);
      expect(store.audit.head()?.seq).toBe(5);
      expect(contentOf(store)).not.toBe(content);
      expect(codeOf(() => store.write(() => appendEvent(store)))).toBe('HOME_UNWRITABLE');
      store.close();
    });
  });
});
