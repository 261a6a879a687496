import type forge from 'node-forge';
import type { asn1, pkcs12 } from 'node-forge';
import { AppError } from '../../domain/errors.ts';
import type { OpenPkcs12, Pkcs12Contents } from '../../domain/pkcs12-contents.ts';

type Forge = typeof forge;

/**
 * Opens PKCS#12 with node-forge, loaded only here: AES and 3DES of PBES2, and the older RC2-40 and 3DES. The MAC, where
 * the file has one, is verified. Forge works on strings, which cannot be zeroed: they stay in memory until collected.
 * @throws INPUT_INVALID
 * @see RFC 7292
 */
export const openPkcs12: OpenPkcs12 = async (bytes, passphrase) => {
  const { default: library } = await import('node-forge');
  const parse = () => parseBer(library, bytes);
  const text = passphrase.toString('utf8');
  const first = open(library, parse(), text);
  if (typeof first === 'object') return contentsOf(library, first);
  const opened = openOtherwise(library, parse, text);
  if (opened !== null) return contentsOf(library, opened);
  if (first === 'unreadable') throw unreadable();
  return null;
};

function parseBer(library: Forge, bytes: Buffer): asn1.Asn1 {
  try {
    return library.asn1.fromDer(bytes.toString('binary'), false);
  } catch {
    // The cause may quote the file.
    throw unreadable();
  }
}

/**
 * As far as forge can tell: one wrong spelling of 256 leaves bytes that look well padded, and are no ASN.1 when read. So
 * "unreadable" is final only where the other spellings fail too.
 */
function open(library: Forge, outer: asn1.Asn1, passphrase: string): pkcs12.Pkcs12Pfx | 'wrong' | 'unreadable' {
  try {
    return library.pkcs12.pkcs12FromAsn1(outer, false, passphrase);
  } catch (error) {
    return isWrongPassphrase(error) ? 'wrong' : 'unreadable';
  }
}

/**
 * Two more ways to spell a passphrase. "None" is the empty text for some programs and no text at all for others. And
 * letters beyond ASCII are UTF-16 for the MAC and UTF-8 for PBES2, where forge takes one spelling for both: so the MAC is
 * verified with the first, and the rest is opened with the second.
 * @see RFC 7292 B.1, RFC 8018 §3
 */
function openOtherwise(library: Forge, parse: () => asn1.Asn1, text: string): pkcs12.Pkcs12Pfx | null {
  try {
    if (text === '') return library.pkcs12.pkcs12FromAsn1(parse(), false);
    if (/^[\x20-\x7e]*$/u.test(text) || failsAtMac(library, parse(), text)) return null;
    const outer = parse();
    if (Array.isArray(outer.value)) outer.value.splice(2);
    return library.pkcs12.pkcs12FromAsn1(outer, false, Buffer.from(text, 'utf8').toString('binary'));
  } catch {
    // What the first spelling said stands.
    return null;
  }
}

function failsAtMac(library: Forge, outer: asn1.Asn1, text: string): boolean {
  try {
    library.pkcs12.pkcs12FromAsn1(outer, false, text);
    return false;
  } catch (error) {
    return /MAC/u.test(messageOf(error));
  }
}

/** Forge has no codes, and a failed decryption is told in two more sentences. */
function isWrongPassphrase(error: unknown): boolean {
  return /invalid password|wrong password|failed to decrypt pkcs#12/iu.test(messageOf(error));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

function contentsOf(library: Forge, opened: pkcs12.Pkcs12Pfx): Pkcs12Contents {
  const privateKeys: Buffer[] = [];
  const certificates: Buffer[] = [];
  for (const bag of opened.safeContents.flatMap(({ safeBags }) => safeBags)) {
    const der = Buffer.from(library.asn1.toDer(treeOf(library, bag)).getBytes(), 'binary');
    (bag.type === library.pki.oids['certBag'] ? certificates : privateKeys).push(der);
  }
  return { privateKeys, certificates };
}

/** Forge parses what is RSA, and leaves everything else as it stood. */
function treeOf(library: Forge, { key, cert, asn1 }: pkcs12.Bag): asn1.Asn1 {
  if (key) return library.pki.privateKeyToAsn1(key);
  return cert ? library.pki.certificateToAsn1(cert) : asn1;
}

function unreadable(): AppError {
  return new AppError('INPUT_INVALID', 'the PKCS#12 file is damaged, or protected in a way that is not read here', {
    hint: 'write it again with AES and HMAC-SHA-256, or give the key alone: openssl pkcs12 -in F -nocerts -out key.pem',
  });
}
