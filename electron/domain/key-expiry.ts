import { AppError } from './errors.ts';

/** Gives back the instant (ISO 8601) at which a key ends, which is still to come; `null`: never. @throws INPUT_INVALID */
export function requireFutureExpiry(expiresAt: string | null, now: number): string | null {
  if (expiresAt === null || Date.parse(expiresAt) > now) return expiresAt;
  throw new AppError('INPUT_INVALID', 'the expiry date has passed already', { hint: 'give an instant in the future' });
}
