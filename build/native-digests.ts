import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Gives the SHA-256 of the native keychain module of every platform, by `platform-arch`, as it came from the registry. */
export function nativeDigests(root: string): Record<string, string> {
  const folder = join(root, 'node_modules', 'keytar', 'prebuilds');
  const platforms = readdirSync(folder).sort();
  const digests = platforms.map((platform) => {
    const path = join(folder, platform, 'keytar.node');
    if (!existsSync(path)) throw new Error(`${path} is missing`);
    return [platform, createHash('sha256').update(readFileSync(path)).digest('hex')];
  });
  return Object.fromEntries(digests) as Record<string, string>;
}
