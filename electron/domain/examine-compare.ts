import type { Compared, ExaminedKind } from '../../shared/model/examined.ts';
import { AppError } from './errors.ts';
import { readContent } from './examine-content.ts';
import type { FoundKey } from './examine-found.ts';

type Side = 'first' | 'second';

const MEMBERS = ['kty', 'crv', 'n', 'e', 'x', 'y', 'alg', 'kid', 'use', 'key_ops'];
const TOKENS: ReadonlySet<ExaminedKind> = new Set(['jwt', 'jws', 'jws-json', 'jwe']);
const NEVER_PUBLIC: ReadonlySet<ExaminedKind> = new Set(['pkcs12', 'encrypted-private-key']);

/**
 * Compares two public keys member by member, whatever each is written in: PEM, DER, certificate or request, JWK, a JWKS of
 * one key. Two are the same key where their thumbprints are; names and purposes may differ.
 * @throws PRIVATE_KEY_GIVEN, INPUT_INVALID where one is no single public key
 * @see RFC 7638 §3
 */
export function compareKeys(left: Buffer, right: Buffer): Compared {
  const [one, other] = [onlyKey(left, 'first'), onlyKey(right, 'second')];
  const row = (member: string, ours: string | null, theirs: string | null) => ({
    member,
    left: ours,
    right: theirs,
    isEqual: ours === theirs,
  });
  const rows = [
    ...MEMBERS.map((member) => row(member, shown(one.members[member]), shown(other.members[member]))),
    row('bits', shown(one.bits), shown(other.bits)),
  ];
  return {
    isSameKey: one.thumbprint === other.thumbprint,
    rows: rows.filter((each) => each.left !== null || each.right !== null),
  };
}

function onlyKey(bytes: Buffer, side: Side): FoundKey {
  // No instant matters here: a token is refused whether it has expired or not.
  const { kind, isSecret, keys } = readContent(bytes, 0);
  if (TOKENS.has(kind)) throw refused(side, 'is a token and no key');
  if (isSecret || NEVER_PUBLIC.has(kind)) {
    throw new AppError('PRIVATE_KEY_GIVEN', `the ${side} one holds a private key, and public ones are compared`, {
      hint: 'nothing of it was kept; wipe the file and the clipboard, and if others could read it, replace the key',
    });
  }
  const [key] = keys;
  if (key === undefined) throw refused(side, 'holds no public key of a known form');
  if (keys.length > 1) throw refused(side, 'holds several keys, and does not say which one is meant');
  if (key.thumbprint === null) throw refused(side, 'holds a key that cannot be read');
  return key;
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  // The order of operations says nothing.
  if (Array.isArray(value)) return value.map(String).toSorted().join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function refused(side: Side, why: string): AppError {
  return new AppError('INPUT_INVALID', `the ${side} one ${why}`, {
    hint: 'give one public key each: PEM, DER, a certificate, a JWK, or a JWKS of one key',
  });
}
