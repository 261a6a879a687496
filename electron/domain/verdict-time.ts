import type { ClaimProfile, Finding, JudgedWarning } from '../../shared/model/verdict.ts';
import type { JsonObject } from './strict-json.ts';
import { failing, isFilled, stating, warning } from './verdict-finding.ts';

/** The last second of the year 9999: later ones can't be written as a date. */
const LAST_SECOND = 253_402_300_799;
/** The longest life that DCM recommends, seconds. */
const LONGEST_LIFE_SECONDS = 1200;

const REQUIRED: Readonly<Record<ClaimProfile, readonly string[]>> = {
  any: [],
  bank: ['iat', 'exp'],
  platform: ['iat'],
};

/**
 * Judges `exp`, `nbf` and `iat` at an instant (seconds since 1970; `null`: there is none). A time that can't be read is a
 * failure, never fresh. All failures are named, expiry first.
 * @see RFC 7519 §2 (NumericDate), §4.1.4-4.1.6
 */
export function judgeTime(
  claims: JsonObject,
  profile: ClaimProfile,
  now: number | null,
  leewaySeconds: number,
): readonly [Finding, ...Finding[]] {
  const exp = secondsOf(claims['exp']);
  const nbf = secondsOf(claims['nbf']);
  const iat = secondsOf(claims['iat']);
  const found: Finding[] = [];
  if (now !== null) {
    if (exp !== null && now >= exp + leewaySeconds) {
      found.push(failing('TOKEN_EXPIRED', 'time.expired', { exp, now, late: now - exp, leeway: leewaySeconds }));
    }
    if (nbf !== null && nbf > now + leewaySeconds) {
      found.push(
        failing('TOKEN_NOT_YET_VALID', 'time.before-nbf', { nbf, now, early: nbf - now, leeway: leewaySeconds }),
      );
    }
    if (iat !== null && iat > now + leewaySeconds) {
      found.push(
        failing('TOKEN_NOT_YET_VALID', 'time.before-iat', { iat, now, early: iat - now, leeway: leewaySeconds }),
      );
    }
  }
  if (exp === null || nbf === null || iat === null) findUnreadable(claims, found);
  for (const claim of REQUIRED[profile]) {
    if (!Object.hasOwn(claims, claim)) found.push(failing('CLAIM_INVALID', 'time.missing', { claim }));
  }
  if (now === null) found.push(failing('TIME_NOT_JUDGED', 'time.no-instant'));
  if (isFilled(found)) return found;
  return [exp === null && nbf === null && iat === null ? stating('time.no-claims') : inForce(exp, iat)];
}

/** What is odd about a token's times without making them wrong: a long life, none at all, milliseconds. */
export function timeWarnings(claims: JsonObject): readonly JudgedWarning[] {
  const exp = secondsOf(claims['exp']);
  const iat = secondsOf(claims['iat']);
  const found: JudgedWarning[] = [];
  if (exp === null && !Object.hasOwn(claims, 'exp')) found.push(warning('EXP_MISSING'));
  if (exp !== null && iat !== null) {
    if (exp - iat > LONGEST_LIFE_SECONDS) {
      found.push(warning('LIFE_TOO_LONG', { life: exp - iat, most: LONGEST_LIFE_SECONDS }));
    }
    if (exp < iat) found.push(warning('EXP_BEFORE_IAT'));
  }
  for (const claim of TIME_CLAIMS) {
    if (looksLikeMilliseconds(claims[claim])) found.push(warning('TIME_IN_MILLISECONDS', { claim }));
  }
  return found;
}

/** A time claim in seconds, if it is one that can be judged. */
export function timeOf(claims: JsonObject, claim: string): number | null {
  return secondsOf(claims[claim]);
}

function secondsOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= LAST_SECOND ? value : null;
}

const TIME_CLAIMS = ['exp', 'nbf', 'iat'] as const;

/** The times of a token that are there and can't be read as seconds. */
export function readabilityOfTimes(claims: JsonObject): readonly Finding[] {
  const found: Finding[] = [];
  findUnreadable(claims, found);
  return found;
}

function findUnreadable(claims: JsonObject, found: Finding[]): void {
  for (const claim of TIME_CLAIMS) {
    if (timeOf(claims, claim) !== null || !Object.hasOwn(claims, claim)) continue;
    const value = claims[claim];
    if (typeof value !== 'number') found.push(failing('CLAIM_INVALID', 'time.not-number', { claim }));
    else found.push(failing('CLAIM_INVALID', 'time.range', { claim, value: String(value) }));
  }
}

function inForce(exp: number | null, iat: number | null): Finding {
  if (exp !== null && iat !== null) return stating('time.ok', { exp, iat });
  if (exp !== null) return stating('time.ok', { exp });
  return stating('time.ok', iat === null ? {} : { iat });
}

/** Seconds of today have ten digits, milliseconds thirteen: 100,000,000,000 seconds are the year 5138. */
function looksLikeMilliseconds(value: unknown): boolean {
  return typeof value === 'number' && value >= 1e11 && value < 1e14;
}
