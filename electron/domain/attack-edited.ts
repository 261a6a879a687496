import { constants, createHash, type KeyObject, publicEncrypt } from 'node:crypto';

/** DER of DigestInfo up to the digest, and octets of the digest. @see RFC 8017 §9.2 note 1 */
const DIGEST_INFOS: readonly (readonly [prefix: string, octets: number])[] = [
  ['3031300d060960864801650304020105000420', 32],
  ['3041300d060960864801650304020205000430', 48],
  ['3051300d060960864801650304020305000440', 64],
  ['3021300906052b0e03021a05000414', 20],
];
const TRAILER = 0xbc;

/**
 * Tells whether an RSA signature that does not fit its text is all the same one that this key made: of another text. Then
 * the token was edited after signing, or the signature taken from another token. Only RSA tells: what the key did to
 * the signature can be undone, and what comes out has a form that nobody can hit by chance.
 * @see RFC 8017 §8.1.2, §8.2.2
 */
export function isSignatureOfAnotherText(alg: string, key: KeyObject, signature: Buffer): boolean {
  if (key.asymmetricKeyType !== 'rsa' || signature.length !== sizeOf(key)) return false;
  const encoded = opened(key, signature);
  if (encoded === null) return false;
  return alg.startsWith('PS') ? isPss(encoded, key, `sha${alg.slice(2)}`) : isDigestInfo(encoded);
}

function sizeOf(key: KeyObject): number {
  return Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}

/** The signature to the power of the public exponent, modulo n; `null` where it is no number below n. */
function opened(key: KeyObject, signature: Buffer): Buffer | null {
  try {
    return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    // The runtime has its own words for a number that is too large; whatever they are, it is no signature.
    return null;
  }
}

/** 00 01 FF … FF 00, then DigestInfo to the last octet. */
function isDigestInfo(encoded: Buffer): boolean {
  return DIGEST_INFOS.some(([prefix, octets]) => {
    const info = Buffer.from(prefix, 'hex');
    const start = encoded.length - info.length - octets;
    if (start < 11 || !encoded.subarray(start, start + info.length).equals(info)) return false;
    const padding = encoded.subarray(2, start - 1);
    return encoded[0] === 0 && encoded[1] === 1 && encoded[start - 1] === 0 && padding.every((octet) => octet === 0xff);
  });
}

/** The outside of a PSS encoding, which does not depend on the text: trailer, mask, zeros, a one, and the salt. @see RFC 8017 §9.1.2 */
function isPss(encoded: Buffer, key: KeyObject, hash: string): boolean {
  const bits = (key.asymmetricKeyDetails?.modulusLength ?? 0) - 1;
  const message = bits % 8 === 0 ? encoded.subarray(1) : encoded;
  const octets = createHash(hash).digest().length;
  const unused = 8 * message.length - bits;
  const masked = message.subarray(0, message.length - octets - 1);
  const digest = message.subarray(masked.length, -1);
  if (message.at(-1) !== TRAILER || masked.length < octets + 2) return false;
  const block = unmasked(masked, digest, hash);
  block[0] = (block[0] ?? 0) & (0xff >> unused);
  const one = block.length - octets - 1;
  return block[one] === 1 && block.subarray(0, one).every((octet) => octet === 0);
}

/** MGF1 over the digest, taken off the masked block. @see RFC 8017 B.2.1 */
function unmasked(masked: Buffer, digest: Buffer, hash: string): Buffer {
  const block = Buffer.from(masked);
  const size = digest.length;
  for (let counter = 0; counter * size < block.length; counter += 1) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    const mask = createHash(hash).update(digest).update(number).digest();
    for (let at = 0; at < size && counter * size + at < block.length; at += 1) {
      const place = counter * size + at;
      block[place] = (block[place] ?? 0) ^ (mask[at] ?? 0);
    }
  }
  return block;
}
