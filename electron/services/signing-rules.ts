import type { Environment } from '../../shared/model/environment.ts';
import type { SignRequest } from '../../shared/model/token.ts';
import { policySnippet } from '../../shared/text/policy-snippet.ts';
import type { KeyRecord } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';
import { requireFreeText } from '../domain/free-text.ts';
import { usesIn } from '../domain/key-state.ts';
import { fitsPattern } from '../domain/pattern.ts';
import { judgeClaims } from '../domain/verdict-claims.ts';
import type { PolicyInForce } from './policy.ts';

/** A token is given out; a probe of possession goes to DCM's Authenticate alone and is never shown. */
export type Purpose = 'token' | 'probe';
export type Claims = Readonly<Record<string, unknown>>;

/** A token is at most 16 KiB of base64url; its header and its signature need the rest. */
const MAX_CLAIMS_BYTES = 10_240;

/** Refuses a key of another environment, or of none. @throws KEY_OUT_OF_SCOPE */
export function refuseOutOfScope(key: KeyRecord, environment: Environment): void {
  if (key.env === environment.name) return;
  const belongs = key.env === null ? 'belongs to no environment' : `belongs to environment "${key.env}"`;
  throw new AppError('KEY_OUT_OF_SCOPE', `this key ${belongs}, so it cannot sign for "${environment.name}"`, {
    hint:
      key.env === null
        ? 'register it with an environment first'
        : `sign for "${key.env}", or use a key of "${environment.name}"`,
  });
}

/** Refuses a key that may not sign now. @throws KEY_NOT_ACTIVE */
export function refuseState(key: KeyRecord, purpose: Purpose, now: number): void {
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now) {
    throw new AppError('KEY_NOT_ACTIVE', 'this key has passed its expiry date', {
      hint: 'make a new key and register it',
    });
  }
  const uses = usesIn(key.state);
  if (uses === 'tokens' || (uses === 'probe' && purpose === 'probe')) return;
  throw new AppError('KEY_NOT_ACTIVE', `this key is ${key.state}: it signs nothing`, {
    hint: 'use an active key of this environment',
  });
}

/**
 * What our own check would refuse afterwards is no fault of this machine: it is said before the key is touched.
 * @throws INPUT_TOO_LARGE, INPUT_INVALID
 */
export function refuseUnfitClaims(claims: Claims, profile: SignRequest['profile']): void {
  if (Buffer.byteLength(JSON.stringify(claims)) > MAX_CLAIMS_BYTES) {
    throw new AppError('INPUT_TOO_LARGE', 'the claims are too large for a token', {
      hint: `use fewer or shorter claims: together at most ${String(MAX_CLAIMS_BYTES)} bytes`,
    });
  }
  const unfit = judgeClaims(claims, profile).find(({ code }) => code !== null);
  if (unfit !== undefined) {
    throw new AppError('INPUT_INVALID', `these claims would be refused wherever they are checked (${unfit.reasonId})`, {
      hint: '"aud" is a text or a list of texts; flow, obj, sub and jti are texts',
    });
  }
  for (const name of ['flow', 'sub', 'obj']) refuseDeceivingText(name, claims[name]);
}

/**
 * Refuses a text that would look on the screen like another one: it has control or invisible characters, or white space
 * at its ends. @throws INPUT_INVALID
 */
export function refuseDeceivingText(name: string, value: unknown): void {
  if (typeof value !== 'string') return;
  requireFreeText(value);
  if (value === value.trim() && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value)) return;
  throw new AppError('INPUT_INVALID', `"${name}" has characters that nobody would see`, {
    hint: 'type it by hand: no line breaks, no invisible characters, no spaces at its ends',
  });
}

/**
 * Refuses a token for production that no rule of the bank's list allows; without a list nothing is allowed. A probe of
 * possession is not asked about: it says nothing for anybody and is never given out. @throws SIGNING_NOT_ALLOWED
 */
export function refuseUnlisted(claims: Claims, { kind }: Environment, { policy, isFile }: PolicyInForce): void {
  if (kind !== 'production') return;
  const { sub, flow } = claims;
  const rules = policy.productionSigning;
  // A platform token may have neither: only a rule for any flow and any sub speaks of that.
  const fits = (pattern: string, value: unknown) =>
    value === undefined ? pattern === '*' : fitsPattern(pattern, value);
  if (rules?.some((rule) => fits(rule.sub, sub) && fits(rule.flow, flow)) === true) return;
  throw new AppError(
    'SIGNING_NOT_ALLOWED',
    rules === null
      ? 'nothing may be signed for production before policy.json has a list of what is allowed'
      : 'the list of what may be signed for production has no rule for this sub and flow',
    {
      hint: listHint(textOf(sub), textOf(flow), isFile),
    },
  );
}

/** A rule is proposed only for what the token names: pasted, "*" for the rest would allow everything. */
function listHint(sub: string | null, flow: string | null, isFile: boolean): string {
  if (sub === null || flow === null) {
    return 'give the token a "sub" and a "flow", each a text, so that a rule of the list can name them';
  }
  const snippet = policySnippet({ sub, flow, isFile, isSpread: false });
  return `${isFile ? 'add to policy.json in the home' : 'make the file policy.json in the home'}, as whoever signs off the policy decides, and open the home again: ${snippet} ("*" may stand first or last in a pattern)`;
}

/** Gives a claim where it is a text. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
