import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type Jwk, publicJwkSchema } from '../../shared/model/jwk.ts';
import type { SignatureAlgorithm } from '../../shared/model/key.ts';
import { AppError } from './errors.ts';
import { algorithmsOf, privateMembersOf } from './jwk-members.ts';
import { isJsonObject, parseStrictObject } from './strict-json.ts';
import { jwkThumbprint } from './thumbprint.ts';

/** What a JWK says beside the key itself. `null` leaves the member out, or lets the function choose. */
export interface JwkNames {
  readonly kid: string | null;
  readonly alg: SignatureAlgorithm | null;
}

/**
 * The public half of a key as a JWK for signatures, members in a fixed order. Whether the key is fit for use is judged
 * by `jwk-policy`.
 * @throws JWK_MALFORMED for a private key or a type that signs nothing
 * @see RFC 7517 §4, RFC 7518 §6
 */
export function publicJwkFromKey(publicKey: KeyObject, { kid, alg }: JwkNames): Jwk {
  if (publicKey.type !== 'public') throw malformed('a JWK is made of a public key only');
  const exported = publicKey.export({ format: 'jwk' });
  return inOrder({ ...exported, ...(kid === null ? {} : { kid }), ...(alg === null ? {} : { alg }), use: 'sig' });
}

/**
 * Reads one public JWK. Its members have the right types, unknown ones are dropped; whether the key is fit for use is
 * judged by `jwk-policy`.
 * @throws JWK_MALFORMED, PRIVATE_KEY_GIVEN
 * @see RFC 7517 §4
 */
export function parseJwk(text: string): Jwk {
  const parsed = parseStrictObject(Buffer.from(text));
  if (!parsed.ok) throw malformed(`the JWK is no unambiguous JSON object (${parsed.problem})`);
  if (parsed.value['kty'] === 'oct' || privateMembersOf(parsed.value).length > 0) throw privateKeyGiven('JWK');
  if (Array.isArray(parsed.value['keys'])) throw malformed('this is a set of keys, and one JWK is wanted');
  return inOrder(parsed.value);
}

/**
 * A public key in PEM (SubjectPublicKeyInfo, PKCS #1) or an X.509 certificate as a JWK for signatures. `kid` defaults to
 * the RFC 7638 thumbprint, `alg` to RS256 for RSA and to the only one for other keys. A certificate's chain, dates and
 * names are not looked at.
 * @throws PEM_MALFORMED, PRIVATE_KEY_GIVEN, JWK_REFUSED for a type of key that this product does not verify with
 * @see RFC 7468, RFC 8017 A.1.1
 */
export function jwkFromPem(text: string, { kid, alg }: JwkNames): Jwk {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/u.test(text)) throw privateKeyGiven('PEM');
  const key = readPem(text);
  const bare = exportKnown(key);
  const possible = algorithmsOf({ ...bare });
  const chosen = alg ?? possible[0] ?? null;
  if (chosen === null || !possible.includes(chosen)) {
    throw new AppError('JWK_REFUSED', `this key can't be used with "${String(alg)}"`, {
      hint:
        possible.length === 0
          ? 'RSA, P-256, P-384, P-521 and Ed25519 keys can be used'
          : `choose one of ${possible.join(', ')}`,
    });
  }
  return publicJwkFromKey(key, { kid: kid ?? jwkThumbprint(bare), alg: chosen });
}

/** A public JWK as SubjectPublicKeyInfo in PEM. @throws JWK_MALFORMED @see RFC 5280 §4.1.2.7 */
export function pemFromJwk(jwk: Jwk): string {
  const { kty, n, e, crv, x, y } = jwk;
  const members = kty === 'RSA' ? { kty, n, e } : kty === 'EC' ? { kty, crv, x, y } : { kty, crv, x };
  try {
    return createPublicKey({ key: JSON.parse(JSON.stringify(members)), format: 'jwk' })
      .export({ type: 'spki', format: 'pem' })
      .toString();
  } catch (cause) {
    throw malformed('the JWK does not make a key', cause);
  }
}

function readPem(text: string): KeyObject {
  const blocks = text.match(/-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/gu) ?? [];
  const [block] = blocks;
  if (block === undefined) throw pemMalformed('there is no complete PEM block');
  if (blocks.length > 1) throw pemMalformed('there is more than one PEM block');
  try {
    return block.startsWith('-----BEGIN CERTIFICATE-----')
      ? new X509Certificate(block).publicKey
      : createPublicKey(block);
  } catch (cause) {
    throw pemMalformed('the PEM block holds no public key that can be read', cause);
  }
}

function exportKnown(key: KeyObject): Jwk {
  try {
    return publicJwkFromKey(key, { kid: null, alg: null });
  } catch (cause) {
    throw new AppError('JWK_REFUSED', `keys of type "${key.asymmetricKeyType ?? 'unknown'}" are not used here`, {
      hint: 'RSA, P-256, P-384, P-521 and Ed25519 keys can be used',
      cause,
    });
  }
}

/** The members that we know, in the order of the schema. */
function inOrder(members: unknown): Jwk {
  const source = isJsonObject(members) ? members : {};
  const names = Object.keys(publicJwkSchema.shape).filter((name) => Object.hasOwn(source, name));
  const parsed = publicJwkSchema.safeParse(Object.fromEntries(names.map((name) => [name, source[name]])));
  if (parsed.success) return parsed.data;
  const member = parsed.error.issues[0]?.path.join('.') ?? '';
  throw malformed(`"${member}" of the JWK is missing or of the wrong type`);
}

function malformed(message: string, cause?: unknown): AppError {
  return new AppError('JWK_MALFORMED', message, {
    hint: 'give one public JWK: a JSON object with "kty" and the members of that type',
    cause,
  });
}

function pemMalformed(message: string, cause?: unknown): AppError {
  return new AppError('PEM_MALFORMED', message, {
    hint: 'give one block "PUBLIC KEY", "RSA PUBLIC KEY" or "CERTIFICATE", from its first dash to its last',
    cause,
  });
}

/** Whoever pastes a private key here keeps it where it should not be. Nothing of it goes into the message. */
function privateKeyGiven(form: 'PEM' | 'JWK'): AppError {
  return new AppError('PRIVATE_KEY_GIVEN', `this ${form} holds a private key, and a public one is wanted`, {
    hint: 'nothing of it was kept; wipe the file and the clipboard, and if others could read it, replace the key',
  });
}
