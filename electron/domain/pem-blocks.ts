import { AppError } from './errors.ts';

/** One block of a PEM text. Its bytes are views into the text, or fresh ones that the caller zeroes. */
export interface PemBlock {
  readonly label: string;
  /** From the first dash to the last. */
  readonly armoured: Buffer;
  /** Encrypted line by line, as OpenSSL did before PKCS#8: the base64 is not DER. @see RFC 1421 §4.6.1.1 */
  readonly isTraditionallyEncrypted: boolean;
  readonly body: Buffer;
}

const BEGIN = Buffer.from('-----BEGIN ');
const DASHES = Buffer.from('-----');
const LONGEST_LABEL = 64;

/** Tells whether a text has the beginning of a PEM block. */
export function hasPemBlock(text: Buffer): boolean {
  return text.includes(BEGIN);
}

/**
 * Every block of a PEM text, in order; what stands around them is left alone. Works on bytes, so that no string of a
 * private key is made.
 * @throws PEM_MALFORMED for a block without its end
 * @see RFC 7468 §2
 */
export function pemBlocks(text: Buffer): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  for (let at = text.indexOf(BEGIN); at !== -1;) {
    const labelStart = at + BEGIN.length;
    const labelEnd = text.indexOf(DASHES, labelStart);
    const label = text.toString('latin1', labelStart, Math.min(labelEnd, labelStart + LONGEST_LABEL));
    const bodyStart = labelEnd + DASHES.length;
    const endMark = Buffer.from(`-----END ${label}-----`);
    const bodyEnd = labelEnd === -1 ? -1 : text.indexOf(endMark, bodyStart);
    if (bodyEnd === -1 || !/^[A-Z0-9][A-Z0-9 .]*$/u.test(label)) throw malformed('has a beginning and no end');
    const body = text.subarray(bodyStart, bodyEnd);
    if (body.includes(BEGIN)) throw malformed('holds another one');
    const end = bodyEnd + endMark.length;
    const isTraditionallyEncrypted = body.includes('Proc-Type: 4,ENCRYPTED');
    blocks.push({ label, armoured: text.subarray(at, end), isTraditionallyEncrypted, body });
    at = text.indexOf(BEGIN, end);
  }
  return blocks;
}

/** The bytes that a block's base64 stands for. The caller zeroes them. @throws PEM_MALFORMED @see RFC 4648 §4 */
export function derOfPem({ body }: PemBlock): Buffer {
  const bytes = Buffer.alloc(Math.floor((body.length * 3) / 4));
  let [length, bits, held, padding] = [0, 0, 0, 0];
  for (const octet of body) {
    if (octet === 0x20 || (octet >= 0x09 && octet <= 0x0d)) continue;
    const value = octet === 0x3d ? -1 : sextet(octet);
    if (value === null || (value >= 0 && padding > 0)) {
      bytes.fill(0);
      throw malformed('is no base64');
    }
    if (value < 0) {
      padding += 1;
      continue;
    }
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length] = (held >> bits) & 0xff;
    length += 1;
  }
  return bytes.subarray(0, length);
}

function sextet(octet: number): number | null {
  if (octet >= 0x41 && octet <= 0x5a) return octet - 0x41;
  if (octet >= 0x61 && octet <= 0x7a) return octet - 0x61 + 26;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30 + 52;
  return octet === 0x2b ? 62 : octet === 0x2f ? 63 : null;
}

function malformed(problem: string): AppError {
  return new AppError('PEM_MALFORMED', `a PEM block of the file ${problem}`, {
    hint: 'give the whole file, from the first dash of "-----BEGIN" to the last one of "-----END"',
  });
}
