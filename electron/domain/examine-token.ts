import { type Content, isSecretJwk } from './examine-found.ts';
import { privateMembersOf } from './jwk-members.ts';
import { isJsonObject, type JsonObject, parseStrictObject } from './strict-json.ts';
import { decodeObject, decodePart, MAX_TOKEN_LENGTH } from './token-format.ts';

/** Room for a token that is too long to be judged, and is one all the same. */
const MOST_LENGTH = 16 * MAX_TOKEN_LENGTH;
/** The most that a judge forgives a clock here. */
const MOST_LEEWAY_MS = 120_000;
/** `Authorization: Bearer …`, as it is copied out of a log or a browser, with or without quotation marks. */
const AROUND = /^["']?(?:[A-Za-z][A-Za-z0-9-]{0,63}[ \t]*:[ \t]*)?(?:Bearer[ \t]+)?["']?/iu;

/**
 * Names a compact token: JWT, other JWS, JWE. White space, line breaks, a header's name and "Bearer" around it are left
 * aside; a judge is stricter. Nothing is verified; `null`: it is none.
 * @see RFC 7515 §7.1, RFC 7516 §7.1, RFC 6750 §2.1
 */
export function examineToken(text: Buffer, now: number): Partial<Content> | null {
  if (text.length > MOST_LENGTH) return null;
  const bare = text.toString('latin1').trim().replace(AROUND, '').replace(/["']$/u, '').replace(/\s+/gu, '');
  const parts = bare.split('.');
  if (parts.length !== 3 && parts.length !== 5) return null;
  const [header = '', payload = ''] = parts;
  if (!isObject(header) || !parts.every((part) => /^[A-Za-z0-9_-]*={0,2}$/u.test(part))) return null;
  const shown = shownHeader(header);
  if (parts.length === 5 || (shown !== null && Object.hasOwn(shown, 'enc'))) {
    return { kind: 'jwe', encoding: 'compact', header: shown };
  }
  const isJwt = octetsOf(payload)?.[0] === 0x7b;
  return {
    kind: isJwt ? 'jwt' : 'jws',
    encoding: 'compact',
    isSecret: opensDoors(payload, now) || holdsSecret(header),
    header: shown,
  };
}

/** A token's header without what is private in it: a JWK in a header can hold more than it should. `null`: unreadable. */
export function shownHeader(part: string): JsonObject | null {
  const header = objectOf(part);
  return header === null ? null : (withoutSecrets(header) as JsonObject);
}

/** Tells whether whoever has a payload's token may still act with it: claims without an end, or with one ahead. */
export function opensDoors(payload: string, now: number): boolean {
  if (octetsOf(payload)?.[0] !== 0x7b) return false;
  const exp = objectOf(payload)?.['exp'];
  return typeof exp !== 'number' || now < exp * 1000 + MOST_LEEWAY_MS;
}

/** Tells whether a private or symmetric JWK stands in a part of a token. */
export function holdsSecret(part: string): boolean {
  return isSecretWithin(objectOf(part));
}

/** Tells whether a private or symmetric JWK stands in a parsed value, at any depth. */
export function isSecretWithin(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isSecretJwk(value) || Object.values(value).some(isSecretWithin);
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isJsonObject(value)) return value;
  const secret = isSecretJwk(value) ? privateMembersOf(value) : [];
  const kept = Object.entries(value).filter(([name]) => !secret.includes(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutSecrets(member)]));
}

/** Only the canonical spelling gives an object: what is read leniently is named, and not shown. */
function objectOf(part: string): JsonObject | null {
  const octets = decodePart(part, 'header');
  const decoded = octets.ok ? decodeObject(octets.value, 'header') : octets;
  return decoded.ok ? decoded.value : null;
}

/** A header that is ambiguous or too deep is still one, and is not shown. */
function isObject(part: string): boolean {
  const parsed = parseStrictObject(Buffer.from(part, 'base64url'));
  return parsed.ok || ['duplicate', 'depth', 'number'].includes(parsed.problem);
}

function octetsOf(part: string): Buffer | null {
  return part === '' ? null : Buffer.from(part, 'base64url');
}
