import { type Content, type FoundKey, foundJwk, isSecretJwk, MOST_FOUND_KEYS } from './examine-found.ts';
import { holdsSecret, isSecretWithin, opensDoors, shownHeader } from './examine-token.ts';
import { hasCode } from './errors.ts';
import { privateMembersOf } from './jwk-members.ts';
import { readKeySet } from './key-set.ts';
import { integerOf, moduliWithSharedPrime } from './rsa-modulus.ts';
import { isJsonObject, type JsonObject, parseStrictObject } from './strict-json.ts';

const AUDIT_EXPORT = 'dcm-audit-export';
const KEY_PASSPORT = 'dcm-key-passport';
const BUNDLE = 'dcm-bundle';
/** The first line of an exported trail is far shorter. */
const LONGEST_FIRST_LINE = 4096;
/** A private member of a JWK in a text that is no JSON any more: cut off, or part of something else. */
const PRIVATE_MEMBER = /"(?:d|p|q|dp|dq|qi|k|priv)"\s*:\s*"[\w-]/u;

/**
 * Names a JSON text: JWK, JWKS, JWS and JWE in JSON, key passport, exported trail. A member twice is no reason not to
 * name it, and makes its keys unfit. `bytes`: the text as it came, for what is stricter.
 * @see RFC 7517 §4-5, RFC 7515 §7.2, RFC 7516 §7.2
 */
export function examineJson(text: Buffer, bytes: Buffer, now: number): Partial<Content> {
  if (isAuditExport(text)) return { kind: 'audit-export', encoding: 'JSON' };
  const parsed = parseStrictObject(text);
  if (parsed.ok) return { encoding: 'JSON', ...nameObject(parsed.value, bytes, now) };
  const raw = text.toString('latin1');
  const isSecret = raw.includes('"kty"') && PRIVATE_MEMBER.test(raw);
  if (parsed.problem !== 'duplicate') return { isSecret };
  const named = nameObject(JSON.parse(text.toString('utf8')) as JsonObject, bytes, now);
  const keys = (named.keys ?? []).map((key) => ({ ...key, problem: 'MEMBER_TWICE' }));
  return { encoding: 'JSON', ...named, isSecret: isSecret || named.isSecret === true, keys, isImportable: false };
}

function nameObject(value: JsonObject, bytes: Buffer, now: number): Partial<Content> {
  const { format, key, keys, kty, payload, signature, signatures, ciphertext } = value;
  if (format === KEY_PASSPORT) return { kind: 'key-passport', keys: keyOfPassport(key) };
  if (format === BUNDLE) return { kind: 'signed-bundle', isSecret: isSecretWithin(value) };
  if (Array.isArray(keys)) return nameSet(keys, bytes);
  if (typeof kty === 'string') return nameJwk(value);
  if (typeof payload === 'string' && (typeof signature === 'string' || Array.isArray(signatures))) {
    return nameJws(value, payload, now);
  }
  if (typeof ciphertext === 'string') return { kind: 'jwe', header: headerOf(value) };
  return { isSecret: isSecretWithin(value) };
}

function nameJwk(jwk: JsonObject): Partial<Content> {
  if (jwk['kty'] === 'oct') return { kind: 'symmetric-jwk', isSecret: true, keys: [foundJwk(jwk)] };
  if (privateMembersOf(jwk).length === 0) return { kind: 'public-jwk', keys: [foundJwk(jwk)], isImportable: true };
  return { kind: 'private-jwk', isSecret: true, keys: [foundJwk(jwk, 'half')], isImportable: true };
}

function nameSet(members: readonly unknown[], bytes: Buffer): Partial<Content> {
  const keys = judgedTogether(members.slice(0, MOST_FOUND_KEYS).map((member) => foundJwk(member)));
  return { kind: 'jwks', isSecret: members.some(isSecretJwk), keys, isImportable: isFitSet(bytes) };
}

/** What only shows when keys stand side by side: one kid twice, a prime shared by two moduli. */
function judgedTogether(keys: readonly FoundKey[]): readonly FoundKey[] {
  const modulusOf = ({ kty, problem, members }: FoundKey) =>
    kty === 'RSA' && problem === null ? integerOf(Buffer.from(String(members['n']), 'base64url')) : null;
  const moduli = keys.map(modulusOf);
  const shared = moduliWithSharedPrime(moduli.filter((modulus) => modulus !== null));
  const kids = new Set<string>();
  return keys.map((key, index) => {
    const modulus = moduli[index] ?? null;
    const isDouble = key.kid !== null && kids.has(key.kid);
    if (key.kid !== null) kids.add(key.kid);
    if (key.problem !== null) return key;
    if (isDouble) return { ...key, problem: 'KID_DUPLICATE' };
    return modulus !== null && shared.has(modulus) ? { ...key, problem: 'RSA_SHARED_FACTOR' } : key;
  });
}

function isFitSet(bytes: Buffer): boolean {
  try {
    readKeySet('dcm', bytes);
    return true;
  } catch (error) {
    if (hasCode(error, 'JWKS_REFUSED')) return false;
    throw error;
  }
}

function nameJws(jws: JsonObject, payload: string, now: number): Partial<Content> {
  const isSecret = opensDoors(payload, now) || isSecretWithin(jws) || holdsSecret(String(jws['protected'] ?? ''));
  return { kind: 'jws-json', isSecret, header: headerOf(jws) };
}

/** The protected header of the token, or of its only signature. */
function headerOf({ protected: own, signatures }: JsonObject): JsonObject | null {
  if (typeof own === 'string') return shownHeader(own);
  const [only, ...others]: readonly unknown[] = Array.isArray(signatures) ? signatures : [];
  const part = isJsonObject(only) && others.length === 0 ? only['protected'] : null;
  return typeof part === 'string' ? shownHeader(part) : null;
}

function keyOfPassport(key: unknown): readonly FoundKey[] {
  return isJsonObject(key) && isJsonObject(key['jwk']) ? [foundJwk(key['jwk'])] : [];
}

function isAuditExport(text: Buffer): boolean {
  const end = text.indexOf(0x0a);
  if (end === -1 || end > LONGEST_FIRST_LINE) return false;
  const parsed = parseStrictObject(text.subarray(0, end));
  return parsed.ok && parsed.value['format'] === AUDIT_EXPORT;
}
