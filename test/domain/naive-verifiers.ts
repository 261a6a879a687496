import { createHmac, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import type { TestKey } from './tokens.ts';

/**
 * Verifiers with one well-known fault each, as they have stood in real programs. They are the planted faults of the
 * corpus: an attack counts only if one of them falls for it. Nothing of the product takes part.
 */
export type Naive = (token: string) => boolean;

export interface Read {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly input: string;
  readonly signature: Buffer;
}

/** Splits and decodes as leniently as the runtime does: foreign letters are skipped, the last of two members stays. */
export function readNaively(token: string): Read {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const object = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Read['header'];
  return {
    header: object(header),
    claims: object(payload),
    input: `${header}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** Verifies by the algorithm that the header names; ECDSA in the form that is given, PSS with any salt. */
export function fitsNaively(
  { input, signature }: Read,
  alg: string,
  key: KeyObject,
  dsaEncoding: 'der' | 'ieee-p1363' = 'ieee-p1363',
): boolean {
  if (alg.startsWith('Ed')) return verify(null, Buffer.from(input), key, signature);
  const hash = `sha${alg.slice(2)}`;
  const options = alg.startsWith('PS') ? { key, padding: 6 } : alg.startsWith('ES') ? { key, dsaEncoding } : { key };
  return verify(hash, Buffer.from(input), options, signature);
}

const importKey = (jwk: unknown): KeyObject => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });

/** The verifiers over one set of keys, which they find by `kid` unless that is their fault. */
export function naiveVerifiers(keys: readonly TestKey[]) {
  const publicKeys = keys.map(({ jwk }) => ({ kid: jwk.kid ?? '', alg: jwk.alg ?? '', key: importKey(jwk) }));
  const byKid = (kid: unknown) => publicKeys.find((one) => one.kid === kid);
  const plain = (read: Read, kid: unknown = read.header['kid']): boolean => {
    const found = byKid(kid);
    return found !== undefined && fitsNaively(read, found.alg, found.key);
  };
  const kidAs =
    (change: (kid: string) => string): Naive =>
    (token) => {
      const read = readNaively(token);
      return plain(read, change(String(read.header['kid'])));
    };
  const algAs =
    (change: (alg: string) => string): Naive =>
    (token) => {
      const read = readNaively(token);
      const alg = change(String(read.header['alg']));
      const found = byKid(read.header['kid']);
      return found !== undefined && found.alg === alg && fitsNaively(read, alg, found.key);
    };
  /** HMAC with whatever a programme took for the secret. */
  const hmacWith =
    (secretOf: (read: Read) => string | Buffer): Naive =>
    (token) => {
      const read = readNaively(token);
      const hash = `sha${String(read.header['alg']).slice(2)}`;
      return createHmac(hash, secretOf(read)).update(read.input).digest().equals(read.signature);
    };
  /** A good signature, and then the faulty look at what was signed. */
  const andThen =
    (isFine: (read: Read) => boolean): Naive =>
    (token) => {
      const read = readNaively(token);
      return plain(read) && isFine(read);
    };
  return {
    lenient: (token: string) => plain(readNaively(token)),
    decodesOnly: (token: string) => typeof readNaively(token).claims === 'object',
    noneAllowed: (token: string) => /^\s*none/iu.test(String(readNaively(token).header['alg']).normalize('NFKC')),
    unsignedAllowed: (token: string) => readNaively(token).signature.length === 0,
    triesAll(token: string) {
      const read = readNaively(token);
      return publicKeys.some(({ alg, key }) => fitsNaively(read, alg, key));
    },
    algOfHeader(token: string) {
      const read = readNaively(token);
      const key = byKid(read.header['kid'])?.key;
      return key !== undefined && fitsNaively(read, String(read.header['alg']), key);
    },
    anySaltOrDer(token: string) {
      const read = readNaively(token);
      const found = byKid(read.header['kid']);
      return found !== undefined && fitsNaively(read, found.alg, found.key, 'der');
    },
    keyOfToken(token: string) {
      const read = readNaively(token);
      return fitsNaively(read, String(read.header['alg']), importKey(read.header['jwk']));
    },
    /** Fetches what the header points to; the "network" is a map. */
    fetching:
      (member: string, network: ReadonlyMap<string, TestKey>): Naive =>
      (token) => {
        const read = readNaively(token);
        const key = network.get(String(read.header[member]));
        return key !== undefined && fitsNaively(read, String(read.header['alg']), importKey(key.jwk));
      },
    /** Takes the first "certificate" for a key; a bare SPKI stands for one here. */
    keyOfCertificate(token: string) {
      const read = readNaively(token);
      const [first = ''] = read.header['x5c'] as readonly string[];
      const key = createPublicKey({ key: Buffer.from(first, 'base64'), format: 'der', type: 'spki' });
      return fitsNaively(read, String(read.header['alg']), key);
    },
    /** ECDSA from the textbook, without asking whether r and s lie within 1 and n − 1 (CVE-2022-21449). */
    psychic: (order: bigint): Naive => {
      return (token) => {
        const { signature } = readNaively(token);
        const half = signature.length / 2;
        const [r, s] = [signature.subarray(0, half), signature.subarray(half)].map(
          (octets) => BigInt(`0x${octets.toString('hex')}`) % order,
        );
        // The inverse of 0 comes out as 0, so both multiples are 0 and their sum is the point at infinity, written (0, 0).
        return r === 0n && s === 0n;
      };
    },
    /** Takes the compact form apart at the first two dots, or opens the JSON form. */
    shapeless(token: string) {
      const json = token.startsWith('{') ? (JSON.parse(token) as Record<string, string>) : null;
      const [header = '', payload = '', signature = ''] = token.split('.');
      const compact =
        json === null
          ? `${header}.${payload}.${signature}`
          : `${json['protected'] ?? ''}.${json['payload'] ?? ''}.${json['signature'] ?? ''}`;
      return plain(readNaively(compact));
    },
    kidAs,
    algAs,
    hmacWith,
    andThen,
  };
}
