import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../../electron/services/home.ts';
import { openMortalHome } from '../fakes/mortal-home.ts';
import { DEEDS, type DeedName, type Given, givenIn } from './mortal-deeds.ts';

const CHILD = join(import.meta.dirname, 'mortal-child.ts');

/** Runs a process that does a deed and kills itself at one of its steps. @throws where it was not killed */
async function killAt(folder: string, deed: DeedName, step: number): Promise<void> {
  const child = spawn(process.execPath, [CHILD, folder, deed, String(step)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
  if (signal !== 'SIGKILL') throw new Error(`${deed} was not killed at step ${String(step)}`);
}

/** A home to begin with, as a folder, and what whoever acts in it is given. */
export async function makeTemplate(folder: string, make: (home: Home) => Promise<Given>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const home = openMortalHome(folder);
  const given = await make(home);
  await home.close();
  writeFileSync(join(folder, 'given.json'), JSON.stringify(given));
}

/** Does a deed that nobody kills, on a copy of the template. @returns the copy, and how many steps the deed has */
export async function doneWhole(
  template: string,
  deed: DeedName,
): Promise<{ readonly folder: string; readonly steps: number }> {
  const folder = `${template}-${deed}-whole`;
  cpSync(template, folder, { recursive: true });
  let steps = Number.NaN;
  const home = openMortalHome(folder, () => {
    steps += 1;
  });
  const begin = () => {
    steps = 0;
  };
  await DEEDS[deed]({ home, given: givenIn(folder), begin });
  await home.close();
  return { folder, steps };
}

/**
 * Does a deed again and again, each time on a copy of the template, in a process of its own that is killed (SIGKILL) as soon as
 * one step more is on the disk; then the next process (this one) opens the home and looks. Gives what each found.
 */
export async function* killedEverywhere<T>(
  template: string,
  deed: DeedName,
  steps: number,
  look: Look<T>,
): AsyncGenerator<T> {
  for (let step = 1; step <= steps; step += 1) {
    const folder = `${template}-${deed}-${String(step)}`;
    cpSync(template, folder, { recursive: true });
    await killAt(folder, deed, step);
    yield await lookAt(folder, look);
  }
}

/** Goes on where another process has ended, and tells what the home then holds. */
type Look<T> = (home: Home, given: Given) => Promise<T>;

/** Opens the home as the next process does, and looks. */
export async function lookAt<T>(folder: string, look: Look<T>): Promise<T> {
  const home = openMortalHome(folder);
  try {
    return await look(home, givenIn(folder));
  } finally {
    await home.close();
  }
}
