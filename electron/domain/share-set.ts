import { AppError } from './errors.ts';
import { requireShareValues, requireSplit, SECRET_OCTETS, type Share, type ShareFacts } from './share.ts';

/**
 * Shamir's secret sharing over GF(256), as a kept library does it: each share is 32 octets and behind them its x, which is
 * random and different in each. Its coefficients come from its own generator: the one exception to randomness that is given.
 */
export interface SecretSplitting {
  split(secret: Uint8Array, shares: number, threshold: number): Promise<Uint8Array[]>;
  /** Gives a wrong secret in silence where the shares do not belong together: whoever calls it must know by other means. */
  combine(shares: Uint8Array[]): Promise<Uint8Array>;
}

interface Split {
  readonly setId: string;
  readonly threshold: number;
  readonly shares: number;
}

/**
 * Splits a key of 32 octets and numbers the shares from 1. They are put together again before they are given.
 * @throws INPUT_INVALID, SELF_TEST_FAILED
 */
export async function splitSecret(secret: Uint8Array, of: Split, library: SecretSplitting): Promise<Share[]> {
  requireSplit(of.threshold, of.shares, 'INPUT_INVALID');
  const parts = await library.split(secret, of.shares, of.threshold);
  const { setId, threshold } = of;
  const shares = parts.map((part, index) => ({
    setId,
    threshold,
    shares: of.shares,
    number: index + 1,
    x: part[SECRET_OCTETS] ?? 0,
    value: part.slice(0, SECRET_OCTETS),
  }));
  for (const part of parts) part.fill(0);
  // Every share takes part in one of these.
  for (let first = 0; first < shares.length; first += threshold) {
    const some = [...shares, ...shares].slice(first, first + threshold);
    const again = await joinShares(some, library);
    const isSame = again.length === secret.length && again.every((octet, at) => octet === secret[at]);
    again.fill(0);
    if (!isSame)
      throw new AppError('SELF_TEST_FAILED', 'the shares do not give the key again', { hint: 'nothing was kept' });
  }
  return shares;
}

/**
 * Puts a key together from shares of one set. Whether it is the right one is known only when it opens the backup.
 * @throws SHARE_FOREIGN, SHARE_DUPLICATE, SHARE_TOO_FEW, SHARE_REFUSED; each names the share by its number
 */
export async function joinShares(shares: readonly Share[], library: SecretSplitting): Promise<Uint8Array> {
  const taken: Share[] = [];
  for (const share of shares) {
    requireShareValues(share);
    requireFitting(share, taken[0] ?? share, taken);
    taken.push(share);
  }
  const threshold = taken[0]?.threshold ?? 0;
  if (taken.length === 0 || taken.length < threshold) {
    const here =
      taken.length === 0
        ? 'no share is here'
        : `${String(taken.length)} shares are here, ${String(threshold)} are needed`;
    throw new AppError('SHARE_TOO_FEW', here, {
      hint: 'bring the others: nothing can be told from fewer',
    });
  }
  const parts = taken.map(({ value, x }) => Uint8Array.of(...value, x));
  try {
    return await library.combine(parts);
  } finally {
    for (const part of parts) part.fill(0);
  }
}

/**
 * Checks one share alone against a set and those that were brought before it.
 * @throws SHARE_FOREIGN, SHARE_DUPLICATE naming it by its number
 */
export function requireFitting(
  share: Share,
  set: Omit<ShareFacts, 'number'>,
  before: readonly Pick<Share, 'number' | 'x'>[],
): void {
  const { number } = share;
  if (share.setId !== set.setId || share.threshold !== set.threshold || share.shares !== set.shares) {
    const [own, other] = [shownSetId(share.setId), shownSetId(set.setId)];
    const whose = own === other ? 'another split' : `set ${own}`;
    throw new AppError('SHARE_FOREIGN', `share ${String(number)} belongs to ${whose}, not to set ${other}`, {
      hint: 'look for the paper with the right set: shares of two sets never go together',
    });
  }
  if (!before.some((other) => other.number === number || other.x === share.x)) return;
  throw new AppError('SHARE_DUPLICATE', `share ${String(number)} is here already`, {
    hint: 'each share counts once: bring another one',
  });
}

/** A set id as people read it: four groups of four. */
export function shownSetId(setId: string): string {
  return setId.match(/.{4}/gu)?.join('-') ?? setId;
}
