import { decodeProtectedHeader, errors, importJWK, type JWK, type JWTPayload, jwtVerify } from 'jose';
import { FLOWS } from '../../shared/model/flow.ts';
import { algorithmOf } from './jwk-register.ts';
import { PracticeError } from './practice-error.ts';
import type { PracticeEntry } from './practice-state.ts';

const TOLERANCE_SECONDS = 30;
const MAX_REMEMBERED = 10_000;

/** Remembers the `jti` of platform tokens: one that comes twice is a replay. */
export interface ReplayGuard {
  /** False if it was seen before with this counterparty. */
  accept(counterparty: string, jti: string): boolean;
}

/** Makes a guard that forgets the oldest beyond ten thousand. */
export function createReplayGuard(): ReplayGuard {
  const seen = new Set<string>();
  return {
    accept(counterparty, jti) {
      const mark = JSON.stringify([counterparty, jti]);
      if (seen.has(mark)) return false;
      seen.add(mark);
      const [oldest] = seen;
      if (seen.size > MAX_REMEMBERED && oldest !== undefined) seen.delete(oldest);
      return true;
    },
  };
}

/**
 * Judges a bank's token as DCM's Authenticate does: key by `kid` among the counterparty's own, signature, times, and the
 * claims of the bank guide or of the platform guide. This is jose's verification, on purpose: a second opinion that
 * shares nothing with the product's own engine. Ends quietly if the token is good, else throws a 400.
 */
export async function inspectToken(
  token: string,
  about: {
    readonly counterparty: string;
    readonly entries: readonly PracticeEntry[];
    readonly now: number;
    readonly replays: ReplayGuard;
  },
): Promise<void> {
  const data = keyFor(token, about.entries);
  const claims = await verify(token, data, about.now);
  if (typeof claims.iat !== 'number') throw new PracticeError(400, 'claim iat is missing');
  if (claims.iat > about.now / 1000 + TOLERANCE_SECONDS) throw new PracticeError(400, 'token is from the future');
  if (isBankProfile(claims)) requireBankClaims(claims);
  else if (!about.replays.accept(about.counterparty, requirePlatformClaims(claims))) {
    throw new PracticeError(400, 'jti has been used before');
  }
}

/** Where two entries have one kid the newest counts. */
function keyFor(token: string, entries: readonly PracticeEntry[]): Record<string, unknown> {
  let kid: string | undefined;
  try {
    ({ kid } = decodeProtectedHeader(token));
  } catch {
    throw new PracticeError(400, 'token is malformed');
  }
  if (typeof kid !== 'string') throw new PracticeError(400, 'token has no kid');
  const entry = entries.findLast((one) => one.data['kid'] === kid);
  if (entry === undefined) throw new PracticeError(400, 'kid is not registered');
  return entry.data;
}

async function verify(token: string, data: Record<string, unknown>, now: number): Promise<JWTPayload> {
  const algorithm = algorithmOf(data);
  try {
    const key = await importJWK(data as JWK, algorithm);
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    throw new PracticeError(400, refusal(error));
  }
}

function refusal(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'token has expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature is wrong';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'alg of the token is not the alg of the key';
  if (error instanceof errors.JWTClaimValidationFailed) return `claim ${error.claim} is not acceptable`;
  return 'token is malformed';
}

function isBankProfile(claims: JWTPayload): boolean {
  return 'flow' in claims || 'obj' in claims || claims.jti === undefined;
}

function requireBankClaims(claims: JWTPayload): void {
  const flow = claims['flow'];
  if (!FLOWS.some((known) => known === flow)) throw new PracticeError(400, 'claim flow is not acceptable');
  for (const name of ['obj', 'sub']) {
    if (typeof claims[name] !== 'string' || claims[name] === '')
      throw new PracticeError(400, `claim ${name} is missing`);
  }
  if (typeof claims.exp !== 'number') throw new PracticeError(400, 'claim exp is missing');
}

function requirePlatformClaims(claims: JWTPayload): string {
  if (typeof claims.jti === 'string' && claims.jti !== '') return claims.jti;
  throw new PracticeError(400, 'claim jti is missing');
}
