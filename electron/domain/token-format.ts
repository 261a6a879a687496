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

/** Drops ASCII white space at the ends and nothing else: a no-break space or a byte-order mark is damage to be seen. */
export function trimAsciiSpace(text: string): string {
  return text.replace(/^[\t\n\f\r ]+/u, '').replace(/[\t\n\f\r ]+$/u, '');
}

/** Splits a compact token at its two dots. The parts may still be anything. @see RFC 7515 §7.1 */
export function splitToken(token: string, rules: SplitRules): TokenParts | FormatProblem {
  if (token.length > rules.maxLength) {
    return formatProblem('format.too-large', { length: token.length, most: rules.maxLength });
  }
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first === -1 || second === -1 || token.includes('.', second + 1)) return shapeProblem(token);
  const parts = {
    header: token.slice(0, first),
    payload: token.slice(first + 1, second),
    signature: token.slice(second + 1),
  };
  if (parts.header === '') return formatProblem('format.empty-part', { part: 'header' });
  if (parts.payload === '' && !rules.mayLackPayload) return formatProblem('format.empty-part', { part: 'payload' });
  if (parts.signature === '' && !rules.mayLackSignature) return formatProblem('format.unsigned');
  return { ok: true, ...parts };
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
  if (/^\s*[{["]/u.test(token)) return formatProblem('format.json-serialization');
  if (/^\s*-----BEGIN /u.test(token)) return formatProblem('format.pem');
  const parts = token.split('.').length;
  return parts === 5 ? formatProblem('format.jwe') : formatProblem('format.parts', { parts });
}

function formatProblem(reasonId: FormatProblem['reasonId'], values: FormatProblem['values'] = {}): FormatProblem {
  return { ok: false, reasonId, values };
}
