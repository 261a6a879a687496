import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { SealedBackup } from '../../shared/model/backup.ts';
import { AppError } from '../domain/errors.ts';
import { openBackup } from '../domain/sealed-backup.ts';
import { readShare, type Share } from '../domain/share.ts';
import { joinShares, requireFitting, type SecretSplitting } from '../domain/share-set.ts';
import { thumbprintOfUnknown } from '../domain/thumbprint.ts';

/** A private half that came out of a backup and makes the key that the file says. */
export interface OpenedKey {
  readonly kid: string;
  readonly thumbprint: string;
  readonly privateKey: KeyObject;
}

/** A share as it was typed, or as it was read: then it is zeroed with the rest. */
export type GivenShare = string | Share;

/**
 * Reads shares as they were typed and checks each against the file and those before it. Where one of them is refused, all are zeroed.
 * @throws SHARE_DAMAGED, SHARE_VERSION, SHARE_REFUSED, SHARE_FOREIGN, SHARE_DUPLICATE
 */
export async function sharesFor(file: SealedBackup, given: readonly GivenShare[]): Promise<Share[]> {
  const shares: Share[] = [];
  try {
    for (const one of given) {
      const share = typeof one === 'string' ? await readShare(one) : one;
      shares.push(share);
      requireFitting(share, file, shares.slice(0, -1));
    }
    return shares;
  } catch (error) {
    zeroShares([...shares, ...given.filter((one) => typeof one !== 'string')]);
    throw error;
  }
}

/** Overwrites what is secret of them; copies that the runtime has made meanwhile are not reached. */
export function zeroShares(shares: readonly Pick<Share, 'value'>[]): void {
  for (const { value } of shares) value.fill(0);
}

/**
 * Opens a backup with shares, and compares each key with the thumbprint that stands beside it. Buffers are zeroed; what a
 * KeyObject holds goes when it is collected.
 * @throws SHARE_TOO_FEW, SHARE_WRONG, BACKUP_REFUSED
 */
export async function openWithShares(
  file: SealedBackup,
  shares: readonly Share[],
  library: SecretSplitting,
): Promise<OpenedKey[]> {
  const sealingKey = await joinShares(shares, library);
  let halves: Uint8Array[] = [];
  try {
    halves = await openBackup(file, sealingKey);
    return halves.map((half, at) => openedKey(half, file.keys[at]?.key));
  } finally {
    sealingKey.fill(0);
    for (const half of halves) half.fill(0);
  }
}

function openedKey(half: Uint8Array, key: SealedBackup['keys'][number]['key'] | undefined): OpenedKey {
  const privateKey = privateKeyOf(half);
  const thumbprint =
    privateKey === null ? null : thumbprintOfUnknown(createPublicKey(privateKey).export({ format: 'jwk' }));
  if (
    key !== undefined &&
    privateKey !== null &&
    thumbprint === key.thumbprint &&
    thumbprintOfUnknown(key.jwk) === thumbprint
  ) {
    return { kid: key.kid, thumbprint, privateKey };
  }
  throw new AppError('BACKUP_REFUSED', 'what came out of this backup is not the key that it names', {
    hint: 'it was not made by this program: keep file and shares, and tell security',
  });
}

function privateKeyOf(half: Uint8Array): KeyObject | null {
  try {
    return createPrivateKey({
      key: Buffer.from(half.buffer, half.byteOffset, half.length),
      format: 'der',
      type: 'pkcs8',
    });
  } catch {
    // The cause could describe the bytes; that they make no key is all there is to say.
    return null;
  }
}
