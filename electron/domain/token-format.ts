import type { ReasonId } from '../../shared/model/verdict-reasons.ts';
import { base64urlProblem, decodeBase64url } from './base64url.ts';
import { type JsonObject, type JsonProblem, parseStrictObject } from './strict-json.ts';

/** The largest token that is judged, in characters. */
export const MAX_TOKEN_LENGTH = 16_384;

export type TokenPart = 'header' | 'payload' | 'signature';

/** Why a text is no compact token. */
export interface FormatProblem {
  readonly ok: false;
  readonly reasonId: Extract<ReasonId, `format.${string}`>;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The three parts of a compact token as text. Nothing is decoded yet. */
export interface TokenParts {
  readonly ok: true;
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

/** What a token may leave empty: a bare JWS its payload, and what is only read its signature. */
export interface SplitRules {
  readonly maxLength: number;
  readonly mayLackPayload: boolean;
  readonly mayLackSignature: boolean;
}

type Decoded<T> = { readonly ok: true; readonly value: T } | FormatProblem;

const ASCII_SPACE = '\t\n\f\r ';

/** Drops ASCII white space at the ends and nothing else: a no-break space or a byte-order mark is damage to be seen. */
export function trimAsciiSpace(text: string): string {
  // By hand: a pattern anchored at the end looks at a long run of spaces once per space.
  let [start, end] = [0, text.length];
  while (start < end && ASCII_SPACE.includes(text.charAt(start))) start += 1;
  while (end > start && ASCII_SPACE.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Splits a compact token at its two dots. The parts may still be anything. @see RFC 7515 §7.1 */
export function splitToken(token: string, rules: SplitRules): TokenParts | FormatProblem {
  if (token.length > rules.maxLength) {
    return formatProblem('format.too-large', { length: token.length, most: rules.maxLength });
  }
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first === -1 || second === -1 || token.includes('.', second + 1)) return shapeProblem(token);
  const header = token.slice(0, first);
  const payload = token.slice(first + 1, second);
  const signature = token.slice(second + 1);
  if (header === '') return formatProblem('format.empty-part', { part: 'header' });
  if (payload === '' && !rules.mayLackPayload) return formatProblem('format.empty-part', { part: 'payload' });
  if (signature === '' && !rules.mayLackSignature) return formatProblem('format.unsigned');
  return { ok: true, header, payload, signature };
}

/** The octets of one part; only the one canonical spelling is taken. @see RFC 7515 §2 */
export function decodePart(text: string, part: TokenPart): Decoded<Buffer> {
  const value = decodeBase64url(text);
  if (value !== null) return { ok: true, value };
  if (/^Bearer\s/iu.test(text)) return formatProblem('format.bearer');
  return formatProblem(`format.${base64urlProblem(text)}`, { part });
}

/** One part as an unambiguous JSON object. Its members are not judged. @see RFC 7515 §5.2 */
export function decodeObject(octets: Buffer, part: TokenPart): Decoded<JsonObject> {
  const parsed = parseStrictObject(octets);
  return parsed.ok ? parsed : jsonProblem(parsed.problem, part);
}

function jsonProblem(problem: JsonProblem, part: TokenPart): FormatProblem {
  return formatProblem(`format.${problem}`, { part });
}

/** Names what was given instead of a token: officers paste the wrong thing at three in the morning. */
function shapeProblem(token: string): FormatProblem {
  if (token === '') return formatProblem('format.empty');
  if (/^\s*[{["]/u.test(token)) {
    return formatProblem(/"ciphertext"\s*:/u.test(token) ? 'format.jwe' : 'format.json-serialization');
  }
  if (/^\s*-----BEGIN /u.test(token)) return formatProblem('format.pem');
  const parts = token.split('.').length;
  const isEncrypted = parts === 5 || saysEncrypted(token.slice(0, token.indexOf('.')));
  return isEncrypted ? formatProblem('format.jwe') : formatProblem('format.parts', { parts });
}

/** A header with "enc" is that of an encrypted token, however many parts came along. @see RFC 7516 §4.1.2, §9 */
function saysEncrypted(header: string): boolean {
  const octets = decodePart(header, 'header');
  const decoded = octets.ok ? decodeObject(octets.value, 'header') : octets;
  return decoded.ok && Object.hasOwn(decoded.value, 'enc');
}

function formatProblem(reasonId: FormatProblem['reasonId'], values: FormatProblem['values'] = {}): FormatProblem {
  return { ok: false, reasonId, values };
}
