import type { Language } from '../../shared/model/language.ts';
import type { JwkFinding } from '../../shared/model/jwk.ts';
import type { JwkProblem } from '../../shared/model/jwk-problem.ts';
import { describeJwkProblem, describeLintFinding, type LintCode } from '../../shared/text/verdict-jwk-text.ts';
import { decodeBase64url } from './base64url.ts';
import { jwkProblems } from './jwk-policy.ts';
import { moduliWithSharedPrime, integerOf } from './rsa-modulus.ts';
import { isJsonObject, parseStrictObject } from './strict-json.ts';

const MAX_BYTES = 262_144;
const MAX_KEYS = 100;

/**
 * Finds everything that is wrong with one public JWK or a JWKS, each with its place as a JSON pointer. Bad input is a
 * finding too and never an error. No finding quotes a private member.
 * @see RFC 7517 §4-5, RFC 6901
 */
export function lintJwkText(bytes: Buffer, language: Language = 'en'): readonly JwkFinding[] {
  const remark = (code: LintCode, path: string): JwkFinding => ({
    code,
    message: describeLintFinding(code, language),
    path,
  });
  if (bytes.length > MAX_BYTES) return [remark('SET_TOO_LARGE', '')];
  const parsed = parseStrictObject(bytes);
  if (!parsed.ok) return [remark(parsed.problem === 'duplicate' ? 'MEMBER_TWICE' : 'NOT_JSON', '')];
  const { keys } = parsed.value;
  const isSet = keys !== undefined;
  if (isSet && !Array.isArray(keys)) return [remark('NOT_A_SET', '/keys')];
  const members: readonly unknown[] = Array.isArray(keys) ? keys : [parsed.value];
  const pathOf = (index: number) => (isSet ? `/keys/${String(index)}` : '');
  const found = members.slice(0, MAX_KEYS).flatMap((member, index) => lintKey(member, pathOf(index), language, remark));
  if (members.length > MAX_KEYS) found.push(remark('SET_TOO_MANY', '/keys'));
  if (isSet && members.length === 0) found.push(remark('SET_EMPTY', '/keys'));
  return [...found, ...lintTogether(members.slice(0, MAX_KEYS), pathOf, language)];
}

function lintKey(
  member: unknown,
  path: string,
  language: Language,
  remark: (code: LintCode, path: string) => JwkFinding,
): JwkFinding[] {
  const found = jwkProblems(member).map((one) => findingOf(one, path, language));
  // A token finds its key by kid alone, so a key without one is never found.
  if (isJsonObject(member) && !Object.hasOwn(member, 'kid')) found.push(remark('KID_MISSING', path));
  return found;
}

/** What only shows when keys stand side by side: one kid twice, a prime shared by two moduli. */
function lintTogether(
  members: readonly unknown[],
  pathOf: (index: number) => string,
  language: Language,
): JwkFinding[] {
  const kids = members.map((member) => (isJsonObject(member) ? member['kid'] : undefined));
  const doubled = kids.flatMap((kid, index) =>
    typeof kid === 'string' && kids.indexOf(kid) < index
      ? [findingOf({ code: 'KID_DUPLICATE', member: 'kid', values: {} }, pathOf(index), language)]
      : [],
  );
  const moduli = members.map(modulusOf);
  const shared = moduliWithSharedPrime(moduli.filter((modulus) => modulus !== null));
  const broken = moduli.flatMap((modulus, index) =>
    modulus !== null && shared.has(modulus)
      ? [findingOf({ code: 'RSA_SHARED_FACTOR', member: 'n', values: {} }, pathOf(index), language)]
      : [],
  );
  return [...doubled, ...broken];
}

/** Only of keys that have nothing else wrong: any two even numbers share a factor. */
function modulusOf(member: unknown): bigint | null {
  if (!isJsonObject(member) || member['kty'] !== 'RSA' || typeof member['n'] !== 'string') return null;
  const octets = jwkProblems(member).length === 0 ? decodeBase64url(member['n']) : null;
  return octets === null ? null : integerOf(octets);
}

function findingOf(one: JwkProblem, path: string, language: Language): JwkFinding {
  const place = one.member === null ? path : `${path}/${one.member}`;
  return { code: one.code, message: describeJwkProblem(one.code, one.values, language), path: place };
}
