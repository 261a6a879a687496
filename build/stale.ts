import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Target = 'cli' | 'all';

/** What each target is made from. The terminal's is a subset, so that `npm run demo` builds only what it runs. */
const SOURCES: Readonly<Record<Target, readonly string[]>> = {
  cli: ['electron', 'shared', 'build', 'package.json', 'package-lock.json'],
  all: ['electron', 'shared', 'renderer', 'recovery', 'build', 'package.json', 'package-lock.json'],
};
const PRODUCT: Readonly<Record<Target, string>> = { cli: 'cli.mjs', all: 'app-files.json' };

/** Tells whether `out/` lacks this target, or holds one that was made from other sources than today's. */
export function isStale(
  target: Target,
  { root, outFolder }: { readonly root: string; readonly outFolder: string },
): boolean {
  const stamp = stampFile(target, outFolder);
  if (!existsSync(stamp) || !existsSync(join(outFolder, PRODUCT[target]))) return true;
  return readFileSync(stamp, 'utf8') !== digestSources(target, root);
}

/** Gives the digest of a target's sources. Taken before a build, so that an edit during it leaves the target stale. */
export function digestSources(target: Target, root: string): string {
  const digest = createHash('sha256');
  for (const source of SOURCES[target]) {
    for (const path of listFiles(root, source)) {
      digest.update(`${path}\0`).update(
        createHash('sha256')
          .update(readFileSync(join(root, path)))
          .digest(),
      );
    }
  }
  return digest.digest('hex');
}

/** Notes what a target was made from; `digest` is that of before the build. */
export function writeStamp(target: Target, outFolder: string, digest: string): void {
  const stamp = stampFile(target, outFolder);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

function stampFile(target: Target, outFolder: string): string {
  return join(outFolder, 'stamps', target);
}

function listFiles(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  const entries = readdirSync(join(root, dirname(path)), { withFileTypes: true });
  const isFolder = entries.some((entry) => entry.name === path.split('/').at(-1) && entry.isDirectory());
  if (!isFolder) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => listFiles(root, `${path}/${name}`));
}
