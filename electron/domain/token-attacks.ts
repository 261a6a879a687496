import { ATTACK_IDS, type AttackId } from '../../shared/model/attack.ts';
import type { Judgement } from '../../shared/model/verdict.ts';
import type { ReasonId } from '../../shared/model/verdict-reasons.ts';
import { isSignatureAlgorithm } from './jwk-members.ts';
import { attacksOfKid } from './kid-attacks.ts';
import { isJsonObject, type JsonObject, parseStrictObject } from './strict-json.ts';
import { MAX_TOKEN_LENGTH } from './token-format.ts';

/** Attempts that a failed check has seen already. */
const BY_REASON: Readonly<Partial<Record<ReasonId, AttackId>>> = {
  'format.unsigned': 'signature-removed',
  'format.duplicate': 'duplicate-member',
  'format.depth': 'deep-nesting',
  'format.number': 'huge-number',
  'format.jwe': 'encrypted-token',
  'header.typ': 'other-token-kind',
  'header.kid-control': 'kid-control',
  'header.kid-too-long': 'kid-huge',
  'header.kid-not-text': 'kid-not-text',
  'key.alg-differs': 'alg-not-of-key',
  'key.type-differs': 'alg-not-of-key',
  'signature.zero': 'psychic-signature',
  'signature.der': 'der-signature',
  'signature.salt': 'pss-salt',
};

/** Attempts that show in the mere presence of a header's member. RFC 7515 §4.1.2-4.1.6, §4.1.11; RFC 7797 §3 */
const BY_MEMBER: readonly (readonly [string, AttackId])[] = [
  ['jwk', 'embedded-key'],
  ['jku', 'key-address'],
  ['x5u', 'certificate-address'],
  ['x5c', 'embedded-certificate'],
  ['crit', 'critical-extension'],
  ['b64', 'unencoded-payload'],
];

/**
 * Names the known attempts that a token shows whose signature was not found good; none for any other. Decides nothing:
 * the token was refused already, and nothing in it is fetched or used.
 */
export function nameAttacks(token: string, { checks, keySet, mode }: Judgement): readonly AttackId[] {
  if (checks.some(({ name, result }) => name === 'signature' && result === 'pass')) return [];
  const found = new Set<AttackId>();
  for (const { findings } of checks) {
    for (const { reasonId } of findings) {
      const attack = BY_REASON[reasonId];
      if (attack !== undefined) found.add(attack);
    }
  }
  const header = token.length > MAX_TOKEN_LENGTH ? null : headerOf(token);
  if (header === null) {
    if (isJsonToken(token)) found.add('json-token');
  } else {
    for (const [member, attack] of BY_MEMBER) if (Object.hasOwn(header, member)) found.add(attack);
    for (const attack of attacksOfAlgorithm(header)) found.add(attack);
    // Under a kid that we know, its look is no trick: it is how its owner named the key.
    if (keySet === null && mode === 'jwt') for (const attack of attacksOfKid(header['kid'])) found.add(attack);
  }
  return ATTACK_IDS.filter((id) => found.has(id));
}

/** The header as a careless reader would take it: to be named, never to be used. */
function headerOf(token: string): JsonObject | null {
  const octets = Buffer.from(token.slice(0, Math.max(token.indexOf('.'), 0)), 'base64url');
  const strict = parseStrictObject(octets);
  if (strict.ok) return strict.value;
  if (strict.problem !== 'duplicate') return null;
  const last: unknown = JSON.parse(octets.toString('utf8'));
  return isJsonObject(last) ? last : null;
}

function attacksOfAlgorithm({ alg }: JsonObject): readonly AttackId[] {
  if (typeof alg !== 'string' || isSignatureAlgorithm(alg)) return [];
  const bare = alg
    .normalize('NFKC')
    .replace(/[\p{C}\p{Z}]/gu, '')
    .toUpperCase();
  if (bare === 'NONE') return ['alg-none'];
  if (/^HS\d{3}$/u.test(bare)) return ['alg-hmac'];
  return /^(?:[RPE]S(?:256|384|512)|EDDSA|ED25519)$/u.test(bare) ? ['alg-spelling'] : [];
}

/** A JWS in JSON serialization, and not any JSON. @see RFC 7515 §7.2 */
function isJsonToken(token: string): boolean {
  if (token.length > MAX_TOKEN_LENGTH || !/^\s*\{/u.test(token)) return false;
  const parsed = parseStrictObject(Buffer.from(token));
  if (!parsed.ok) return false;
  const { payload, signature, signatures } = parsed.value;
  return payload !== undefined && (signature !== undefined || signatures !== undefined);
}
