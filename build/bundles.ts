import { chmodSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { nativeDigests } from './native-digests.ts';

const BUILTINS = [...builtinModules.flatMap((name) => [name, `node:${name}`]), /^node:/u];

/** Loaded from disk at run time: the runtime itself, the native module, the browser driver of the preview. */
const OUTSIDE = ['electron', 'keytar', /^playwright(?:-core)?(?:\/|$)/u];

/** What a start of the terminal must not pull in: an older Node lacks the first, a bare Debian the second. */
const NEVER_STATIC = ['node:sqlite', 'keytar', 'electron', 'playwright'];

/** One program of ours, as it is bundled. */
export interface Bundle {
  readonly name: 'main' | 'preload' | 'preview' | 'cli' | 'scan-worker';
  readonly entry: string;
  readonly fileName: string;
  readonly format: 'es' | 'cjs';
}

export const BUNDLES: readonly Bundle[] = [
  { name: 'main', entry: 'electron/main.ts', fileName: 'main.mjs', format: 'es' },
  { name: 'preload', entry: 'electron/preload.ts', fileName: 'preload.cjs', format: 'cjs' },
  { name: 'preview', entry: 'electron/preview.ts', fileName: 'preview.mjs', format: 'es' },
  { name: 'cli', entry: 'electron/cli.ts', fileName: 'cli.mjs', format: 'es' },
  { name: 'scan-worker', entry: 'electron/workers/scan-worker.ts', fileName: 'scan-worker.mjs', format: 'es' },
];

/**
 * Bundles one program into `outFolder`. Names are kept, so that stack traces can be read.
 * Fails where the terminal would load a module on start that not every machine has.
 */
export async function buildBundle(
  bundle: Bundle,
  { root, outFolder }: { readonly root: string; readonly outFolder: string },
): Promise<void> {
  const isPreload = bundle.name === 'preload';
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: {
      'process.env.NODE_ENV': '"production"',
      NATIVE_DIGESTS: JSON.stringify(nativeDigests(root)),
    },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: bundle.entry,
      outDir: outFolder,
      emptyOutDir: false,
      target: isPreload ? 'chrome140' : 'node20',
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        external: isPreload ? ['electron'] : [...BUILTINS, ...OUTSIDE],
        output: {
          format: bundle.format,
          entryFileNames: bundle.fileName,
          chunkFileNames: `chunks/${bundle.name}-[name]-[hash].mjs`,
          ...(isPreload ? { codeSplitting: false } : {}),
          ...(bundle.name === 'cli' ? { banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : '') } : {}),
        },
      },
    },
  });
  if (bundle.name === 'cli') {
    refuseStaticImports(outputs(built), bundle.fileName);
    chmodSync(join(outFolder, bundle.fileName), 0o755);
  }
}

function outputs(built: Awaited<ReturnType<typeof build>>): readonly Rolldown.OutputChunk[] {
  if (!('output' in built)) throw new Error('the build gave no single output');
  return built.output.filter((one) => one.type === 'chunk');
}

/** Walks the static imports of an entry and fails on any that `NEVER_STATIC` names. */
export function refuseStaticImports(
  chunks: readonly Pick<Rolldown.OutputChunk, 'fileName' | 'imports'>[],
  entry: string,
): void {
  const seen = new Set<string>();
  const waiting = [entry];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (NEVER_STATIC.includes(name)) throw new Error(`${entry} imports ${name} statically; import it where it is used`);
    const chunk = chunks.find((one) => one.fileName === name);
    if (chunk !== undefined) waiting.push(...chunk.imports);
  }
}
