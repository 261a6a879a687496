import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CHILD = join(import.meta.dirname, 'key-life-child.ts');
const folder = mkdtempSync(join(tmpdir(), 'dcm-life-'));
const original = join(folder, 'original');
const KILLS = 6;

interface Report {
  readonly state: string;
  readonly isThere: boolean;
  readonly isTrailWhole: boolean;
}

const run = (path: string, act: string): Report => {
  const { stdout } = spawnSync(process.execPath, [CHILD, path, act], { encoding: 'utf8' });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Report;
};

/** Kills a deletion some time after it has begun; `null`: never. @returns how long it took, milliseconds */
async function deleteAndKill(path: string, afterMs: number | null): Promise<number> {
  const child = spawn(process.execPath, [CHILD, path, 'delete'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const begun = performance.now();
  if (afterMs !== null) setTimeout(() => child.kill('SIGKILL'), afterMs);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await Promise.race([ended, new Promise((resolve) => child.stdout.once('data', resolve))]);
  const tookMs = performance.now() - begun;
  await ended;
  return tookMs;
}

beforeAll(() => {
  spawnSync(process.execPath, [CHILD, original, 'make']);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a deletion that is killed', () => {
  it(
    'leaves the key or no key, a record that says which, and comes to rest at the next start',
    { timeout: 180_000 },
    async () => {
      expect(run(original, 'look')).toEqual({ state: 'active', isThere: true, isTrailWhole: true });
      const whole = join(folder, 'whole');
      cpSync(original, whole, { recursive: true });
      const fullMs = await deleteAndKill(whole, null);
      expect(run(whole, 'look')).toEqual({ state: 'deleted', isThere: false, isTrailWhole: true });
      const seen = new Set<string>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const path = join(folder, `killed-${String(kill)}`);
        cpSync(original, path, { recursive: true });
        await deleteAndKill(path, (fullMs * kill) / KILLS);
        const after = run(path, 'look');
        seen.add(`${after.state} ${String(after.isThere)}`);
        expect(after.isTrailWhole).toBe(true);
        // Deleted is never said while the key is there.
        expect(after).not.toMatchObject({ state: 'deleted', isThere: true });
        const settled = run(path, 'settle');
        expect(run(path, 'settle')).toEqual(settled);
        // A stolen key is due at once: the next start carries out what the killed one had begun, or had not.
        expect(settled).toMatchObject({ state: 'deleted', isThere: false });
      }
      expect(seen.size).toBeGreaterThan(1);
    },
  );
});
