import { lenientObject, MOST_HEADER, namesAlgorithm, signatureLengths } from './token-finder-header.ts';
import { endOfDigits, isDigit } from './token-finder-joints.ts';
import type { Meter } from './token-finder-part.ts';
import type { ReadToken } from './token-finder-read.ts';
import { followObject } from './token-finder-shape.ts';
import type { JsonObject } from './strict-json.ts';

interface PlainHeader {
  readonly value: JsonObject;
  /** Where its dot stands. */
  readonly end: number;
}

const DOT = 0x2e;
const MOST_KNOWN = 256;
const LONGEST_KNOWN = 512;
const MOST = 65_536;

/**
 * Reads a token that stands whole and undamaged at `start`, as nearly all do; `null` wherever there is anything to decide,
 * and then the slower way decides.
 */
export function readPlainToken(bytes: Buffer, start: number, meter: Meter): ReadToken | null {
  const header = plainHeader(bytes, start, meter);
  if (header === null || Object.hasOwn(header.value, 'enc')) return null;
  const payloadEnd = endOfDigits(bytes, header.end + 1, header.end + MOST);
  if (bytes[payloadEnd] !== DOT) return null;
  const end = endOfDigits(bytes, payloadEnd + 1, payloadEnd + MOST);
  meter.steps += end - header.end;
  const length = end - payloadEnd - 1;
  const isPlain = signatureLengths(header.value['alg'])?.includes(length) === true && length > 0;
  if (!isPlain || isGoingOn(bytes, end)) return null;
  return {
    token: bytes.toString('latin1', start, end),
    kind: 'jws',
    start,
    end,
    header: header.value,
    repairs: [],
  };
}

/** A header that names an algorithm and is ended by a plain dot. */
function plainHeader(bytes: Buffer, start: number, meter: Meter): PlainHeader | null {
  const known = knownHeader(bytes, start, meter);
  if (known !== null) return known;
  const shape = followObject();
  let at = start;
  for (; at - start < MOST_HEADER; at += 1) {
    const octet = bytes[at];
    if (octet === undefined || octet === DOT) break;
    if (shape.push(octet) === 'broken') break;
  }
  meter.steps += at - start + 1;
  if (bytes[at] !== DOT || shape.state() !== 'closed') return null;
  const text = bytes.toString('latin1', start, at);
  const value = lenientObject(text);
  if (value === null || !namesAlgorithm(value)) return null;
  if (meter.headers !== undefined && meter.headers.size < MOST_KNOWN) meter.headers.set(text, value);
  return { value, end: at };
}

/** A header that was read before. Looked for only where a word begins, so that no stretch is gone through at each of its places. */
function knownHeader(bytes: Buffer, start: number, { headers }: Meter): PlainHeader | null {
  if (headers === undefined || headers.size === 0 || isDigit(bytes[start - 1])) return null;
  const end = endOfDigits(bytes, start, start + LONGEST_KNOWN);
  const value = bytes[end] === DOT ? headers.get(bytes.toString('latin1', start, end)) : undefined;
  return value === undefined ? null : { value, end };
}

/** What could belong to the token or be left aside: padding, an encoded character, another part. White space ends it here. */
function isGoingOn(bytes: Buffer, end: number): boolean {
  const octet = bytes[end] ?? 0x20;
  return '.=%\\&'.includes(String.fromCharCode(octet)) || octet >= 0x80 || octet === 0;
}
