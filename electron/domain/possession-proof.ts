import type { PossessionChallenge } from '../../shared/model/possession.ts';
import type { VerdictCode } from '../../shared/model/verdict.ts';
import { type OwnKey, ownKeySet } from './key-set.ts';
import { judgeToken } from './verdict.ts';

/** How long an answer is waited for, milliseconds. */
const WAIT_MS = 86_400_000;
const PURPOSE = 'dcm-key-manager proof of possession';

/**
 * Gives the text that the holder of a key signs. It has no claim of a token (flow, sub, obj, iat, jti, exp): DCM takes
 * it under neither profile, so nobody can use the answer to sign in.
 */
export function possessionChallenge(
  kid: string,
  { nonce, askedAt }: { readonly nonce: string; readonly askedAt: string },
): PossessionChallenge {
  const expiresAt = new Date(Date.parse(askedAt) + WAIT_MS).toISOString();
  return { kid, payload: JSON.stringify({ purpose: PURPOSE, kid, nonce, askedAt, expiresAt }), askedAt, expiresAt };
}

/** What is wrong with an answer, and what its sender does about it. */
export interface PossessionProblem {
  readonly message: string;
  readonly hint: string;
}

/**
 * Judges the answer to a challenge: in time, a compact JWS by exactly that key with its own algorithm, over exactly the
 * bytes that were asked for.
 * @returns `null` where possession is proven
 * @see RFC 7515 §5.2
 */
export function possessionProblem(
  token: string,
  { key, challenge, now }: { readonly key: OwnKey; readonly challenge: PossessionChallenge; readonly now: number },
): PossessionProblem | null {
  if (now >= Date.parse(challenge.expiresAt)) {
    return { message: `the answer came too late: it was awaited until ${challenge.expiresAt}`, hint: 'ask once more' };
  }
  const { code } = judgeToken({
    token,
    sets: [ownKeySet((kid) => (kid === key.kid ? key : null))],
    instant: now,
    leewaySeconds: 0,
    profile: 'any',
    mode: 'jws',
    snapshot: null,
  });
  if (code !== 'OK') return problemOf(code, key.jwk.alg);
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
  const isSigned = (text: string) => payload.equals(Buffer.from(text));
  if (isSigned(challenge.payload)) return null;
  if (isSigned(`${challenge.payload}\n`) || isSigned(`${challenge.payload}\r\n`)) {
    return {
      message: 'a line break was signed along with the text',
      hint: 'sign the text without the line break at its end',
    };
  }
  return {
    message: 'another text was signed than the one that was asked for: an earlier one, or one that was changed',
    hint: 'sign exactly the text that is shown now, byte for byte',
  };
}

function problemOf(code: VerdictCode, alg: string | undefined): PossessionProblem {
  const asked = alg === undefined ? 'this key' : `this key and ${alg}`;
  switch (code) {
    case 'TOKEN_MALFORMED':
      return { message: 'the answer is no compact JWS', hint: 'send all of it: three parts with a dot between them' };
    case 'HEADER_NOT_ALLOWED':
      return { message: 'the header of the answer holds what is not allowed', hint: 'use only alg, kid and typ "JWT"' };
    case 'KEY_UNKNOWN':
      return { message: 'the answer names another key, or none', hint: `sign with ${asked}, and name its kid` };
    case 'ALG_NOT_ALLOWED':
      return { message: 'the answer names another algorithm than this key has', hint: `sign with ${asked}` };
    default:
      return {
        message: 'the signature does not fit: another key made it, or it was changed on its way',
        hint: `sign with ${asked}, and send the whole answer`,
      };
  }
}
