import type { JwkProblem, JwkProblemCode } from '../../shared/model/jwk-problem.ts';
import { type SignatureAlgorithm, SIGNATURE_ALGORITHMS } from '../../shared/model/key.ts';
import { decodeBase64url } from './base64url.ts';
import type { JsonObject } from './strict-json.ts';

/** Members that only a private or symmetric JWK has. @see RFC 7518 §6.2.2, §6.3.2, §6.4.1; RFC 8037 §2 */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];

const RSA_ALGORITHMS: readonly SignatureAlgorithm[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
/** By type and curve; each EC curve has one algorithm. @see RFC 7518 §3.4, RFC 8037 §3.1 */
const CURVE_ALGORITHMS: ReadonlyMap<string, readonly SignatureAlgorithm[]> = new Map([
  ['EC P-256', ['ES256']],
  ['EC P-384', ['ES384']],
  ['EC P-521', ['ES512']],
  ['OKP Ed25519', ['EdDSA', 'Ed25519']],
]);

/** Makes one remark about a key. */
export function problem(
  code: JwkProblemCode,
  member: string | null = null,
  values: JwkProblem['values'] = {},
): JwkProblem {
  return { code, member, values };
}

/** Names the members of a JWK that must never stand in a public one, in the order of the RFC. */
export function privateMembersOf(jwk: JsonObject): readonly string[] {
  return PRIVATE_MEMBERS.filter((name) => Object.hasOwn(jwk, name));
}

/** The algorithms that a key of this type and curve can verify, by its type alone. */
export function algorithmsOf({ kty, crv }: JsonObject): readonly SignatureAlgorithm[] {
  return kty === 'RSA' ? RSA_ALGORITHMS : (CURVE_ALGORITHMS.get(`${String(kty)} ${String(crv)}`) ?? []);
}

/** Tells whether a name is on the allow-list of signature algorithms; case counts. */
export function isSignatureAlgorithm(name: unknown): name is SignatureAlgorithm {
  return (SIGNATURE_ALGORITHMS as readonly unknown[]).includes(name);
}

/** Two names, one algorithm: "Ed25519" is "EdDSA" with its curve spelt out. @see RFC 9864 §2.2 */
export function isSameAlgorithm(left: string, right: string): boolean {
  const name = (alg: string) => (alg === 'Ed25519' ? 'EdDSA' : alg);
  return name(left) === name(right);
}

/** Remarks about what the key says it is for: `use`, `key_ops`, `alg`. @see RFC 7517 §4.2-4.4 */
export function purposeProblems(jwk: JsonObject): JwkProblem[] {
  const found: JwkProblem[] = [];
  const { use, key_ops: operations, alg } = jwk;
  if (use !== undefined && use !== 'sig') found.push(problem('USE_NOT_SIG', 'use', { use: shown(use) }));
  if (operations !== undefined && !allowsVerifying(operations)) found.push(problem('KEY_OPS_NOT_VERIFY', 'key_ops'));
  if (alg === undefined) return found;
  if (typeof alg !== 'string') return [...found, problem('ALG_NOT_TEXT', 'alg')];
  if (!isSignatureAlgorithm(alg)) return [...found, problem('ALG_NOT_ALLOWED', 'alg', { alg })];
  const possible = algorithmsOf(jwk);
  if (possible.length > 0 && !possible.includes(alg)) found.push(problem('ALG_OF_OTHER_KEY', 'alg', { alg }));
  return found;
}

/** The octets of a member, or the remark about why there are none. */
export function octetsOf(jwk: JsonObject, member: string): Buffer | JwkProblem {
  const text = jwk[member];
  if (typeof text !== 'string' || text === '') return problem('MEMBER_MISSING', member, { member });
  return decodeBase64url(text) ?? problem('MEMBER_NOT_BASE64URL', member, { member });
}

function allowsVerifying(operations: unknown): boolean {
  return (
    Array.isArray(operations) &&
    operations.includes('verify') &&
    operations.every((operation) => typeof operation === 'string') &&
    new Set(operations).size === operations.length
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : typeof value;
}
