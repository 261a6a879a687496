import { ATTACK_IDS, type AttackId } from '../../shared/model/attack.ts';
import type { JudgedWarning, Judgement } from '../../shared/model/verdict.ts';
import { isSignatureOfAnotherText } from './attack-edited.ts';
import { isHmacWithPublicKey } from './attack-hmac.ts';
import { type KnownKey, publicKeyOf } from './known-key.ts';
import { looksLike } from './look-alikes.ts';
import { fitsSignature } from './signature.ts';
import { isPsychic } from './signature-twin.ts';
import { nameAttacks } from './token-attacks.ts';
import { warning } from './verdict-finding.ts';

/** What there is to find out about a refused token. */
export interface RefusedToken {
  readonly token: string;
  readonly judgement: Judgement;
  /** Every key that is held, of whatever set and environment; asked for only where it can tell something. */
  readonly known: () => readonly KnownKey[];
  /** Judges another spelling of the token by the same keys. */
  readonly judgeAgain: (token: string) => Judgement;
}

/** What was found out beside the verdict. It changes nothing of it. */
export interface Findings {
  readonly attacks: readonly AttackId[];
  readonly warnings: readonly JudgedWarning[];
}

/**
 * Finds out what a token is whose signature was not found good: which attack it tries, whose signature it really
 * carries. Nothing for any other token, so that a good one waits for nothing. Nothing in the token is fetched or used.
 */
export function examineRefused(refused: RefusedToken): Findings {
  const { token, judgement } = refused;
  if (hasGoodSignature(judgement)) return { attacks: [], warnings: [] };
  const found = new Set(nameAttacks(token, judgement));
  if (isRespelled(refused)) found.add('base64url-respelled');
  const parts = partsOf(token);
  const warnings = parts === null ? [] : examineSignature(parts, refused, found);
  return { attacks: ATTACK_IDS.filter((id) => found.has(id)), warnings };
}

interface Parts {
  readonly input: Buffer;
  readonly signature: Buffer;
}

function partsOf(token: string): Parts | null {
  const end = token.lastIndexOf('.');
  if (token.split('.').length !== 3 || token.length > MAX_LENGTH || end === token.length - 1) return null;
  return {
    input: Buffer.from(token.slice(0, end), 'latin1'),
    signature: Buffer.from(token.slice(end + 1), 'base64url'),
  };
}

const MAX_LENGTH = 16_384;

function examineSignature(
  { input, signature }: Parts,
  { judgement, known }: RefusedToken,
  found: Set<AttackId>,
): readonly JudgedWarning[] {
  const { alg, kid } = judgement;
  if (alg === null) return [];
  if (found.has('alg-hmac')) {
    const keys = known().flatMap(({ entry }) => {
      const key = publicKeyOf(entry);
      return key === null ? [] : [{ key, members: entry.members ?? {} }];
    });
    if (isHmacWithPublicKey(alg, input, signature, keys)) {
      found.delete('alg-hmac');
      found.add('hmac-with-public-key');
    }
    return [];
  }
  const { code } = judgement;
  if (code !== 'SIGNATURE_INVALID' && code !== 'KEY_UNKNOWN' && code !== 'NO_SNAPSHOT') return [];
  if (isPsychic(signature, alg)) found.add('psychic-signature');
  const maker = known().find(({ entry }) => {
    const method = entry.methods.get(alg);
    return method !== undefined && fitsSignature(method, input, signature);
  });
  if (maker !== undefined) return [signedByOther(maker, kid, found)];
  if (code === 'SIGNATURE_INVALID' && isEdited(alg, signature, kid, known())) found.add('edited-after-signing');
  if (kid !== null && judgement.keySet === null && looksLike(kid, known())) found.add('kid-look-alike');
  return [];
}

/** The signature is good, but of a key that was not to be asked. */
function signedByOther({ kid, set, otherEnv }: KnownKey, named: string | null, found: Set<AttackId>): JudgedWarning {
  // A token that names its key truly came to the wrong environment, or was judged by the wrong set: a mistake.
  if (named !== null && kid !== named) found.add('kid-swapped');
  if (otherEnv !== null) return warning('SIGNED_IN_OTHER_ENVIRONMENT', { kid, env: otherEnv });
  return warning('SIGNED_BY_OTHER_KEY', { kid, set });
}

function isEdited(alg: string, signature: Buffer, kid: string | null, known: readonly KnownKey[]): boolean {
  return known.some(({ kid: own, entry }) => {
    const key = own === kid && entry.methods.has(alg) ? publicKeyOf(entry) : null;
    return key !== null && isSignatureOfAnotherText(alg, key, signature);
  });
}

const RESPELLED = /^[\w+/-]+={0,2}(?:\.[\w+/-]+={0,2}){2}$/u;

/** Whether the token would be good if each part were written in the one canonical way. @see RFC 7515 §2 */
function isRespelled({ token, judgement, judgeAgain }: RefusedToken): boolean {
  if (judgement.code !== 'TOKEN_MALFORMED' || token.length > MAX_LENGTH || !RESPELLED.test(token)) return false;
  const canonical = token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('base64url'))
    .join('.');
  return canonical !== token && hasGoodSignature(judgeAgain(canonical));
}

function hasGoodSignature({ checks }: Judgement): boolean {
  return checks.some(({ name, result }) => name === 'signature' && result === 'pass');
}
