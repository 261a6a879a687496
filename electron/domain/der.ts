/** One element of DER: its tag's octet and its content, a view into the bytes that were read. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
}

export const DER_TAG = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, sequence: 0x30, first: 0xa0 } as const;

const CONSTRUCTED = 0x20;
const MAX_DEPTH = 24;

/**
 * Reads bytes as exactly one DER element: definite shortest length, nothing after it. `null` for anything else.
 * @see X.690 §8.1, §10.1
 */
export function readDer(bytes: Buffer): DerElement | null {
  const read = elementAt(bytes, 0);
  return read !== null && read.end === bytes.length ? read.element : null;
}

/** The elements inside of a constructed one, in order; `null` where they are no DER. */
export function derChildren({ content }: DerElement): readonly DerElement[] | null {
  const children: DerElement[] = [];
  for (let at = 0; at < content.length;) {
    const read = elementAt(content, at);
    if (read === null) return null;
    children.push(read.element);
    at = read.end;
  }
  return children;
}

/** The octets of a non-negative INTEGER without the zero that keeps it from being negative; `null` for anything else. */
export function derInteger({ tag, content }: DerElement): Buffer | null {
  if (tag !== DER_TAG.integer || content.length === 0 || (content[0] ?? 0) > 0x7f) return null;
  return content.length > 1 && content[0] === 0 ? content.subarray(1) : content;
}

/**
 * The highest work factor that a file asks for before its passphrase can be judged: an INTEGER right after an OCTET
 * STRING (its salt), as PBKDF2, PBES1, scrypt and the MAC of PKCS#12 write it. 0 where there is none.
 * @see RFC 8018 A.2-A.4, RFC 7292 §4, RFC 7914 §7
 */
export function highestWorkFactor(bytes: Buffer): number {
  const outer = readDer(bytes);
  return outer === null ? 0 : factorWithin(outer, 0);
}

function factorWithin(element: DerElement, depth: number): number {
  const mayHoldMore = (element.tag & CONSTRUCTED) !== 0 || element.tag === DER_TAG.octets;
  const children = mayHoldMore && depth < MAX_DEPTH ? (derChildren(element) ?? []) : [];
  let highest = 0;
  for (const [index, child] of children.entries()) {
    const isFactor = child.tag === DER_TAG.integer && children[index - 1]?.tag === DER_TAG.octets;
    highest = Math.max(highest, isFactor ? numberOf(child.content) : factorWithin(child, depth + 1));
  }
  return highest;
}

/** Large enough to be compared; beyond the safe integers it is only "too much". */
function numberOf(content: Buffer): number {
  return content.reduce((sum, octet) => sum * 256 + octet, 0);
}

function elementAt(bytes: Buffer, at: number): { readonly element: DerElement; readonly end: number } | null {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  const lengthOctets = first < 0x80 ? 0 : first & 0x7f;
  // 0x80 is a length that is told at the end: BER, and never DER.
  if (first === 0x80 || lengthOctets > 4) return null;
  let length = lengthOctets === 0 ? first : 0;
  for (let index = 0; index < lengthOctets; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? Number.NaN);
  const isShortest = lengthOctets === 0 || (length >= 0x80 && length >= 256 ** (lengthOctets - 1));
  const start = at + 2 + lengthOctets;
  if (!isShortest || !(start + length <= bytes.length)) return null;
  return { element: { tag, content: bytes.subarray(start, start + length) }, end: start + length };
}
