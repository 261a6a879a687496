import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '../../domain/errors.ts';

/** SHA-256 of the module for each platform; put into the bundles when they are built, absent when run from source. */
declare const NATIVE_DIGESTS: Readonly<Record<string, string>> | undefined;

/**
 * Compares the native keychain module with the digest that was compiled into this bundle. In a package the module lies
 * outside the archive, where the archive's own integrity check does not reach. From source there is nothing to compare.
 * @throws KEYCHAIN_UNAVAILABLE when a file that would be loaded is another one
 */
export function checkNativeKeytar(): void {
  const digests = typeof NATIVE_DIGESTS === 'undefined' ? null : NATIVE_DIGESTS;
  if (digests === null) return;
  const folder = dirname(createRequire(import.meta.url).resolve('keytar/package.json'));
  checkNativeModule({ folder, digest: digests[`${process.platform}-${process.arch}`] ?? null });
}

/**
 * Compares every file that keytar would load from `folder` on this platform with one digest.
 * @throws KEYCHAIN_UNAVAILABLE when one differs
 */
export function checkNativeModule({
  folder,
  digest,
}: {
  readonly folder: string;
  readonly digest: string | null;
}): void {
  // In the order in which keytar looks; a file in an earlier place would be taken instead of ours.
  const prebuilds = join('prebuilds', `${process.platform}-${process.arch}`);
  const places = [join('build', 'Release'), prebuilds, join('lib', prebuilds)];
  for (const place of places) {
    const file = join(folder, place, 'keytar.node');
    if (!existsSync(file)) continue;
    if (createHash('sha256').update(readFileSync(file)).digest('hex') === digest) continue;
    throw new AppError('KEYCHAIN_UNAVAILABLE', 'native keychain module is not the one that this app was built with', {
      hint: 'install the app again from where your bank keeps it, and report this',
    });
  }
}
