import type { Jwk } from '../../shared/model/jwk.ts';
import type { SignatureAlgorithm } from '../../shared/model/key.ts';
import { readDer } from './der.ts';
import { AppError } from './errors.ts';
import { publicJwkFromKey } from './jwk.ts';
import { algorithmsOf } from './jwk-members.ts';
import {
  type AskPassphrase,
  type KeyFormat,
  type KeyHalves,
  passphraseWrong,
  readEncrypted,
  readKeyDer,
  refuseEndlessWork,
} from './key-der.ts';
import { isWorkingPair } from './key-pair.ts';
import { fileRefused, halvesDiffer, keyRefused, requireFitPublic } from './key-refusal.ts';
import { derOfPem, hasPemBlock, type PemBlock, pemBlocks } from './pem-blocks.ts';
import type { OpenPkcs12, Pkcs12Contents } from './pkcs12-contents.ts';
import { type JwkHalves, readJwkFile } from './private-jwk.ts';
import { jwkThumbprint } from './thumbprint.ts';
import type { KeyObject } from 'node:crypto';

/** The largest file that is read as a key. */
export const MAX_KEY_FILE_BYTES = 1_048_576;
/** PKCS#12 derives its keys in plain JavaScript. */
const MOST_PKCS12_ROUNDS = 1_000_000;
const PKCS12 =
  /^\x30(?:[\x00-\x80]|\x81.|\x82..|\x83...)\x02\x01\x03\x30.{1,4}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07/su;

/** One key out of a file. The public half passed every rule of ours, and the private one was proved to fit it. */
export interface KeyFile {
  /** `null`: the file holds a public half only. */
  readonly privateKey: KeyObject | null;
  readonly publicKey: KeyObject;
  /** The members that make the key, and `use`. */
  readonly publicJwk: Jwk;
  readonly thumbprint: string;
  /** What the file itself says; only a JWK can. */
  readonly kid: string | null;
  readonly alg: SignatureAlgorithm | null;
  /** What this kind of key can sign with, the usual one first. */
  readonly algorithms: readonly [SignatureAlgorithm, ...SignatureAlgorithm[]];
  readonly format: KeyFormat;
  /** Whether whoever has the file still needs a passphrase. */
  readonly isEncrypted: boolean;
}

export interface KeyFileTools {
  /** Asked at most once, and only for an encrypted file. The buffer is zeroed here. */
  readonly passphrase: AskPassphrase;
  readonly openPkcs12: OpenPkcs12;
}

/**
 * Reads the one key of a file, found by its content: the name of the file does not matter.
 * @throws INPUT_EMPTY, INPUT_TOO_LARGE, INPUT_INVALID, PEM_MALFORMED, JWK_MALFORMED, JWK_REFUSED, PASSPHRASE_WRONG, and
 *   what `passphrase` throws
 */
export async function readKeyFile(bytes: Buffer, tools: KeyFileTools): Promise<KeyFile> {
  if (bytes.length > MAX_KEY_FILE_BYTES) {
    throw new AppError('INPUT_TOO_LARGE', 'the file is larger than any key', { hint: 'one key has a few kilobytes' });
  }
  if (bytes.every((octet) => octet <= 0x20)) {
    throw new AppError('INPUT_EMPTY', 'the file is empty', { hint: 'give the file that holds the key' });
  }
  if (isPkcs12(bytes)) return await fromPkcs12(bytes, tools);
  if (readDer(bytes) !== null) return proved(await readKeyDer(bytes, tools.passphrase));
  const text = asciiText(bytes);
  try {
    const first = text.find((octet) => octet > 0x20);
    if (first === 0x7b || first === 0x5b) return proved(readJwkFile(trimmed(text)));
    if (hasPemBlock(text)) return proved(await fromPem(pemBlocks(text), tools.passphrase));
  } finally {
    // UTF-16 was written out anew.
    if (text.buffer !== bytes.buffer) text.fill(0);
  }
  throw fileRefused('the file holds no key of a known form');
}

/** Tells a PKCS#12 file by how it begins: version 3, then a content of PKCS#7. Nothing is opened. @see RFC 7292 §4 */
export function isPkcs12(bytes: Buffer): boolean {
  return PKCS12.test(bytes.toString('latin1', 0, 64));
}

/** One private key, which may have certificates and its own public half beside it; or else one public key. */
async function fromPem(blocks: readonly PemBlock[], passphrase: AskPassphrase): Promise<KeyHalves> {
  const privates = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'));
  const publics = blocks.filter(({ label }) => label.endsWith('PUBLIC KEY'));
  const certificates = blocks.filter(({ label }) => /^(?:X509 )?CERTIFICATE$/u.test(label));
  if (privates.length > 1) throw severalKeys(privates.length, 'private');
  const [key] = privates;
  if (key !== undefined) {
    const halves = await fromBlock(key, passphrase);
    for (const one of publics) requireSamePublic(halves, await fromBlock(one, passphrase));
    return halves;
  }
  const candidates = [...publics, ...certificates];
  if (candidates.length > 1) throw severalKeys(candidates.length, 'public');
  const [only] = candidates;
  if (only !== undefined) return await fromBlock(only, passphrase);
  throw fileRefused(`the PEM file holds no key, but "${blocks[0]?.label ?? ''}"`);
}

async function fromBlock(block: PemBlock, passphrase: AskPassphrase): Promise<KeyHalves> {
  if (block.label === 'OPENSSH PRIVATE KEY') {
    throw keyRefused(
      'keys in OpenSSH’s own form are not read here',
      'ssh-keygen -p -m PKCS8 -f F rewrites a copy of it',
    );
  }
  if (block.label === 'DSA PRIVATE KEY') throw keyRefused('keys of this kind are not used here: DSA');
  if (block.isTraditionallyEncrypted) return await readEncrypted({ bytes: block.armoured, form: 'pem' }, passphrase);
  const der = derOfPem(block);
  try {
    return await readKeyDer(der, passphrase);
  } finally {
    der.fill(0);
  }
}

async function fromPkcs12(bytes: Buffer, { passphrase, openPkcs12 }: KeyFileTools): Promise<KeyFile> {
  refuseEndlessWork(bytes, MOST_PKCS12_ROUNDS);
  let opened = await openPkcs12(bytes, Buffer.alloc(0));
  const isEncrypted = opened === null;
  if (opened === null) {
    const given = await passphrase();
    try {
      opened = await openPkcs12(bytes, given);
    } finally {
      given.fill(0);
    }
  }
  if (opened === null) throw passphraseWrong();
  try {
    const halves = await keyOfPkcs12(opened);
    return { ...proved({ ...halves, format: 'pkcs12' }), isEncrypted };
  } finally {
    for (const one of opened.privateKeys) one.fill(0);
  }
}

/** The certificates beside a private key are its chain; alone, only one can be meant. */
async function keyOfPkcs12({ privateKeys, certificates }: Pkcs12Contents): Promise<KeyHalves> {
  if (privateKeys.length > 1) throw severalKeys(privateKeys.length, 'private');
  if (privateKeys.length === 0 && certificates.length > 1) throw severalKeys(certificates.length, 'public');
  const der = privateKeys[0] ?? certificates[0];
  if (der === undefined) throw fileRefused('the PKCS#12 file holds neither a key nor a certificate');
  return await readKeyDer(der, () => Promise.reject(fileRefused('the key in the PKCS#12 file is encrypted twice')));
}

/** The last gate, the same for every form. */
function proved(read: KeyHalves | JwkHalves): KeyFile {
  const { privateKey, publicKey, format } = read;
  const publicJwk = exported(publicKey);
  requireFitPublic(publicJwk);
  const [first, ...others] = algorithmsOf(publicJwk);
  if (first === undefined) throw keyRefused('keys of this kind are not used here');
  if (privateKey !== null && !isWorkingPair(first, { privateKey, publicKey })) {
    throw halvesDiffer('what the one signs the other does not verify');
  }
  return {
    privateKey,
    publicKey,
    publicJwk,
    thumbprint: jwkThumbprint(publicJwk),
    kid: 'kid' in read ? read.kid : null,
    alg: 'alg' in read ? read.alg : null,
    algorithms: [first, ...others],
    format,
    isEncrypted: format === 'pkcs8-encrypted' || format === 'pem-encrypted',
  };
}

function exported(publicKey: KeyObject): Jwk {
  try {
    return publicJwkFromKey(publicKey, { kid: null, alg: null });
  } catch {
    throw keyRefused(`keys of this kind are not used here: ${publicKey.asymmetricKeyType ?? 'an unknown one'}`);
  }
}

function requireSamePublic(halves: KeyHalves, other: KeyHalves): void {
  if (halves.publicKey.equals(other.publicKey)) return;
  throw halvesDiffer('the file holds the public half of another key beside it');
}

function severalKeys(count: number, half: 'private' | 'public'): AppError {
  return fileRefused(`the file holds ${String(count)} ${half} keys, and it does not say which one is meant`);
}

/** Text as one octet for each character: without its byte-order mark, and out of UTF-16, which some shells write. */
export function asciiText(bytes: Buffer): Buffer {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (!isLittle && !isBig) return bytes;
  const text = Buffer.alloc((bytes.length - 2) >> 1);
  for (let index = 0; index < text.length; index += 1) {
    const [low, high] = [bytes[2 * index + (isLittle ? 2 : 3)] ?? 0, bytes[2 * index + (isLittle ? 3 : 2)] ?? 0];
    // A key's text is ASCII; what else a label may hold is no matter here.
    text[index] = high === 0 ? low : 0x3f;
  }
  return text;
}

function trimmed(text: Buffer): Buffer {
  let [start, end] = [0, text.length];
  while (start < end && (text[start] ?? 0) <= 0x20) start += 1;
  while (end > start && (text[end - 1] ?? 0) <= 0x20) end -= 1;
  return text.subarray(start, end);
}
