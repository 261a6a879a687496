import { isJsonObject } from './strict-json.ts';
import { lenientObject, namesAlgorithm } from './token-finder-header.ts';

/** A JWS or a JWE in JSON serialisation, as it stands in a text. Nothing of it has been verified. */
export interface JsonToken {
  readonly kind: 'jws-json' | 'jwe-json';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly header: Readonly<Record<string, unknown>>;
}

interface Frame {
  readonly start: number;
  readonly members: Set<string>;
}

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d];
const MEMBERS = ['payload', 'protected', 'signatures', 'ciphertext'].map((name) => ({
  name,
  octets: Buffer.from(name),
}));
/** Objects that are open at a time; of deeper ones the outer are let go. */
const MOST_OPEN = 64;
const MOST_OCTETS = 131_072;

/**
 * Finds every JWS and JWE in JSON serialisation, general or flattened, also where the JSON stands escaped in a string of
 * JSON. One pass: braces within strings are counted too, so that an object whose other strings have unpaired ones is missed.
 * @see RFC 7515 §7.2, RFC 7516 §7.2
 */
export function findJsonTokens(bytes: Buffer): readonly JsonToken[] {
  const found: JsonToken[] = [];
  if (!bytes.includes('protected')) return found;
  const open: Frame[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const octet = bytes[at];
    if (octet === OPEN) {
      open.push({ start: at, members: new Set() });
      if (open.length > MOST_OPEN) open.shift();
    } else if (octet === QUOTE) {
      const name = memberAt(bytes, at + 1);
      if (name !== null) open.at(-1)?.members.add(name);
    } else if (octet === CLOSE) {
      const token = tokenOf(bytes, open.pop(), at + 1);
      if (token !== null) found.push(token);
    }
  }
  return found;
}

function memberAt(bytes: Buffer, at: number): string | null {
  for (const { name, octets } of MEMBERS) {
    if (bytes[at] !== octets[0] || bytes.compare(octets, 0, octets.length, at, at + octets.length) !== 0) continue;
    const behind = bytes[at + octets.length];
    if (behind === QUOTE || behind === BACKSLASH) return name;
  }
  return null;
}

function tokenOf(bytes: Buffer, frame: Frame | undefined, end: number): JsonToken | null {
  if (frame === undefined || end - frame.start > MOST_OCTETS) return null;
  const { members, start } = frame;
  const isEncrypted = members.has('ciphertext') && members.has('protected');
  const isSigned = members.has('payload') && (members.has('protected') || members.has('signatures'));
  if (!isEncrypted && !isSigned) return null;
  const text = bytes.toString('utf8', start, end);
  const header = headerOf(parsed(text) ?? parsed(unescaped(text)) ?? parsed(unescaped(unescaped(text))));
  return header === null ? null : { kind: isEncrypted ? 'jwe-json' : 'jws-json', text, start, end, header };
}

function headerOf(value: unknown): JsonToken['header'] | null {
  if (!isJsonObject(value)) return null;
  const list: unknown = value['signatures'];
  const first: unknown = Array.isArray(list) ? list[0] : value;
  const own = isJsonObject(first) ? first['protected'] : null;
  const header = typeof own === 'string' ? lenientObject(own) : null;
  return header !== null && namesAlgorithm(header) ? header : null;
}

function unescaped(text: string): string {
  const value = parsed(`"${text}"`);
  return typeof value === 'string' ? value : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON as it stands; it may be in a string of JSON.
    return null;
  }
}
