import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const CHILD = join(import.meta.dirname, 'ceremony-killed-child.ts');
const folder = mkdtempSync(join(tmpdir(), 'dcm-ceremony-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly state: string;
  readonly facts: { readonly set: string | null };
  readonly voided: readonly { readonly set: string }[];
  readonly interruptions: number;
  readonly keys: number;
  readonly sets: readonly string[];
  readonly isTrailWhole: boolean;
}

/** One ceremony, killed at each of these places in turn, then carried to its end. */
function killedAt(script: string, places: readonly string[]): Ended {
  const path = join(folder, script);
  for (const place of places) {
    const { signal, stderr } = spawnSync(process.execPath, [CHILD, path, script, place], { encoding: 'utf8' });
    if (signal !== 'SIGKILL') throw new Error(`it was not killed at ${place}: ${stderr}`);
  }
  const { stdout, stderr } = spawnSync(process.execPath, [CHILD, path, script], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Ended;
}

describe('a ceremony whose process is killed', () => {
  it('at every step goes on where it was, does nothing twice, and leaves one key', { timeout: 180_000 }, () => {
    const places = [
      'done:script-hash',
      'witnessed:choose',
      'done:presence',
      'done:check-machine',
      'begun:generate-key',
      'key.generated',
      'done:generate-key',
      'witnessed:fingerprint',
      'begun:seal-standby',
      'standby.sealed',
      'done:check-standby',
      'done:media',
    ];
    const ended = killedAt('standby-key', places);
    expect(ended).toMatchObject({ state: 'completed', keys: 1, interruptions: places.length, isTrailWhole: true });
  });

  it(
    'between the first share and the closed set makes that set void, and ends with a new one',
    { timeout: 180_000 },
    () => {
      const places = [
        'begun:begin-split',
        'done:begin-split',
        'begun:show-share.1',
        'done:read-back.1',
        'done:read-back.2',
        'done:bag.2',
      ];
      const { voided, facts, ...ended } = killedAt('split-key', places);
      expect(ended).toMatchObject({ state: 'completed', keys: 1, interruptions: places.length, isTrailWhole: true });
      // The first kill came before there was a set.
      expect(new Set(voided.map(({ set }) => set)).size).toBe(places.length - 1);
      expect(voided.map(({ set }) => set)).not.toContain(facts.set);
      expect(ended.sets.toSorted()).toEqual(['closed', ...voided.map(() => 'void')]);
    },
  );
});
