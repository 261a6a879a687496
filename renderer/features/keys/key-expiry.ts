import type { Key } from '../../../shared/model/key.ts';

export type Expiry = 'expired' | 'soon' | 'later' | 'never';

/** From here on an officer should think of the key's successor. */
const SOON_MS = 30 * 86_400_000;

/** How a key's last day stands to now. */
export function expiryOf(expiresAt: string | null, nowMs: number): Expiry {
  if (expiresAt === null) return 'never';
  const left = Date.parse(expiresAt) - nowMs;
  if (left <= 0) return 'expired';
  return left <= SOON_MS ? 'soon' : 'later';
}

/** Whether the last day of a key still matters: one that will never sign again needs no successor. */
export function isInUse({ state }: Pick<Key, 'state'>): boolean {
  return state === 'draft' || state === 'active' || state === 'suspended';
}
