import { fromBase45, toBase45 } from './base45.ts';

/** The compact form, version 1: zlib (RFC 1950, with its checksum) in Base45, so that a code needs 5.5 bits for a character. */
const HEAD = 'DCM-QRZ1:';
/** Characters of a code of version 27, level L (ISO/IEC 18004 table 7): what cameras read from a screen. */
const MOST_CHARACTERS = 2132;
/** What such a code holds of public data is a few kilobytes: more is made to fill the memory of whoever reads it. */
const MOST_BYTES = 64 * 1024;

/** A text as one code that is dense, yet can be read; `null`: it is too long for that. */
export async function compactCode(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  if (bytes.length > MOST_BYTES) return null;
  const packed = await collect(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate')), MOST_BYTES);
  const code = packed === null ? '' : HEAD + toBase45(packed);
  return code === '' || code.length > MOST_CHARACTERS ? null : code;
}

/** Tells whether a code is of this form. */
export function isCompact(code: string): boolean {
  return code.startsWith(HEAD);
}

/** The bytes that were packed; `null`: it was damaged, or holds more than such a code does. */
export async function unpack(code: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const packed = fromBase45(code.slice(HEAD.length));
  if (packed === null) return null;
  try {
    return await collect(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')), MOST_BYTES);
  } catch {
    // No zlib, or its checksum is another one.
    return null;
  }
}

/** All that comes out of a stream; `null`: it is more than `most` bytes, and the rest was not asked for. */
async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the stream.
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}
