import { join } from 'node:path';
import { buildTarget } from '../build/build.ts';
import { isStale } from '../build/stale.ts';

/** Tests of the terminal run what is built: the build is brought up to date before the first of them. */
export async function setup(): Promise<void> {
  const root = join(import.meta.dirname, '..');
  if (isStale('cli', { root, outFolder: join(root, 'out') })) await buildTarget('cli');
}
