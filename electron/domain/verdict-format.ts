import type { JudgedCheck, JudgedWarning } from '../../shared/model/verdict.ts';
import { type JsonObject, parseStrictObject } from './strict-json.ts';
import { decodeObject, decodePart, type FormatProblem, MAX_TOKEN_LENGTH, splitToken } from './token-format.ts';
import { type HeaderFacts, readHeaderFacts } from './verdict-header.ts';
import { stating } from './verdict-finding.ts';
import { findKey, type KeyFacts, type KeySources, NO_KEY } from './verdict-key.ts';
import { checked } from './verdict-outcome.ts';

/** A token whose format is right. Nothing is verified yet, but its header is judged and its key looked up. */
export interface ReadToken {
  readonly ok: true;
  readonly known: KnownHeader;
  /** `null` only for a bare JWS whose payload is no JSON object. */
  readonly claims: JsonObject | null;
  /** The octets that were signed: the token's own, never encoded again. */
  readonly input: Buffer;
  readonly signature: Buffer;
}

/** All that follows from a header alone: the checks up to the key, and what to warn of. */
export interface KnownHeader {
  readonly ok: true;
  readonly header: HeaderFacts;
  readonly key: KeyFacts;
  readonly checks: readonly JudgedCheck[];
  readonly warnings: readonly JudgedWarning[];
}

const FORMAT_OK = checked('format', stating('format.ok'));

/** Tokens of one origin share a few headers; this many are remembered, decoded and with their key. */
const MAX_KNOWN_HEADERS = 256;
const MAX_KNOWN_HEADER_LENGTH = 1024;

/** Makes the reader of one judge. What depends on the header alone is worked out once per header. @see RFC 7515 §5.2 */
export function createTokenReader(sources: KeySources): (token: string) => ReadToken | FormatProblem {
  const isBare = sources.mode === 'jws';
  const rules = { maxLength: MAX_TOKEN_LENGTH, mayLackPayload: isBare, mayLackSignature: false };
  const known = new Map<string, KnownHeader>();

  function readHeader(text: string): KnownHeader | FormatProblem {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const octets = decodePart(text, 'header');
    if (!octets.ok) return octets;
    const decoded = decodeObject(octets.value, 'header');
    if (!decoded.ok) return decoded;
    const header = readHeaderFacts(decoded.value);
    const read = judgeHeader(header, sources);
    if (known.size >= MAX_KNOWN_HEADERS) known.clear();
    if (text.length <= MAX_KNOWN_HEADER_LENGTH) known.set(text, read);
    return read;
  }

  return function readToken(token) {
    const parts = splitToken(token, rules);
    if (!parts.ok) return parts;
    const read = readHeader(parts.header);
    if (!read.ok) return read;
    const payload = decodePart(parts.payload, 'payload');
    if (!payload.ok) return payload;
    const signature = decodePart(parts.signature, 'signature');
    if (!signature.ok) return signature;
    const claims = isBare ? optionalObject(payload.value) : decodeObject(payload.value, 'payload');
    if (!claims.ok) return claims;
    // Every part is canonical base64url by now, so one octet per character is exact.
    const input = Buffer.from(token.slice(0, parts.header.length + parts.payload.length + 1), 'latin1');
    return { ok: true, known: read, claims: claims.value, input, signature: signature.value };
  };
}

/** Runs the checks that need the header only. One that was not reached adds nothing: no key, and none of its warnings. */
function judgeHeader(header: HeaderFacts, sources: KeySources): KnownHeader {
  const checks = [FORMAT_OK, checked('header', header.members)];
  const stopped = { ok: true as const, header, key: NO_KEY, checks, warnings: header.warnings };
  if (header.members.code !== null) return stopped;
  checks.push(checked('algorithm', header.algorithm));
  if (header.algorithm.code !== null) return stopped;
  const key = findKey(header, sources);
  checks.push(checked('key', key.finding));
  return { ok: true, header, key, checks, warnings: [...header.warnings, ...key.warnings] };
}

/** The payload of a bare JWS may be anything; it is shown if it can be read. */
function optionalObject(octets: Buffer): { readonly ok: true; readonly value: JsonObject | null } {
  const parsed = parseStrictObject(octets);
  return { ok: true, value: parsed.ok ? parsed.value : null };
}
