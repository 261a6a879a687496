import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Look, lookAsTerminal, lookAsWindow } from './storage-killed-look.ts';

const CHILD = join(import.meta.dirname, 'storage-killed-child.ts');
const folder = mkdtempSync(join(tmpdir(), 'dcm-storage-killed-'));
const CLEAN = { unfinished: 0, isTrailWhole: true, restless: 0 };

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
beforeAll(() => {
  writeFileSync(join(folder, 'key.pem'), pair.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterAll(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** One run of the child on a folder. */
async function run(place: string, ...argv: readonly string[]) {
  const child = spawn(process.execPath, [CHILD, place, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const signal = await new Promise<unknown>((resolve) => child.once('close', (_, by) => resolve(by)));
  return { signal, output };
}

/**
 * Kills the operation at each of its steps, two at a time, each on a copy of its own, and looks at what is left: once as the
 * next window, once as the next command.
 */
async function killAtEveryStep(template: string, backend: string, operation: string): Promise<readonly Look[]> {
  const whole = `${template}-whole`;
  cpSync(template, whole, { recursive: true });
  const { signal, output } = await run(whole, backend, operation, '0');
  expect(signal).toBeNull();
  const waiting = Array.from({ length: Number(output) }, (_, at) => at + 1);
  const looks: Look[] = [];
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const place = `${template}-${operation}-${String(step)}`;
      cpSync(template, place, { recursive: true });
      expect((await run(place, backend, operation, String(step))).signal, `step ${String(step)}`).toBe('SIGKILL');
      cpSync(place, `${place}-window`, { recursive: true });
      looks.push(await lookAsTerminal(place, backend, pair.privateKey));
      looks.push(await lookAsWindow(`${place}-window`, backend, pair.privateKey));
      rmSync(place, { recursive: true });
      rmSync(`${place}-window`, { recursive: true });
    }
  };
  await Promise.all([worker(), worker()]);
  return looks;
}

function emptyPlace(name: string): string {
  const place = join(folder, name);
  mkdirSync(place);
  return place;
}

/** Each distinct look once: with hundreds of kills the odd one is what should be read. */
function distinct(looks: readonly Look[]): readonly Look[] {
  return [...new Set(looks.map((one) => JSON.stringify(one)))].toSorted().map((text) => JSON.parse(text) as Look);
}

// A system's keychain that limits entries, so a key is a manifest and two parts; and a vault on a real disk.
describe.each([
  ['system', 3, 30],
  ['sealed', 1, 40],
] as const)('a process killed with SIGKILL, with %s', (backend, entries, fewest) => {
  const kept = { states: ['active'], held: [true], entries, ...CLEAN };
  const none = { states: [], held: [], entries: 0, ...CLEAN };

  it('before and after every step of making a key leaves the key or none', { timeout: 600_000 }, async () => {
    const looks = await killAtEveryStep(emptyPlace(`${backend}-make`), backend, 'make');
    expect(looks.length).toBeGreaterThan(2 * fewest);
    expect(distinct(looks)).toEqual([kept, none].toSorted(byText));
  });

  it(
    'before and after every step of deleting a key leaves it or a record of its end',
    { timeout: 600_000 },
    async () => {
      const template = emptyPlace(`${backend}-delete`);
      await run(template, backend, 'draft', '0');
      const looks = await killAtEveryStep(template, backend, 'delete');
      expect(looks.length).toBeGreaterThan(fewest);
      const still = { ...kept, states: ['draft'] };
      const gone = { states: ['deleted'], held: [false], entries: 0, ...CLEAN };
      expect(distinct(looks)).toEqual([still, gone].toSorted(byText));
    },
  );
});

function byText(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
