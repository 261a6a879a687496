import { closeSync, fstatSync, mkdirSync, mkdtempSync, openSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namelessSpills, removeLeftSpills } from '../../../electron/adapters/spill/nameless-spill.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-spill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Open files of this process that lay in a folder, with or without a name. */
function openIn(parent: string): readonly number[] {
  return readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).startsWith(parent) ? [Number(name)] : [];
    } catch {
      // The listing itself was open while it was read.
      return [];
    }
  });
}

describe('a private file for what would not fit into memory', () => {
  it('gives back what was written, wherever it stands', () => {
    const spill = namelessSpills(folder)();
    expect([spill.append(Buffer.from('first')), spill.append(Buffer.alloc(200_000, 7))]).toEqual([0, 5]);
    const read = Buffer.alloc(6);
    spill.read(3, read);
    expect(read).toEqual(Buffer.from([...Buffer.from('st'), 7, 7, 7, 7]));
    expect(() => spill.read(200_000, Buffer.alloc(6))).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
    spill.erase();
    spill.erase();
  });

  it.runIf(process.platform === 'linux')(
    'has no name while it is open, is readable by its owner alone, and is closed',
    () => {
      const kept = openSync(join(folder, 'with-a-name'), 'wx');
      expect([readdirSync(folder), openIn(folder)]).toEqual([['with-a-name'], [kept]]);
      closeSync(kept);
      rmSync(join(folder, 'with-a-name'));
      const spill = namelessSpills(folder)();
      spill.append(Buffer.from('olena.koval@bank.example'));
      const [file = -1] = openIn(folder);
      expect(readdirSync(folder)).toEqual([]);
      expect([fstatSync(file).nlink, fstatSync(file).mode & 0o777]).toEqual([0, 0o600]);
      spill.erase();
      expect(openIn(folder)).toEqual([]);
    },
  );

  it('removes what a crash has left where names are kept, and nothing else', () => {
    for (const name of ['dcm-keys-spill-Ab12', 'dcm-keys-scan-x', 'notes']) mkdirSync(join(folder, name));
    removeLeftSpills(folder);
    expect(readdirSync(folder).toSorted()).toEqual(['dcm-keys-scan-x', 'notes']);
  });

  it('says where it cannot be made', () => {
    expect(() => namelessSpills(join(folder, 'missing'))()).toThrow(
      expect.objectContaining({ code: 'FILE_UNWRITABLE' }),
    );
  });
});
