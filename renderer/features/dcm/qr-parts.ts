import { compactCode, isCompact, unpack } from './qr-compact.ts';

/** Bytes of a text that one code carries as it is: a code of version 20, which a plain camera reads from a screen. */
const SINGLE_BYTES = 640;
const PART_BYTES = 420;
/** What is longer takes minutes to show: a file is quicker. */
const MOST_PARTS = 99;
/** Characters of the largest code there is: digits alone, version 40, level L (ISO/IEC 18004 table 7). */
const MOST_OF_ANY_CODE = 7089;
/** Number, total, SHA-256 of the whole text and a piece of it, both base64url. */
const PART = /^DCM-QR1 ([1-9]\d?)\/([1-9]\d?) ([\w-]{43}) ([\w-]+)$/u;

/** Parts of one document that were read so far. */
export interface Collected {
  readonly digest: string;
  readonly total: number;
  /** base64url, by the part's number. */
  readonly pieces: ReadonlyMap<number, string>;
}

/** What came of reading one code. */
export type Read =
  | { readonly is: 'whole'; readonly text: string }
  | { readonly is: 'part'; readonly collected: Collected }
  | { readonly is: 'other-part' | 'damaged' };

/** The texts of the codes that carry a text: itself or its compact form where one is enough, else numbered parts; `null`: it is too long. */
export async function codesFor(text: string): Promise<readonly string[] | null> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= SINGLE_BYTES) return [text];
  const compact = await compactCode(bytes);
  if (compact !== null) return [compact];
  const total = Math.ceil(bytes.length / PART_BYTES);
  if (total > MOST_PARTS) return null;
  const digest = await digestOf(bytes);
  return Array.from({ length: total }, (_, index) => {
    const piece = bytes.subarray(index * PART_BYTES, (index + 1) * PART_BYTES);
    return `DCM-QR1 ${String(index + 1)}/${String(total)} ${digest} ${toBase64url(piece)}`;
  });
}

/**
 * Takes one code. One that is no part of anything is the whole text itself. A part of another document changes nothing;
 * when the last part has come, the whole is compared with its digest.
 */
export async function readCode(before: Collected | null, code: string): Promise<Read> {
  if (code.length > MOST_OF_ANY_CODE) return { is: 'damaged' };
  if (isCompact(code)) return whole(await unpack(code));
  const [, number, of, digest = '', piece = ''] = PART.exec(code) ?? [];
  if (number === undefined) return { is: 'whole', text: code };
  const [at, total] = [Number(number), Number(of)];
  if (at > total) return { is: 'damaged' };
  const known = before ?? { digest, total, pieces: new Map<number, string>() };
  const isOther = known.digest !== digest || known.total !== total || (known.pieces.get(at) ?? piece) !== piece;
  if (isOther) return { is: 'other-part' };
  const pieces = new Map(known.pieces).set(at, piece);
  if (pieces.size < total) return { is: 'part', collected: { digest, total, pieces } };
  return await joined(pieces, digest);
}

/** The numbers of the parts that have not been read. */
export function missingParts({ total, pieces }: Collected): readonly number[] {
  return Array.from({ length: total }, (_, index) => index + 1).filter((part) => !pieces.has(part));
}

async function joined(pieces: ReadonlyMap<number, string>, digest: string): Promise<Read> {
  try {
    const chunks = Array.from({ length: pieces.size }, (_, index) => fromBase64url(pieces.get(index + 1) ?? ''));
    const bytes = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
    return whole((await digestOf(bytes)) === digest ? bytes : null);
  } catch {
    // No base64url.
    return { is: 'damaged' };
  }
}

/** What came whole; `null` and what is no UTF-8 is damaged. */
function whole(bytes: Uint8Array<ArrayBuffer> | null): Read {
  try {
    if (bytes === null) return { is: 'damaged' };
    return { is: 'whole', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { is: 'damaged' };
  }
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/u, '');
}

function fromBase64url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}
