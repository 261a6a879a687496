import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { DER_TAG, type DerElement, derChildren, derInteger, highestWorkFactor, readDer } from './der.ts';
import { AppError } from './errors.ts';
import { requireKnownAlgorithm, requireKnownCurve } from './key-algorithm-oid.ts';
import { fileRefused, halvesDiffer, keyRefused, requireFitPublic } from './key-refusal.ts';
import { rsaPrivateProblem } from './rsa-private.ts';

/** How a key stood in its file. */
export type KeyFormat =
  | 'pkcs8'
  | 'pkcs8-encrypted'
  | 'pkcs1'
  | 'sec1'
  | 'pem-encrypted'
  | 'pkcs12'
  | 'jwk'
  | 'spki'
  | 'pkcs1-public'
  | 'certificate'
  | 'jwk-public';

/** The two halves of one key as a file gave them; `privateKey` is `null` in a public-only file. */
export interface KeyHalves {
  readonly privateKey: KeyObject | null;
  readonly publicKey: KeyObject;
  readonly format: KeyFormat;
}

export type AskPassphrase = () => Promise<Buffer>;

/** PBKDF2 of ten million rounds takes some seconds; a file can ask for two thousand million. */
const MOST_ROUNDS = 10_000_000;
const NAMES = { integer: 'i', bits: 'b', octets: 'o', oid: 'd', sequence: 's' } as const;

/**
 * Reads one key in DER, found by its structure: PKCS#8 plain and encrypted, PKCS#1, SEC1, SubjectPublicKeyInfo, X.509.
 * Kind, sizes and the private numbers of RSA are judged here; that the halves fit is proved by the caller.
 * @throws INPUT_INVALID, JWK_REFUSED, PASSPHRASE_WRONG, and what `askPassphrase` throws
 * @see RFC 5958 §2-3, RFC 8017 A.1, RFC 5915 §3, RFC 5280 §4.1
 */
export async function readKeyDer(der: Buffer, askPassphrase: AskPassphrase): Promise<KeyHalves> {
  const outer = readDer(der);
  const children = outer?.tag === DER_TAG.sequence ? derChildren(outer) : null;
  if (children === null) throw fileRefused('the file holds no key: its DER is damaged, cut off, or followed by more');
  const shape = children.map(({ tag }) => nameOfTag(tag)).join('');
  if (/^iso/u.test(shape)) return pkcs8(der, children);
  if (/^iiiiiiiii$/u.test(shape)) return pkcs1(der, children);
  if (/^io/u.test(shape)) return sec1(der, children);
  if (shape === 'so') return await encryptedPkcs8(der, askPassphrase);
  if (shape === 'sb') return spki(der, children);
  if (shape === 'ii') return pkcs1Public(der, children);
  if (shape === 'ssb') return certificate(der);
  if (shape === 'iiiiii') throw keyRefused('keys of this kind are not used here: DSA');
  if (shape === 'iiiiiiiiis') throw keyRefused('RSA keys of more than two primes are not used here');
  throw fileRefused('the file is DER, and holds no key of a known form');
}

/** A key that a library must decrypt, whole: armoured PEM, or DER. @throws PASSPHRASE_WRONG, INPUT_INVALID, JWK_REFUSED */
export async function readEncrypted(
  source: { readonly bytes: Buffer; readonly form: 'pem' | 'der' },
  askPassphrase: AskPassphrase,
): Promise<KeyHalves> {
  const passphrase = await askPassphrase();
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey({
      key: source.bytes,
      format: source.form,
      ...(source.form === 'der' ? { type: 'pkcs8' } : {}),
      passphrase,
    });
  } catch (error) {
    throw decryptionFailed(error);
  } finally {
    passphrase.fill(0);
  }
  const plain = exportPkcs8(privateKey);
  try {
    const halves = await readKeyDer(plain, askPassphrase);
    return { ...halves, format: source.form === 'pem' ? 'pem-encrypted' : 'pkcs8-encrypted' };
  } finally {
    plain.fill(0);
  }
}

/** The wrong passphrase of a file that was well-formed up to its encryption. */
export function passphraseWrong(): AppError {
  return new AppError('PASSPHRASE_WRONG', 'the passphrase does not open the file', {
    hint: 'nothing was kept; try again with the passphrase that the file was written with',
  });
}

/** Refuses a file that would keep this machine busy for hours before its passphrase can be judged. @throws INPUT_INVALID */
export function refuseEndlessWork(bytes: Buffer, most = MOST_ROUNDS): void {
  const rounds = highestWorkFactor(bytes);
  if (rounds > most) throw fileRefused(`the file asks for ${String(rounds)} rounds of key derivation: too many`);
}

async function encryptedPkcs8(der: Buffer, askPassphrase: AskPassphrase): Promise<KeyHalves> {
  refuseEndlessWork(der);
  return await readEncrypted({ bytes: der, form: 'der' }, askPassphrase);
}

function pkcs8(der: Buffer, [, identifier, octets]: readonly DerElement[]): KeyHalves {
  const kind = requireKnownAlgorithm(identifier);
  if (kind === 'RSA') {
    const inner = octets === undefined ? null : readDer(octets.content);
    requireFitRsa(inner === null ? null : derChildren(inner));
  }
  return privateHalves({ key: der, format: 'der', type: 'pkcs8' }, 'pkcs8');
}

function pkcs1(der: Buffer, children: readonly DerElement[]): KeyHalves {
  requireFitRsa(children);
  return privateHalves({ key: der, format: 'der', type: 'pkcs1' }, 'pkcs1');
}

function sec1(der: Buffer, children: readonly DerElement[]): KeyHalves {
  const parameters = children.find(({ tag }) => tag === DER_TAG.first);
  requireKnownCurve(parameters === undefined ? undefined : (derChildren(parameters) ?? [])[0]);
  return privateHalves({ key: der, format: 'der', type: 'sec1' }, 'sec1');
}

function spki(der: Buffer, [identifier, bits]: readonly DerElement[]): KeyHalves {
  if (requireKnownAlgorithm(identifier) === 'RSA') {
    const inner = readDer(bits?.content.subarray(1) ?? Buffer.alloc(0));
    requireFitRsaPublic(inner === null ? null : derChildren(inner));
  }
  return publicHalves('spki', () => createPublicKey({ key: der, format: 'der', type: 'spki' }));
}

function pkcs1Public(der: Buffer, children: readonly DerElement[]): KeyHalves {
  requireFitRsaPublic(children);
  return publicHalves('pkcs1-public', () => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }));
}

/** A certificate's chain, dates and names are not looked at. */
function certificate(der: Buffer): KeyHalves {
  const whole = readDer(der);
  const body = whole === null ? undefined : (derChildren(whole) ?? [])[0];
  const fields = body === undefined ? [] : (derChildren(body) ?? []);
  // tbsCertificate: [0] version, serial, signature, issuer, validity, subject, subjectPublicKeyInfo; version 1 leaves [0] out.
  const key = fields[fields[0]?.tag === DER_TAG.first ? 6 : 5];
  const [identifier] = key === undefined ? [] : (derChildren(key) ?? []);
  if (key?.tag !== DER_TAG.sequence || identifier?.tag !== DER_TAG.sequence) {
    throw fileRefused('the file is signed DER and no certificate; a request for one holds nobody’s approved key');
  }
  requireKnownAlgorithm(identifier);
  return publicHalves('certificate', () => new X509Certificate(der).publicKey);
}

/** Version, n, e, d, p, q, dP, dQ, qInv. @see RFC 8017 A.1.2 */
function requireFitRsa(children: readonly DerElement[] | null): void {
  const [version, n, e, d, p, q, dp, dq, qi] = (children ?? []).map(derInteger);
  if (!version || !n || !e || !d || !p || !q || !dp || !dq || !qi) throw fileRefused('the RSA key is not complete');
  if (version.length !== 1 || version[0] !== 0) throw keyRefused('RSA keys of more than two primes are not used here');
  requireFitRsaPublic(children?.slice(1) ?? null);
  const why = rsaPrivateProblem({ n, e, d, p, q, dp, dq, qi });
  if (why !== null) throw halvesDiffer(why);
}

function requireFitRsaPublic(children: readonly DerElement[] | null): void {
  const [n, e] = (children ?? []).slice(0, 2).map(derInteger);
  if (!n || !e) throw fileRefused('the RSA key has no modulus and exponent that can be read');
  requireFitPublic({ kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') });
}

function privateHalves(input: Parameters<typeof createPrivateKey>[0], format: KeyFormat): KeyHalves {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(input);
  } catch {
    // The cause could describe the bytes; that they make no key is all there is to say.
    throw fileRefused('the file has the form of a private key, and its numbers make none');
  }
  return { privateKey, publicKey: createPublicKey(privateKey), format };
}

function publicHalves(format: KeyFormat, read: () => KeyObject): KeyHalves {
  try {
    return { privateKey: null, publicKey: read(), format };
  } catch {
    throw fileRefused('the file has the form of a public key, and its numbers make none');
  }
}

function exportPkcs8(privateKey: KeyObject): Buffer {
  try {
    return privateKey.export({ format: 'der', type: 'pkcs8' });
  } catch {
    throw keyRefused(`keys of this kind are not used here: ${privateKey.asymmetricKeyType ?? 'an unknown one'}`);
  }
}

/**
 * OpenSSL and BoringSSL say it in their own words; an unknown cipher is the one case that is no wrong passphrase. One wrong
 * passphrase in 256 leaves padding that looks right: then the garbage behind it is what OpenSSL's decoder does not support.
 */
function decryptionFailed(error: unknown): AppError {
  const { code = '', message = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (/DECODER routines::unsupported/u.test(message)) return passphraseWrong();
  if (!/unsupported|unknown_?\s?(?:cipher|algorithm|digest|prf)|fetch failed/iu.test(`${code} ${message}`))
    return passphraseWrong();
  return fileRefused('the file is encrypted in a way that is not read here');
}

function nameOfTag(tag: number): string {
  for (const name of Object.keys(NAMES) as (keyof typeof NAMES)[]) if (DER_TAG[name] === tag) return NAMES[name];
  return 'x';
}
