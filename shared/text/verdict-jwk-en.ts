import type { JwkProblemCode } from '../model/jwk-problem.ts';
import type { Shown } from './verdict-values.ts';

/** What is wrong with a public key, one clause each. */
export const JWK_TEXT_EN: Readonly<Record<JwkProblemCode, (v: Shown) => string>> = {
  NOT_AN_OBJECT: () => 'it is no JSON object',
  PRIVATE_MEMBER: (v) => `it holds the private member "${v.text('member')}": this key must be treated as stolen`,
  SYMMETRIC_KEY: () => 'it is a symmetric key ("oct"), which never belongs in a public set',
  KTY_NOT_ALLOWED: (v) => `its type "${v.text('kty')}" is not used here: RSA, EC and OKP are`,
  KID_NOT_TEXT: () => 'its "kid" is not text',
  KID_NOT_ALLOWED: () => 'its "kid" is longer than 256 bytes or has control characters',
  KID_DUPLICATE: () => 'another key of the set has the same "kid"',
  USE_NOT_SIG: (v) => `its "use" is "${v.text('use')}" and not "sig"`,
  KEY_OPS_NOT_VERIFY: () => 'its "key_ops" do not allow verifying',
  MEMBER_MISSING: (v) => `its member "${v.text('member')}" is missing or not text`,
  MEMBER_NOT_BASE64URL: (v) => `its member "${v.text('member')}" is no canonical base64url`,
  RSA_LEADING_ZERO: (v) => `its member "${v.text('member')}" begins with a zero octet`,
  RSA_TOO_SHORT: (v) => `its modulus has ${v.text('bits')} bits; fewer than ${v.text('least')} can be broken`,
  RSA_TOO_LONG: (v) => `its modulus has ${v.text('bits')} bits; at most ${v.text('most')} are taken`,
  RSA_EXPONENT: (v) => `its exponent ${v.text('e')} is not an odd number from 65537 to 2^32: forgeries could pass`,
  RSA_MODULUS_EVEN: () => 'its modulus is even',
  RSA_SMALL_FACTOR: () => 'its modulus has a small prime factor',
  RSA_ROCA: () => 'its modulus has the fingerprint of the broken ROCA generator',
  RSA_CLOSE_PRIMES: () => 'its two primes are so close that they can be computed',
  RSA_SHARED_FACTOR: () => 'it shares a prime with another key, so both are broken',
  CRV_NOT_ALLOWED: (v) => `its curve "${v.text('crv')}" is not used here: P-256, P-384, P-521 and Ed25519 are`,
  EC_COORDINATE_SIZE: (v) => `its coordinate "${v.text('member')}" does not have exactly ${v.text('octets')} octets`,
  EC_POINT: (v) => `its coordinates are no point of the curve ${v.text('crv')}`,
  OKP_SIZE: (v) => `its member "x" does not have exactly ${v.text('octets')} octets`,
  OKP_NOT_CANONICAL: () => 'its point is not written in the one canonical way',
  OKP_POINT: () => 'its octets are no point of the curve Ed25519',
  OKP_SMALL_ORDER: () => 'its point has a small order: one fixed signature would fit every message',
  ALG_NOT_TEXT: () => 'its "alg" is not text',
  ALG_OF_OTHER_KEY: (v) => `its "alg" ${v.text('alg')} belongs to another type or curve`,
  ALG_NOT_ALLOWED: (v) => `its "alg" ${v.text('alg')} is not on the list of allowed signature algorithms`,
  RUNTIME_REFUSES: () => 'the cryptographic library of this computer does not take it',
};

/** What a lint says of the whole text. */
export const LINT_TEXT_EN = {
  NOT_JSON: 'it is no JSON object in valid UTF-8, nested at most 32 deep',
  MEMBER_TWICE: 'one object has the same member twice, and readers disagree on which one counts',
  NOT_A_SET: '"keys" is no list',
  SET_EMPTY: 'the set holds no keys',
  SET_TOO_LARGE: 'it is larger than 256 KiB',
  SET_TOO_MANY: 'the set has more than 100 keys; only the first 100 were looked at',
  KID_MISSING: 'it has no "kid", so no token can name it',
} as const;
