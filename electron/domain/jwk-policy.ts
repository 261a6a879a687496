import { createPublicKey, type KeyObject } from 'node:crypto';
import { type JwkProblem, JWK_PROBLEMS } from '../../shared/model/jwk-problem.ts';
import type { SignatureAlgorithm } from '../../shared/model/key.ts';
import { edwardsProblem } from './edwards-curve.ts';
import { algorithmsOf, isSameAlgorithm, octetsOf, privateMembersOf, problem, purposeProblems } from './jwk-members.ts';
import { kidProblem } from './kid-rule.ts';
import { coordinateOctets, isOnCurve, isPrimeCurve } from './prime-curves.ts';
import { integerOf, modulusProblem } from './rsa-modulus.ts';
import { isJsonObject, type JsonObject } from './strict-json.ts';

/** A public key that passed every rule, ready to verify with. */
export interface FitKey {
  readonly publicKey: KeyObject;
  /** What it may verify: its own `alg`, or where it names none, all that its type and curve can do. */
  readonly algorithms: readonly SignatureAlgorithm[];
  /** RSA modulus; `null` for other types. */
  readonly modulus: bigint | null;
}

export type JudgedJwk =
  { readonly ok: true; readonly key: FitKey } | { readonly ok: false; readonly problem: JwkProblem };

const MIN_RSA_BITS = 2048;
const MAX_RSA_BITS = 8192;
const MIN_EXPONENT = 65_537n;
const MAX_EXPONENT = 2n ** 32n;

/**
 * Judges one public JWK by our own rules and imports it. The runtime's import is no policy: it takes exponents of 1,
 * moduli of 512 bits, private keys, points of small order, and verifies forgeries with them.
 * Nothing is said about whose key it is.
 * @see RFC 7517 §4, RFC 7518 §6
 */
export function judgeJwk(jwk: unknown): JudgedJwk {
  const found = jwkProblems(jwk);
  const first = firstOf(found);
  if (first !== null || !isJsonObject(jwk)) return { ok: false, problem: first ?? problem('NOT_AN_OBJECT') };
  const publicKey = importKey(jwk);
  if (publicKey === null) return { ok: false, problem: problem('RUNTIME_REFUSES') };
  const possible = algorithmsOf(jwk);
  const modulus = jwk['kty'] === 'RSA' ? integerOf(Buffer.from(String(jwk['n']), 'base64url')) : null;
  const { alg } = jwk;
  const algorithms = typeof alg === 'string' ? possible.filter((one) => isSameAlgorithm(one, alg)) : possible;
  return { ok: true, key: { publicKey, algorithms, modulus } };
}

/** Everything that is wrong with one public JWK; empty for a key that is fit for use. */
export function jwkProblems(jwk: unknown): readonly JwkProblem[] {
  if (!isJsonObject(jwk)) return [problem('NOT_AN_OBJECT')];
  if (jwk['kty'] === 'oct') return [problem('SYMMETRIC_KEY', 'kty')];
  const secret = privateMembersOf(jwk)[0];
  if (secret !== undefined) return [problem('PRIVATE_MEMBER', secret, { member: secret })];
  return [...kidProblems(jwk), ...purposeProblems(jwk), ...materialProblems(jwk)];
}

function firstOf(found: readonly JwkProblem[]): JwkProblem | null {
  const rank = (one: JwkProblem) => JWK_PROBLEMS.indexOf(one.code);
  return found.reduce<JwkProblem | null>((best, one) => (best === null || rank(one) < rank(best) ? one : best), null);
}

function kidProblems({ kid }: JsonObject): JwkProblem[] {
  const flaw = kid === undefined ? null : kidProblem(kid);
  if (flaw === null) return [];
  return [problem(flaw === 'not-text' ? 'KID_NOT_TEXT' : 'KID_NOT_ALLOWED', 'kid')];
}

function materialProblems(jwk: JsonObject): JwkProblem[] {
  const { kty } = jwk;
  if (kty === 'RSA') return rsaProblems(jwk);
  if (kty === 'EC') return ecProblems(jwk);
  if (kty === 'OKP') return okpProblems(jwk);
  return [problem('KTY_NOT_ALLOWED', 'kty', { kty: typeof kty === 'string' ? kty : '' })];
}

function rsaProblems(jwk: JsonObject): JwkProblem[] {
  const [n, e] = [octetsOf(jwk, 'n'), octetsOf(jwk, 'e')];
  const found = Buffer.isBuffer(e) ? exponentProblems(e) : [e];
  if (!Buffer.isBuffer(n)) return [...found, n];
  if (n[0] === 0) found.push(problem('RSA_LEADING_ZERO', 'n', { member: 'n' }));
  const modulus = integerOf(n);
  const bits = modulus === 0n ? 0 : modulus.toString(2).length;
  // Sizes first: what follows would take long on a modulus of any length.
  if (bits > MAX_RSA_BITS) return [...found, problem('RSA_TOO_LONG', 'n', { bits, most: MAX_RSA_BITS })];
  if (bits < MIN_RSA_BITS) return [...found, problem('RSA_TOO_SHORT', 'n', { bits, least: MIN_RSA_BITS })];
  const weakness = modulusProblem(modulus);
  return weakness === null ? found : [...found, problem(weakness, 'n')];
}

function exponentProblems(octets: Buffer): JwkProblem[] {
  if (octets[0] === 0) return [problem('RSA_LEADING_ZERO', 'e', { member: 'e' })];
  if (octets.length > 4) return [problem('RSA_EXPONENT', 'e', { e: `0x${octets.toString('hex').slice(0, 24)}` })];
  const e = integerOf(octets);
  const isFit = e >= MIN_EXPONENT && e < MAX_EXPONENT && e % 2n === 1n;
  return isFit ? [] : [problem('RSA_EXPONENT', 'e', { e: e.toString() })];
}

function ecProblems(jwk: JsonObject): JwkProblem[] {
  const { crv } = jwk;
  if (!isPrimeCurve(crv)) return [problem('CRV_NOT_ALLOWED', 'crv', { crv: typeof crv === 'string' ? crv : '' })];
  const [x, y] = [octetsOf(jwk, 'x'), octetsOf(jwk, 'y')];
  if (!Buffer.isBuffer(x) || !Buffer.isBuffer(y)) return [x, y].flatMap((one) => (Buffer.isBuffer(one) ? [] : [one]));
  const octets = coordinateOctets(crv);
  const wrong = x.length !== octets ? 'x' : y.length !== octets ? 'y' : null;
  if (wrong !== null) return [problem('EC_COORDINATE_SIZE', wrong, { member: wrong, octets })];
  return isOnCurve(crv, integerOf(x), integerOf(y)) ? [] : [problem('EC_POINT', 'x', { crv })];
}

function okpProblems(jwk: JsonObject): JwkProblem[] {
  const { crv } = jwk;
  if (crv !== 'Ed25519') return [problem('CRV_NOT_ALLOWED', 'crv', { crv: typeof crv === 'string' ? crv : '' })];
  const x = octetsOf(jwk, 'x');
  if (!Buffer.isBuffer(x)) return [x];
  if (x.length !== 32) return [problem('OKP_SIZE', 'x', { octets: 32 })];
  const weakness = edwardsProblem(x);
  return weakness === null ? [] : [problem(weakness, 'x')];
}

/** Imports the members that make the key and no others. `null`: this runtime's crypto library does not take it. */
function importKey({ kty, n, e, crv, x, y }: JsonObject): KeyObject | null {
  const members = kty === 'RSA' ? { kty, n, e } : kty === 'EC' ? { kty, crv, x, y } : { kty, crv, x };
  try {
    return createPublicKey({ key: members as Record<string, string>, format: 'jwk' });
  } catch {
    return null;
  }
}
