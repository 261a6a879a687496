import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Vector {
  readonly file: { readonly isRehearsal: boolean };
  readonly shares: readonly string[];
  readonly thumbprints: readonly string[];
}

/** What a Python program of the format's description alone makes of a backup: thumbprints, or how it stopped. */
function restoredByPython(file: object, papers: readonly string[]): unknown {
  const { stdout, stderr, status } = spawnSync('/usr/bin/python3', [join(import.meta.dirname, 'restore_backup.py')], {
    input: JSON.stringify({ file, papers }),
    encoding: 'utf8',
  });
  return status === 0 ? (JSON.parse(stdout) as unknown) : stderr.trim().split('\n').at(-1);
}

describe('a backup', () => {
  it.each([
    ['backup-1.json', 3],
    ['backup-every-key.json', 2],
  ])('is restored by a Python program that shares nothing with this one: %s', (name, threshold) => {
    const { file, shares, thumbprints } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../vectors', name), 'utf8'),
    ) as Vector;
    const papers = shares.slice(-threshold).map((share) => share.toLowerCase());
    expect(restoredByPython(file, papers)).toEqual(thumbprints);
    expect(restoredByPython({ ...file, isRehearsal: !file.isRehearsal }, papers)).toMatch(/InvalidTag/u);
    expect(restoredByPython(file, papers.slice(1))).toMatch(/too few/u);
  });
});
