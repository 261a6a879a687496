import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const FILE_NAME = 'recovery.html';
/** What a page that reaches nothing has no use for, as it would stand in its program. */
const REACHES_OUT =
  /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection|sendBeacon|importScripts)\s*\(|\bimport\s*\(|["']node:/u;

/**
 * Builds the page that restores keys from shares with no network and no program of ours: one file, its script and style inside
 * and named by hash in its own policy, so that it can load and reach nothing. Beside it lies its SHA-256, to be printed.
 */
export async function buildRecovery({
  root,
  outFolder,
}: {
  readonly root: string;
  readonly outFolder: string;
}): Promise<void> {
  const folder = join(root, 'recovery');
  const script = await bundled(join(folder, 'main.ts'));
  const html = recoveryPage({
    template: readFileSync(join(folder, 'index.html'), 'utf8'),
    style: readFileSync(join(folder, 'style.css'), 'utf8'),
    script,
  });
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(join(outFolder, FILE_NAME), html);
  const sha256 = createHash('sha256').update(html).digest('hex');
  writeFileSync(join(outFolder, `${FILE_NAME}.sha256`), `${sha256}  ${FILE_NAME}\n`);
}

/** Puts script and style into the page, and both into its policy by their hashes. */
export function recoveryPage({
  template,
  style,
  script,
}: {
  readonly template: string;
  readonly style: string;
  readonly script: string;
}): string {
  const found = REACHES_OUT.exec(script);
  if (found !== null) throw new Error(`the recovery page reaches out: ${found[0]}`);
  if (/<\/script|<!--/iu.test(script) || /<\/style/iu.test(style))
    throw new Error('the recovery page would end too early');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    ...["connect-src 'none'", "img-src 'none'", "object-src 'none'", "frame-src 'none'", "worker-src 'none'"],
    ...["form-action 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"],
  ].join('; ');
  // Replacing by a function: a dollar sign in a script means nothing special.
  return template
    .replace('POLICY', () => policy)
    .replace(/<style>\s*STYLE\s*<\/style>/u, () => `<style>${style}</style>`)
    .replace(/<script>\s*SCRIPT;\s*<\/script>/u, () => `<script>${script}</script>`);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      sourcemap: false,
      modulePreload: false,
      lib: { entry, formats: ['iife'], name: 'recovery', fileName: 'recovery' },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !('output' in first)) throw new Error('the build gave no single output');
  const [chunk, ...more] = first.output;
  if (more.length > 0) throw new Error('the recovery page is not one file');
  return chunk.code;
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..');
  const outFolder = process.argv[2] ?? join(root, 'out');
  await buildRecovery({ root, outFolder });
  process.stderr.write(`built ${join(outFolder, FILE_NAME)}\n`);
}
