import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { ExaminedKind } from '../../shared/model/examined.ts';
import { DER_TAG, type DerElement, derChildren, derInteger, readDer } from './der.ts';
import { hasCode } from './errors.ts';
import { type FoundKey, foundJwk, unreadableKey } from './examine-found.ts';
import { requireKnownAlgorithm, requireKnownCurve } from './key-algorithm-oid.ts';

/** What one DER element is; `key`: its public half, `null` where it is encrypted. */
export interface ExaminedDer {
  readonly kind: Extract<
    ExaminedKind,
    'public-key' | 'private-key' | 'encrypted-private-key' | 'certificate' | 'certificate-request'
  >;
  readonly key: FoundKey | null;
}

const LETTERS: ReadonlyMap<number, string> = new Map([
  [DER_TAG.integer, 'i'],
  [DER_TAG.bits, 'b'],
  [DER_TAG.octets, 'o'],
  [DER_TAG.oid, 'd'],
  [DER_TAG.sequence, 's'],
]);
/** PBES1 and PBES2 of PKCS#5, and the ciphers of PKCS#12. */
const PASSWORD_BASED = /^2a864886f70d01(?:05|0c01)/u;
/** Types of keys that are not used here, by object identifier; every other one is "unknown". */
const OTHER_TYPES: ReadonlyMap<string, string> = new Map([
  ['2a8648ce3d0201', 'EC'],
  ['2a8648ce380401', 'DSA'],
  ['2a864886f70d01010a', 'RSA-PSS'],
  ['2b656e', 'OKP'],
  ['2b656f', 'OKP'],
  ['2b6571', 'OKP'],
]);
/** A modulus shorter than this is none of a key: a signature of ECDSA is two numbers, too. */
const LEAST_MODULUS_OCTETS = 48;
const MOST_EXPONENT_OCTETS = 32;

/**
 * Names one DER element by its structure, and reads its public half. Nothing is decrypted, no signature and no chain is
 * looked at; `null`: it is none of the known forms.
 * @see RFC 5958 §2-3, RFC 8017 A.1, RFC 5915 §3, RFC 5280 §4.1, RFC 2986 §4
 */
export function examineDer(der: Buffer): ExaminedDer | null {
  const outer = readDer(der);
  const children = outer?.tag === DER_TAG.sequence ? derChildren(outer) : null;
  if (children === null) return null;
  const shape = shapeOf(children);
  if (/^iso/u.test(shape) && oidOf(children[1]) !== null) return { kind: 'private-key', key: pkcs8(der, children) };
  if (/^i{9}s?$/u.test(shape)) return { kind: 'private-key', key: rsaKey(children.slice(1)) };
  if (shape === 'iiiiii') return { kind: 'private-key', key: unreadableKey('DSA', 'KTY_NOT_ALLOWED') };
  if (/^io/u.test(shape)) return { kind: 'private-key', key: sec1(der, children) };
  if (shape === 'so' && PASSWORD_BASED.test(oidOf(children[0]) ?? '')) {
    return { kind: 'encrypted-private-key', key: null };
  }
  if (shape === 'sb' && oidOf(children[0]) !== null) return { kind: 'public-key', key: spki(children) };
  if (shape === 'ii' && isPublicRsa(children)) return { kind: 'public-key', key: rsaKey(children) };
  return shape === 'ssb' ? signedDer(children) : null;
}

/** Tells a private key whose DER was cut off, or has something behind it, by how it begins: PKCS#8, PKCS#1, SEC1. */
export function beginsLikePrivateDer(bytes: Buffer): boolean {
  return /^\x30(?:[\x20-\x7f]|\x81.|\x82..)\x02\x01(?:[\x00\x01]\x30.\x06|\x00\x02\x82|\x01\x04[\x20-\x42])/su.test(
    bytes.toString('latin1', 0, 16),
  );
}

/** A certificate, or a request for one: both hold a public key at a place of their own. Lists of revoked ones hold none. */
function signedDer([body]: readonly DerElement[]): ExaminedDer | null {
  const fields = body === undefined ? [] : (derChildren(body) ?? []);
  const isRequest = fields[0]?.tag === DER_TAG.integer && isPublicKeyInfo(fields[2]);
  // tbsCertificate: [0] version, serial, signature, issuer, validity, subject, subjectPublicKeyInfo; version 1 leaves [0] out.
  const info = isRequest ? fields[2] : fields[fields[0]?.tag === DER_TAG.first ? 6 : 5];
  if (info === undefined || !isPublicKeyInfo(info)) return null;
  return { kind: isRequest ? 'certificate-request' : 'certificate', key: spki(derChildren(info) ?? []) };
}

function isPublicKeyInfo(element: DerElement | undefined): boolean {
  const children = element?.tag === DER_TAG.sequence ? (derChildren(element) ?? []) : [];
  return shapeOf(children) === 'sb' && oidOf(children[0]) !== null;
}

function pkcs8(der: Buffer, [, identifier, octets]: readonly DerElement[]): FoundKey {
  return ofKnownType(identifier, (type) => {
    if (type === 'RSA') return rsaKey(childrenOf(octets?.content).slice(1));
    return exportedKey(type, () => createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })));
  });
}

function sec1(der: Buffer, children: readonly DerElement[]): FoundKey {
  const parameters = children.find(({ tag }) => tag === DER_TAG.first);
  try {
    requireKnownCurve(parameters === undefined ? undefined : (derChildren(parameters) ?? [])[0]);
  } catch (error) {
    if (hasCode(error, 'JWK_REFUSED')) return unreadableKey('EC', 'CRV_NOT_ALLOWED');
    throw error;
  }
  return exportedKey('EC', () => createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'sec1' })));
}

function spki([identifier, bits]: readonly DerElement[]): FoundKey {
  return ofKnownType(identifier, (type) => {
    if (type === 'RSA') return rsaKey(childrenOf(bits?.content.subarray(1)));
    const content = Buffer.concat([encoded(identifier), encoded(bits)]);
    const key = encoded({ tag: DER_TAG.sequence, content });
    return exportedKey(type, () => createPublicKey({ key, format: 'der', type: 'spki' }));
  });
}

/** No library sees a kind of key that is not on our list: some of them crash on what they do not know. */
function ofKnownType(identifier: DerElement | undefined, read: (type: 'RSA' | 'EC' | 'OKP') => FoundKey): FoundKey {
  let type: 'RSA' | 'EC' | 'OKP';
  try {
    type = requireKnownAlgorithm(identifier);
  } catch (error) {
    if (!hasCode(error, 'JWK_REFUSED')) throw error;
    const kty = OTHER_TYPES.get(oidOf(identifier) ?? '') ?? 'unknown';
    return unreadableKey(kty, kty === 'EC' || kty === 'OKP' ? 'CRV_NOT_ALLOWED' : 'KTY_NOT_ALLOWED');
  }
  return read(type);
}

/** n and e; read here and not by a library, so that a weak key still has its facts. @see RFC 8017 A.1.1 */
function rsaKey(numbers: readonly DerElement[]): FoundKey {
  const [n, e] = numbers.slice(0, 2).map(derInteger);
  if (!n || !e) return unreadableKey('RSA', 'MEMBER_MISSING');
  return foundJwk({ kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') });
}

function isPublicRsa(numbers: readonly DerElement[]): boolean {
  const [n, e] = numbers.map(derInteger);
  return !!n && !!e && n.length >= LEAST_MODULUS_OCTETS && e.length <= MOST_EXPONENT_OCTETS;
}

function exportedKey(kty: string, read: () => KeyObject): FoundKey {
  try {
    const { crv, x, y } = read().export({ format: 'jwk' });
    return foundJwk(y === undefined ? { kty, crv, x } : { kty, crv, x, y });
  } catch {
    // The cause could describe the bytes of a private key.
    return unreadableKey(kty, 'RUNTIME_REFUSES');
  }
}

function childrenOf(bytes: Buffer | undefined): readonly DerElement[] {
  const inner = bytes === undefined ? null : readDer(bytes);
  return inner === null ? [] : (derChildren(inner) ?? []);
}

function oidOf(identifier: DerElement | undefined): string | null {
  const [oid] = identifier === undefined ? [] : (derChildren(identifier) ?? []);
  return oid?.tag === DER_TAG.oid ? oid.content.toString('hex') : null;
}

function shapeOf(children: readonly DerElement[]): string {
  return children.map(({ tag }) => LETTERS.get(tag) ?? 'x').join('');
}

/** An element as bytes again; all that come here are shorter than 64 KiB, or no library takes them. */
function encoded(element: DerElement | undefined): Buffer {
  const { tag, content } = element ?? { tag: 0, content: Buffer.alloc(0) };
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
