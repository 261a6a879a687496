import type { FoundKind, Repair, RepairId } from '../../shared/model/found-token.ts';
import type { JsonObject } from './strict-json.ts';
import { lenientObject, MOST_HEADER, namesAlgorithm, signatureLengths } from './token-finder-header.ts';
import { isDigit } from './token-finder-joints.ts';
import { endedAt, type Meter, type Part, readPart } from './token-finder-part.ts';
import { readPlainToken } from './token-finder-plain.ts';
import { endOfSignature, hasEvenLines, LONGEST_SIGNATURE } from './token-finder-wrapping.ts';

/** A token at a place of a text. Nothing of it has been verified. */
export interface ReadToken {
  /** With every repair done. */
  readonly token: string;
  readonly kind: Exclude<FoundKind, 'jws-json' | 'jwe-json'>;
  readonly start: number;
  /** The octet behind it. */
  readonly end: number;
  readonly header: JsonObject;
  readonly repairs: readonly Repair[];
}

const LETTER_E = 0x65;
/** Second octets of "ey", "ew" and "e3": base64url of `{"`, `{ `, a brace and a line break, `{}`. */
const AFTER_E = new Set([0x79, 0x77, 0x33]);
const MOST_PAYLOAD = 98_304;
/** Of a text that has more parts than a token, these are kept, so that the judge can say how many there are. */
const MOST_PARTS = 6;

/**
 * Reads a token that begins at `start`, in text of ASCII or UTF-8; `null`: none does. It is a token where its first part
 * is a JSON object that names an algorithm, or where its first two parts are JSON objects and a third follows. What comes
 * after the first part may be damaged: that is for a judge to say. White space is taken as damage only where the token
 * makes sense with what stands behind it; else the token ends before it. The time grows with the length of what is read.
 * @see RFC 7515 §7.1, RFC 7516 §7.1
 */
export function readToken(bytes: Buffer, start: number, meter: Meter): ReadToken | null {
  return readPlainToken(bytes, start, meter) ?? readDamagedToken(bytes, start, meter);
}

function readDamagedToken(bytes: Buffer, start: number, meter: Meter): ReadToken | null {
  const first = readHeader(bytes, start, meter);
  if (first === null || first.next === null || first.shape !== 'closed') return null;
  const header = lenientObject(first.text);
  if (header === null) return null;
  const parts = [first];
  if (!namesAlgorithm(header)) return withoutAlgorithm(bytes, parts, header, meter);
  if (Object.hasOwn(header, 'enc')) return encrypted(bytes, parts, header, meter);
  return signed(bytes, parts, header, meter);
}

/** Tells whether two octets may be the first of a token; after the first one, damage may stand. A look that costs nothing. */
export function mayBegin(first: number, second: number): boolean {
  return first === LETTER_E && (AFTER_E.has(second) || !isDigit(second));
}

/** Reads the first part as far as it may be a header; `null` as soon as it can be none. */
export function readHeader(bytes: Buffer, start: number, meter: Meter): Part | null {
  const mayCross = ({ shape }: Pick<Part, 'shape'>, _stop: unknown, isDotNext: boolean) =>
    shape === 'open' || isDotNext;
  return readPart(bytes, start, { most: MOST_HEADER, isObject: true, mayCross }, meter);
}

/** Two objects and a third part are a token, whatever the first one leaves out. */
function withoutAlgorithm(bytes: Buffer, parts: Part[], header: JsonObject, meter: Meter): ReadToken | null {
  const found = signed(bytes, parts, header, meter);
  const [, payload, signature] = parts;
  const isToken = payload !== undefined && signature !== undefined && signature.text !== '';
  return isToken && lenientObject(payload.text) !== null ? found : null;
}

function signed(bytes: Buffer, parts: Part[], header: JsonObject, meter: Meter): ReadToken {
  const payload = believed(
    bytes,
    readPart(
      bytes,
      nextOf(parts),
      {
        most: MOST_PAYLOAD,
        isObject: false,
        mayCross: ({ shape }, _stop, isDotNext) => shape !== 'closed' || isDotNext,
      },
      meter,
    ),
  );
  parts.push(payload);
  if (payload.next === null) return whole(parts, 'cut-off', header);
  const lengths = signatureLengths(header['alg']);
  const read = requirePart(
    readPart(
      bytes,
      payload.next,
      { most: MOST_PAYLOAD, isObject: false, mayCross: ({ length }) => length < LONGEST_SIGNATURE },
      meter,
    ),
  );
  const signature = endOfSignature(bytes, parts, read, lengths);
  parts.push(signature);
  if (payload.text === '' && signature.text === '') return whole(parts.slice(0, 1), 'cut-off', header);
  if (signature.next === null || !isDigit(bytes[signature.next])) return whole(parts, 'jws', header);
  if (lengths?.includes(signature.text.length)) return whole(parts, 'jws', header, ['text-after']);
  return withMoreParts(bytes, parts, header, meter);
}

/** Whether white space within the payload was damage: the payload is an object with it, or its lines are equally long. */
function believed(bytes: Buffer, read: Part | null): Part {
  const part = requirePart(read);
  const [first] = part.stops;
  if (first === undefined) return part;
  if (part.next !== null && (part.shape === 'closed' || hasEvenLines(bytes, part.start, part.stops))) return part;
  return endedAt(part, first);
}

/** Five parts; none of the later ones can be read, so white space ends them. @see RFC 7516 §7.1 */
function encrypted(bytes: Buffer, parts: Part[], header: JsonObject, meter: Meter): ReadToken {
  while (parts.length < 5 && parts.at(-1)?.next !== null) {
    const part = readPart(
      bytes,
      nextOf(parts),
      { most: MOST_PAYLOAD, isObject: false, mayCross: (_soFar, { gap }, isDotNext) => gap.lines === 1 || isDotNext },
      meter,
    );
    const read = requirePart(part);
    const isLast = parts.length === 4 || read.next === null;
    const [stop] = read.stops;
    parts.push(isLast && stop !== undefined ? endedAt(read, stop) : read);
  }
  return whole(parts, parts.length === 5 ? 'jwe' : 'cut-off', header);
}

function withMoreParts(bytes: Buffer, parts: Part[], header: JsonObject, meter: Meter): ReadToken {
  while (parts.length < MOST_PARTS && isDigit(bytes[parts.at(-1)?.next ?? bytes.length])) {
    const rules = { most: MOST_PAYLOAD, isObject: false, mayCross: () => false };
    parts.push(requirePart(readPart(bytes, nextOf(parts), rules, meter)));
  }
  return whole(parts, 'parts', header);
}

function whole(
  parts: readonly Part[],
  kind: ReadToken['kind'],
  header: JsonObject,
  more: readonly RepairId[] = [],
): ReadToken {
  const last = parts.at(-1);
  // The dot behind the last part is the end of a sentence, but for a header that was cut off behind it.
  const isDotKept = parts.length === 1;
  const counts = new Map<RepairId, number>();
  const count = (id: RepairId | null) => id !== null && counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const [index, part] of parts.entries()) {
    for (const { id, length } of part.undone) if (length < part.text.length || index < parts.length - 1) count(id);
    if (index < parts.length - 1) count(part.dot);
  }
  more.forEach(count);
  return {
    token: parts.map(({ text }) => text).join('.') + (isDotKept ? '.' : ''),
    kind,
    start: parts[0]?.start ?? 0,
    end: isDotKept ? (last?.next ?? 0) : (last?.end ?? 0),
    header,
    repairs: [...counts].map(([id, times]) => ({ id, count: times })),
  };
}

function nextOf(parts: readonly Part[]): number {
  return parts.at(-1)?.next ?? 0;
}

/** Only a part that must be an object can be refused. */
function requirePart(part: Part | null): Part {
  if (part === null) throw new TypeError('a part of a token is never refused here');
  return part;
}
