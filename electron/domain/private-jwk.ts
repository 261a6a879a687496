import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type SignatureAlgorithm } from '../../shared/model/key.ts';
import { AppError, hasCode } from './errors.ts';
import { isSignatureAlgorithm, octetsOf, privateMembersOf } from './jwk-members.ts';
import type { KeyHalves } from './key-der.ts';
import { fileRefused, halvesDiffer, keyRefused, requireFitPublic } from './key-refusal.ts';
import { requireKid } from './kid.ts';
import { rsaPrivateProblem } from './rsa-private.ts';
import { type JsonObject, parseStrictObject } from './strict-json.ts';

const PUBLIC = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'] } as const;
const PRIVATE = { RSA: ['d', 'p', 'q', 'dp', 'dq', 'qi'], EC: ['d'], OKP: ['d'] } as const;

export interface JwkHalves extends KeyHalves {
  /** The JWK's own kid, where a key here may have it. */
  readonly kid: string | null;
  readonly alg: SignatureAlgorithm | null;
}

/**
 * Reads one JWK, private or public. The public half, `use`, `key_ops` and `alg` are judged first, and by our own rules.
 * Parsing makes strings, which cannot be zeroed: they stay in memory until collected.
 * @throws JWK_MALFORMED, JWK_REFUSED, INPUT_INVALID
 * @see RFC 7517 §4, RFC 7518 §6, RFC 8037 §2
 */
export function readJwkFile(text: Buffer): JwkHalves {
  const parsed = parseStrictObject(text);
  if (!parsed.ok) throw malformed(`the file is no unambiguous JSON object (${parsed.problem})`);
  const jwk = parsed.value;
  if (Object.hasOwn(jwk, 'keys')) throw fileRefused('the file is a set of keys (JWKS), and one key is wanted');
  const members = privateMembersOf(jwk);
  const isPrivate = members.length > 0 && jwk['kty'] !== 'oct';
  requireFitPublic(publicPart(jwk, isPrivate));
  const { kty, alg } = jwk;
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') throw fileRefused('the JWK is of no kind that signs');
  const publicKey = createPublicKey({ key: membersOf(jwk, kty, PUBLIC[kty]), format: 'jwk' });
  const names = { kid: validKid(jwk['kid']), alg: isSignatureAlgorithm(alg) ? alg : null };
  if (!isPrivate) return { privateKey: null, publicKey, format: 'jwk-public', ...names };
  return { privateKey: privateKeyOf(jwk, kty), publicKey, format: 'jwk', ...names };
}

/** What is judged: all that is public. A private key says "sign" where its public half says "verify". */
function publicPart(jwk: JsonObject, isPrivate: boolean): JsonObject {
  const { key_ops: operations } = jwk;
  const names = ['kty', 'n', 'e', 'crv', 'x', 'y', 'use', 'alg', ...(isPrivate ? [] : ['key_ops', 'k'])];
  if (isPrivate && operations !== undefined && !(Array.isArray(operations) && operations.includes('sign'))) {
    throw keyRefused('this key is not used here: its "key_ops" does not allow to sign (KEY_OPS_NOT_SIGN)');
  }
  return Object.fromEntries(names.filter((name) => Object.hasOwn(jwk, name)).map((name) => [name, jwk[name]]));
}

function privateKeyOf(jwk: JsonObject, kty: keyof typeof PRIVATE): KeyObject {
  if (Object.hasOwn(jwk, 'oth')) throw keyRefused('RSA keys of more than two primes are not used here');
  const octets = Object.fromEntries(PRIVATE[kty].map((name) => [name, privateOctets(jwk, name)]));
  try {
    if (kty === 'RSA') requireFitRsa(jwk, octets);
    return createPrivateKey({ key: membersOf(jwk, kty, [...PUBLIC[kty], ...PRIVATE[kty]]), format: 'jwk' });
  } catch (error) {
    if (error instanceof AppError) throw error;
    // The cause could quote the members.
    throw halvesDiffer('the private members make no key with the public ones');
  } finally {
    for (const one of Object.values(octets)) one.fill(0);
  }
}

function requireFitRsa(jwk: JsonObject, octets: Readonly<Record<string, Buffer>>): void {
  const number = (name: string) => octets[name] ?? Buffer.from(String(jwk[name]), 'base64url');
  const why = rsaPrivateProblem({
    n: number('n'),
    e: number('e'),
    d: number('d'),
    p: number('p'),
    q: number('q'),
    dp: number('dp'),
    dq: number('dq'),
    qi: number('qi'),
  });
  if (why !== null) throw halvesDiffer(why);
}

function privateOctets(jwk: JsonObject, name: string): Buffer {
  const octets = octetsOf(jwk, name);
  if (Buffer.isBuffer(octets)) return octets;
  throw malformed(`"${name}" of the private JWK is missing or no base64url`);
}

function membersOf(jwk: JsonObject, kty: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries([['kty', kty], ...names.map((name) => [name, String(jwk[name])])]);
}

function validKid(kid: unknown): string | null {
  if (typeof kid !== 'string') return null;
  try {
    return requireKid(kid);
  } catch (error) {
    // A kid of other people's making may break our rules, or hold a key itself; the thumbprint then takes its place.
    if (hasCode(error, 'KID_INVALID') || hasCode(error, 'DATA_CLASS_REFUSED')) return null;
    throw error;
  }
}

function malformed(message: string): AppError {
  return new AppError('JWK_MALFORMED', message, {
    hint: 'give one JWK: a JSON object with "kty" and all members of its type; RSA needs "p", "q", "dp", "dq", "qi" beside "d"',
  });
}
