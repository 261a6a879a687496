import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../../electron/services/home.ts';
import { openMortalHome } from '../fakes/mortal-home.ts';
import { DEEDS, type Deed } from './mortal-deeds.ts';

const CHILD = join(import.meta.dirname, 'mortal-child.ts');

/** Runs a process that does a deed and kills itself at one of its steps. @throws where it was not killed */
async function killAt(folder: string, deed: Deed, step: number): Promise<void> {
  const child = spawn(process.execPath, [CHILD, folder, deed, String(step)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
  if (signal !== 'SIGKILL') throw new Error(`${deed} was not killed at step ${String(step)}`);
}

/**
 * Does a deed as often as it has steps, each time on a copy of the template, in a process of its own that is killed (SIGKILL)
 * as soon as one step more is on the disk; then the next process (this one) opens the home and looks. Gives what each found.
 */
export async function* killedEverywhere<T>(
  template: string,
  deed: Deed,
  look: (home: Home) => Promise<T>,
): AsyncGenerator<T> {
  const whole = `${template}-${deed}-whole`;
  cpSync(template, whole, { recursive: true });
  let steps = 0;
  const home = openMortalHome(whole, () => {
    steps += 1;
  });
  await DEEDS[deed](home);
  await home.close();
  for (let step = 1; step <= steps; step += 1) {
    const folder = `${template}-${deed}-${String(step)}`;
    cpSync(template, folder, { recursive: true });
    await killAt(folder, deed, step);
    yield await lookAt(folder, look);
  }
}

/** Opens the home as the next process does, and looks. */
async function lookAt<T>(folder: string, look: (home: Home) => Promise<T>): Promise<T> {
  const home = openMortalHome(folder);
  try {
    return await look(home);
  } finally {
    await home.close();
  }
}
