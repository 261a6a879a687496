import type { Finding, JudgedWarning } from '../../shared/model/verdict.ts';
import type { WarningCode } from '../../shared/model/verdict-reasons.ts';
import { isSignatureAlgorithm } from './jwk-members.ts';
import { kidProblem } from './kid-rule.ts';
import type { JsonObject } from './strict-json.ts';
import { failing, stating, warning } from './verdict-finding.ts';

/** Everything that a header says by itself, before any key is looked for. */
export interface HeaderFacts {
  readonly header: JsonObject;
  readonly kid: string | null;
  readonly alg: string | null;
  /** Of the check "header". */
  readonly members: Finding;
  /** Of the check "algorithm". */
  readonly algorithm: Finding;
  readonly warnings: readonly JudgedWarning[];
}

/** Members by which a token offers or points to a key of its own. They are reported and never used. RFC 7515 §10.1 */
const KEY_MEMBERS: Readonly<Record<string, WarningCode>> = {
  jwk: 'HEADER_JWK',
  jku: 'HEADER_JKU',
  x5u: 'HEADER_X5U',
  x5c: 'HEADER_X5C',
  x5t: 'HEADER_X5T',
  'x5t#S256': 'HEADER_X5T',
};

/** Judges a decoded header: extensions, `kid`, `typ`, and whether its algorithm is on the allow-list. @see RFC 7515 §4 */
export function readHeaderFacts(header: JsonObject): HeaderFacts {
  const { kid, alg } = header;
  return {
    header,
    kid: typeof kid === 'string' ? kid : null,
    alg: typeof alg === 'string' ? alg : null,
    members: judgeMembers(header),
    algorithm: judgeAlgorithm(header),
    warnings: keyMemberWarnings(header),
  };
}

function judgeMembers(header: JsonObject): Finding {
  // We understand no extension, so a header that makes one binding can't be honoured, whatever it lists.
  if (Object.hasOwn(header, 'crit')) return failing('HEADER_NOT_ALLOWED', 'header.crit');
  if (Object.hasOwn(header, 'b64')) return failing('HEADER_NOT_ALLOWED', 'header.b64');
  const flaw = Object.hasOwn(header, 'kid') ? kidProblem(header['kid']) : null;
  if (flaw !== null) return failing('HEADER_NOT_ALLOWED', `header.kid-${flaw}`);
  if (Object.hasOwn(header, 'typ') && header['typ'] !== 'JWT') {
    return failing('HEADER_NOT_ALLOWED', 'header.typ', { typ: shown(header['typ']) });
  }
  return stating('header.ok');
}

function judgeAlgorithm(header: JsonObject): Finding {
  if (!Object.hasOwn(header, 'alg')) return failing('ALG_NOT_ALLOWED', 'algorithm.missing');
  const { alg } = header;
  if (typeof alg !== 'string') return failing('ALG_NOT_ALLOWED', 'algorithm.not-text');
  if (isSignatureAlgorithm(alg)) return stating('algorithm.ok', { alg });
  if (alg.trim().toLowerCase() === 'none') return failing('ALG_NOT_ALLOWED', 'algorithm.none', { alg });
  if (/^hs\d{3}$/iu.test(alg.trim())) return failing('ALG_NOT_ALLOWED', 'algorithm.hmac', { alg });
  return failing('ALG_NOT_ALLOWED', 'algorithm.unknown', { alg });
}

function keyMemberWarnings(header: JsonObject): readonly JudgedWarning[] {
  const codes = Object.entries(KEY_MEMBERS).flatMap(([name, code]) => (Object.hasOwn(header, name) ? [code] : []));
  return [...new Set(codes)].map((code) => warning(code));
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : typeof value;
}
