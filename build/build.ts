import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Bundle, BUNDLES, buildBundle } from './bundles.ts';
import { buildPage } from './page.ts';
import { buildRecovery } from './recovery.ts';
import { digestSources, type Target, writeStamp } from './stale.ts';

/** What the terminal runs: itself, and the threads of its scans. */
const OF_TERMINAL: readonly Bundle['name'][] = ['cli', 'scan-worker'];

const root = resolve(import.meta.dirname, '..');

/** Builds the terminal, or everything. What an earlier build left of the same programs is removed first. */
export async function buildTarget(target: Target, outFolder = join(root, 'out')): Promise<void> {
  const digests = { cli: digestSources('cli', root), all: digestSources('all', root) };
  mkdirSync(outFolder, { recursive: true });
  const bundles = BUNDLES.filter(({ name }) => target === 'all' || OF_TERMINAL.includes(name));
  for (const bundle of bundles) removeChunks(join(outFolder, 'chunks'), `${bundle.name}-`);
  if (target === 'all') await buildPage({ pageFolder: join(root, 'renderer'), outFolder });
  if (target === 'all') await buildRecovery({ root, outFolder });
  for (const bundle of bundles) await buildBundle(bundle, { root, outFolder });
  writeStamp('cli', outFolder, digests.cli);
  if (target === 'all') writeStamp('all', outFolder, digests.all);
}

function removeChunks(folder: string, prefix: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(prefix)) rmSync(join(folder, name));
  }
}

if (import.meta.main) {
  const [target = 'all', outFolder] = process.argv.slice(2);
  if (target !== 'cli' && target !== 'all') {
    process.stderr.write('usage: node build/build.ts [cli|all] [folder]\n');
    process.exitCode = 64;
  } else {
    const started = performance.now();
    try {
      await buildTarget(target, outFolder);
      process.stderr.write(`built ${target} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    } catch (thrown) {
      // The bundler's own message names file and line; its stack would bury it.
      process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
      process.exitCode = 1;
    }
  }
}
