import { createHash } from 'node:crypto';

/**
 * How the text of one private key lies in a keychain. The head entry tells everything about it:
 *   `k1.1.1.<length>.<sha256>.<text>`   the whole key in one entry, or
 *   `m1.<n>.<length>.<sha256>`          a manifest, with the text in n entries `k1.<i>.<n>.<part>`.
 */
export interface KeyEntries {
  readonly head: string;
  /** Empty when the head holds the key. */
  readonly parts: readonly string[];
}

export type KeyHead =
  | { readonly kind: 'whole'; readonly parts: 0; readonly text: string }
  | { readonly kind: 'manifest'; readonly parts: number; readonly length: number; readonly sha256: string };

const WHOLE = /^k1\.1\.1\.([1-9]\d{0,5})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]+)$/;
const MANIFEST = /^m1\.([1-9]\d?)\.([1-9]\d{0,5})\.([A-Za-z0-9_-]{43})$/;
const PART = /^k1\.([1-9]\d?)\.([1-9]\d?)\.([A-Za-z0-9_-]+)$/;
const LONGEST_PREFIX = 'k1.99.99.'.length;

/** Lays a base64url text out in entries of at most `maxLength` characters (`null`: any length). */
export function layOutKey(text: string, maxLength: number | null): KeyEntries {
  const facts = `${text.length}.${digestOf(text)}`;
  const whole = `k1.1.1.${facts}.${text}`;
  if (maxLength === null || whole.length <= maxLength) return { head: whole, parts: [] };
  const room = maxLength - LONGEST_PREFIX;
  const count = Math.ceil(text.length / room);
  const parts = Array.from({ length: count }, (_, at) => text.slice(at * room, (at + 1) * room));
  return { head: `m1.${count}.${facts}`, parts: parts.map((part, at) => `k1.${at + 1}.${count}.${part}`) };
}

/** Reads a head entry; `null` when it is none of ours, or was cut or changed. */
export function readHead(value: string): KeyHead | null {
  const [, wholeLength, wholeSha256, text] = WHOLE.exec(value) ?? [];
  if (text !== undefined)
    return Number(wholeLength) === text.length && wholeSha256 === digestOf(text)
      ? { kind: 'whole', parts: 0, text }
      : null;
  const [, count, length, sha256] = MANIFEST.exec(value) ?? [];
  if (sha256 === undefined) return null;
  return { kind: 'manifest', parts: Number(count), length: Number(length), sha256 };
}

/** Puts the parts together; `null` when one is foreign, out of its place, or the whole is not what was written. */
export function joinParts(
  manifest: { readonly parts: number; readonly length: number; readonly sha256: string },
  values: readonly string[],
): string | null {
  if (values.length !== manifest.parts) return null;
  let text = '';
  for (const [at, value] of values.entries()) {
    const [, index, count, part] = PART.exec(value) ?? [];
    if (part === undefined || Number(index) !== at + 1 || Number(count) !== manifest.parts) return null;
    text += part;
  }
  return text.length === manifest.length && digestOf(text) === manifest.sha256 ? text : null;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('base64url');
}
