import type { Language } from '../../shared/model/language.ts';
import type { InspectedToken } from '../../shared/model/token.ts';
import type { WarningCode } from '../../shared/model/verdict-reasons.ts';
import { describeFinding, describeWarning } from '../../shared/text/verdict-text.ts';
import { AppError } from './errors.ts';
import { decodeObject, decodePart, type FormatProblem, splitToken } from './token-format.ts';
import { ambiguitiesOf } from './token-ambiguity.ts';
import { lintToken } from './token-lint.ts';
import { failing } from './verdict-finding.ts';

/** The largest token that is decoded for reading, in characters. */
export const MAX_INSPECTED_LENGTH = 65_536;

/**
 * Decodes a compact token into header and claims and remarks on what stands out. Nothing is verified, not even that
 * there is a signature. `claims` is `null` where the payload is no unambiguous JSON object.
 * @throws TOKEN_MALFORMED
 * @see RFC 7515 §7.1
 */
export function inspectToken(token: string, language: Language = 'en'): InspectedToken {
  const rules = { maxLength: MAX_INSPECTED_LENGTH, mayLackPayload: true, mayLackSignature: true };
  const parts = required(splitToken(token, rules));
  const header = required(decodeObject(required(decodePart(parts.header, 'header')).value, 'header')).value;
  const payload = required(decodePart(parts.payload, 'payload')).value;
  required(decodePart(parts.signature, 'signature'));
  const claims = decodeObject(payload, 'payload');
  const remarks = lintToken(header, claims.ok ? claims.value : null, parts.signature !== '');
  const warnings = remarks.map(({ warning: one, finding }) =>
    finding === null ? describeWarning(one, language) : { code: one.code, message: describeFinding(finding, language) },
  );
  if (!claims.ok) {
    warnings.push({ code: 'PAYLOAD_NOT_CLAIMS' satisfies WarningCode, message: sentenceOf(claims, language) });
  }
  warnings.push(...ambiguitiesOf(token).map((one) => describeWarning(one, language)));
  return { header: { ...header }, claims: claims.ok ? { ...claims.value } : null, warnings };
}

function required<T extends { readonly ok: true }>(decoded: T | FormatProblem): T {
  if (decoded.ok) return decoded;
  throw new AppError('TOKEN_MALFORMED', `this is no token: ${sentenceOf(decoded, 'en')}`, {
    hint: 'paste the whole compact token: three parts of letters, digits, "-" and "_", divided by two dots',
  });
}

function sentenceOf({ reasonId, values }: FormatProblem, language: Language): string {
  return describeFinding(failing('TOKEN_MALFORMED', reasonId, values), language);
}
