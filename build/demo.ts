import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildTarget } from './build.ts';
import { isStale } from './stale.ts';

/** Builds the terminal if its sources have changed, then runs the demo with it. */
const root = join(import.meta.dirname, '..');
if (isStale('cli', { root, outFolder: join(root, 'out') })) await buildTarget('cli');
const { status } = spawnSync(process.execPath, [join(root, 'out', 'cli.mjs'), 'demo', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 70;
