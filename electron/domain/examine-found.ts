import type { Examined, ExaminedKind } from '../../shared/model/examined.ts';
import { judgeJwk } from './jwk-policy.ts';
import { privateMembersOf } from './jwk-members.ts';
import { isJsonObject, type JsonObject } from './strict-json.ts';
import { thumbprintOfUnknown } from './thumbprint.ts';

/** A key that was found in what is examined. Only its public half is kept. */
export interface FoundKey {
  readonly kid: string | null;
  readonly kty: string;
  readonly alg: string | null;
  /** RSA modulus length; `null` for other key types. */
  readonly bits: number | null;
  /** RFC 7638 SHA-256; `null` where the key cannot be read. */
  readonly thumbprint: string | null;
  /** Code of our rules, or of the lint; `null`: it is fit. */
  readonly problem: string | null;
  /** The public members of its JWK; of a PEM key, those that make it. */
  readonly members: JsonObject;
}

/** What a text or a file is, and the keys in it. Nothing private is kept; nothing has been verified. */
export interface Content {
  readonly kind: ExaminedKind;
  readonly encoding: Examined['encoding'];
  readonly isSecret: boolean;
  /** The first hundred. */
  readonly keys: readonly FoundKey[];
  readonly header: Examined['header'];
  /** Whether the bytes as they are can be imported, as a key or as a set. */
  readonly isImportable: boolean;
}

/** The most keys that are looked at: a set with more is none that a token is judged by. */
export const MOST_FOUND_KEYS = 100;

const PUBLIC_MEMBERS = ['kty', 'crv', 'n', 'e', 'x', 'y', 'alg', 'kid', 'use', 'key_ops'];
const LONGEST_NAME = 256;
/** Ten times the longest modulus that is taken here: what is longer is not worked with. */
const LONGEST_MODULUS = 16_384;

/**
 * Reads one JWK of whatever kind. What is private in it is left aside before anything else. `as`: how it is judged:
 * as a member of a public set, or as the public half of a private key.
 * @see RFC 7517 §4, RFC 7518 §6
 */
export function foundJwk(jwk: unknown, as: 'public' | 'half' = 'public'): FoundKey {
  if (!isJsonObject(jwk)) return unreadableKey('', 'NOT_AN_OBJECT');
  if (jwk['kty'] === 'RSA' && String(jwk['n']).length > LONGEST_MODULUS) return unreadableKey('RSA', 'RSA_TOO_LONG');
  const members = Object.fromEntries(
    PUBLIC_MEMBERS.filter((name) => Object.hasOwn(jwk, name)).map((name) => [name, jwk[name]]),
  );
  // A private key says "sign" where its public half says "verify".
  const judged = judgeJwk(as === 'half' ? { ...members, key_ops: ['verify'] } : jwk);
  return {
    kid: nameOf(jwk['kid']),
    kty: nameOf(jwk['kty']) ?? '',
    alg: nameOf(jwk['alg']),
    bits: jwk['kty'] === 'RSA' ? bitsOf(jwk['n']) : null,
    thumbprint: thumbprintOfUnknown(members),
    problem: judged.ok ? null : judged.problem.code,
    members,
  };
}

/** A key of which no more than its type is known. */
export function unreadableKey(kty: string, problem: string): FoundKey {
  return { kid: null, kty, alg: null, bits: null, thumbprint: null, problem, members: { kty } };
}

/** Each key once, the first of its kind first; those that cannot be read all stay. */
export function distinctKeys(keys: readonly FoundKey[]): readonly FoundKey[] {
  const seen = new Set<string>();
  return keys.filter(({ thumbprint }) => {
    if (thumbprint === null) return true;
    const isNew = !seen.has(thumbprint);
    seen.add(thumbprint);
    return isNew;
  });
}

/** Tells whether a JWK holds what nobody but its owner may see. */
export function isSecretJwk(jwk: unknown): boolean {
  return (
    isJsonObject(jwk) && (jwk['kty'] === 'oct' || (typeof jwk['kty'] === 'string' && privateMembersOf(jwk).length > 0))
  );
}

/** A name for people: a foreign file can hold one of a megabyte. */
function nameOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return value.length > LONGEST_NAME ? `${value.slice(0, LONGEST_NAME)}…` : value;
}

function bitsOf(n: unknown): number | null {
  if (typeof n !== 'string') return null;
  const octets = Buffer.from(n, 'base64url');
  const first = octets.findIndex((octet) => octet !== 0);
  return first === -1 ? null : (octets.length - first) * 8 - Math.clz32(octets[first] ?? 0) + 24;
}
