import { generateKeyPairSync, hash, type JsonWebKey, type KeyObject, sign } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

/** 12 October 2026, 10:00 UTC: seconds since 1970. */
export const IAT = 1_791_799_200;

/** Distinct tokens as DCM's are. */
export function signTokens(privateKey: KeyObject, count: number): readonly string[] {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = part({ alg: 'RS256', kid: 'k', typ: 'JWT' });
  return Array.from({ length: count }, (_, at) => {
    const claims = {
      iat: IAT,
      exp: IAT + 300,
      jti: `jti-${String(at)}`,
      sub: `officer-${String(at % 97)}@bank.example`,
    };
    const input = `${header}.${part(claims)}`;
    return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
  });
}

/** A line of a log with each of these tokens, `rounds` times. */
export function writeDense(path: string, tokens: readonly string[], rounds = 1): void {
  const lines = writer(path);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, token] of tokens.entries()) {
      lines.write(`2026-10-12T10:01:${String(at % 60).padStart(2, '0')}Z INFO accepted Bearer ${token} in 7 ms\n`);
    }
  }
  lines.end();
}

/** The order of the group of P-256. @see FIPS 186-5, SP 800-186 §3.2.1.3 */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A line of a log with each of so many distinct ES256 tokens, each with a jti, a sub and an address of its own. Gives the public key. */
export function writeMany(path: string, count: number): JsonWebKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signatureOf = fastSigner(privateKey);
  const lines = writer(path);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = part({ alg: 'ES256', kid: 'e', typ: 'JWT' });
  for (let at = 0; at < count; at += 1) {
    const claims = { iat: IAT, exp: IAT + 300, jti: `jti-${String(at)}`, sub: `officer-${String(at)}@bank.example` };
    const input = `${header}.${part(claims)}`;
    const token = `${input}.${signatureOf(input)}`;
    const address = [16, 8, 0].map((bits) => String((at >>> bits) & 255)).join('.');
    lines.write(`2026-10-12T10:01:${String(at % 60).padStart(2, '0')}Z 10.${address} Bearer ${token}\n`);
  }
  lines.end();
  return { ...publicKey.export({ format: 'jwk' }), kid: 'e', alg: 'ES256' };
}

/**
 * Signs ten million texts within minutes: with one nonce for all of them, which gives the private key to everybody. The
 * signatures are good ones, and the key is used for nothing else.
 * @see FIPS 186-5 §6.4.1
 */
function fastSigner(privateKey: KeyObject): (input: string) => string {
  const numberOf = (text = '') => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
  const nonce = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const r = numberOf(nonce.x) % ORDER;
  const inverse = power(numberOf(nonce.d), ORDER - 2n);
  const product = (r * numberOf(privateKey.export({ format: 'jwk' }).d)) % ORDER;
  const hex = (value: bigint) => value.toString(16).padStart(64, '0');
  return (input) => {
    const s = (inverse * (BigInt(`0x${hash('sha256', input, 'hex')}`) + product)) % ORDER;
    return Buffer.from(hex(r) + hex(s), 'hex').toString('base64url');
  };
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % ORDER;
    square = (square * square) % ORDER;
  }
  return result;
}

const WORDS = ['GET /api/v1/accounts/', 'keyJournal', 'heyJude', 'surveyJSON', 'session=', 'cache hit', 'status=200'];
const MORE_WORDS = [
  'eyJhbGciOi',
  'eyJ',
  'trace=eyJ0b3BpY',
  'type=',
  'called',
  'failed',
  'e-mail',
  'took 17 ms',
  'WARN',
];

/** A log of about `bytes` octets with these tokens spread over it, and many beginnings that are none. */
export function writeSparse(path: string, bytes: number, tokens: readonly string[]): void {
  const lines = writer(path);
  const words = [...WORDS, ...MORE_WORDS];
  let seed = 1;
  const next = (most: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return seed % most;
  };
  const every = bytes / tokens.length;
  for (let used = 0; lines.length() < bytes;) {
    const text = Array.from({ length: 12 }, () => `${words[next(words.length)] ?? ''} ${next(1e9).toString(36)}`).join(
      ' ',
    );
    const isTurn = lines.length() > every * used && used < tokens.length;
    lines.write(`2026-10-12T10:01:00Z host ${text}${isTurn ? ` ${tokens[used] ?? ''}` : ''}\n`);
    if (isTurn) used += 1;
  }
  lines.end();
}

function writer(path: string): { write(line: string): void; length(): number; end(): void } {
  const file = openSync(path, 'w');
  let [held, length] = ['', 0];
  const flush = () => {
    writeSync(file, held);
    held = '';
  };
  return {
    write(line) {
      held += line;
      length += line.length;
      if (held.length > 4_000_000) flush();
    },
    length: () => length,
    end() {
      flush();
      closeSync(file);
    },
  };
}
