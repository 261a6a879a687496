import { createHash, generateKeyPairSync, generatePrimeSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judgeJwk, jwkProblems } from '../../electron/domain/jwk-policy.ts';
import { publicJwkFromKey } from '../../electron/domain/jwk.ts';
import { modulusProblem, moduliWithSharedPrime, sharesPrimeWith } from '../../electron/domain/rsa-modulus.ts';
import { makeKey, ownTimeMs } from './tokens.ts';

const codesOf = (jwk: unknown) => jwkProblems(jwk).map(({ code }) => code);
const octets = (value: bigint) => {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
};
const text = (value: bigint) => octets(value).toString('base64url');
const rsa = makeKey('RS256', 'k').jwk;
const ec = makeKey('ES256', 'k').jwk;
const ed = makeKey('EdDSA', 'k').jwk;

/** A modulus of exactly so many bits without any small factor: what matters is only its size. */
function modulusOf(bits: number): bigint {
  return generatePrimeSync(bits, { bigint: true });
}

describe('RSA keys', () => {
  it.each([512, 1024, 2047])('refuses %d bits', (bits) => {
    expect(codesOf({ ...rsa, n: text(modulusOf(bits)) })).toEqual(['RSA_TOO_SHORT']);
  });

  it('takes 2048 bits, refuses 8193 and 16384, quickly', () => {
    expect(judgeJwk(rsa).ok).toBe(true);
    for (const bits of [8193n, 16_384n]) {
      const jwk = { ...rsa, n: text(2n ** (bits - 1n) + 1n) };
      expect(codesOf(jwk)).toEqual(['RSA_TOO_LONG']);
      expect(ownTimeMs(() => codesOf(jwk), 200)).toBeLessThan(200);
    }
  });

  it.each([
    [0n, 'MEMBER_NOT_BASE64URL'],
    [1n, 'RSA_EXPONENT'],
    [3n, 'RSA_EXPONENT'],
    [4n, 'RSA_EXPONENT'],
    [65_536n, 'RSA_EXPONENT'],
    [65_535n, 'RSA_EXPONENT'],
    [65_538n, 'RSA_EXPONENT'],
    [2n ** 32n + 1n, 'RSA_EXPONENT'],
    [2n ** 2000n + 1n, 'RSA_EXPONENT'],
  ])('refuses the exponent %d', (e, code) => {
    const found = codesOf({ ...rsa, e: text(e) });
    expect(found).toEqual([e === 0n ? 'RSA_LEADING_ZERO' : code]);
  });

  it('takes the edges of the exponent', () => {
    expect(codesOf({ ...rsa, e: text(65_537n) })).toEqual([]);
    expect(codesOf({ ...rsa, e: text(2n ** 32n - 1n) })).toEqual([]);
  });

  it('refuses an even modulus, a leading zero octet, a small factor, close primes', () => {
    const n = Buffer.from(rsa.n ?? '', 'base64url');
    const modulus = BigInt(`0x${n.toString('hex')}`);
    expect(codesOf({ ...rsa, n: text(modulus - 1n) })).toEqual(['RSA_MODULUS_EVEN']);
    expect(codesOf({ ...rsa, n: Buffer.concat([Buffer.alloc(1), n]).toString('base64url') })).toEqual([
      'RSA_LEADING_ZERO',
    ]);
    expect(modulusProblem(65_521n * modulusOf(2040))).toBe('RSA_SMALL_FACTOR');
    const p = modulusOf(1024);
    expect(modulusProblem(p * p)).toBe('RSA_CLOSE_PRIMES');
    const near = nextPrime(p);
    expect(modulusProblem(p * near)).toBe('RSA_CLOSE_PRIMES');
    expect(modulusProblem(p * modulusOf(1024))).toBeNull();
  });

  it('refuses a modulus with the fingerprint of ROCA', () => {
    // Made as Infineon made them: factors of the form k·M + (65537^a mod M).
    const primorial = [...Array(1000).keys()]
      .filter((n) => n > 1 && isSmallPrime(n))
      .slice(0, 126)
      .map(BigInt)
      .reduce((a, b) => a * b);
    const factor = (start: bigint, a: bigint) => {
      // Such a number is its own fingerprint; one without small factors is found within a few steps.
      for (let k = start; ; k += 1n) {
        const candidate = k * primorial + powerOf(65_537n, a, primorial);
        if (modulusProblem(candidate) === 'RSA_ROCA') return candidate;
      }
    };
    const start = 2n ** 1023n / primorial;
    const [p, q] = [factor(start + 9n, 1234n), factor(start + 2n ** 40n, 98_765n)];
    expect(modulusProblem(p * q)).toBe('RSA_ROCA');
    expect(modulusProblem(p * modulusOf(1024))).toBeNull();
  });

  it('finds two moduli that share a prime, and no others', () => {
    const [p, q, r, s, t] = Array.from({ length: 5 }, () => modulusOf(512)) as [bigint, bigint, bigint, bigint, bigint];
    expect(moduliWithSharedPrime([p * q, r * s, q * t, r * s])).toEqual(new Set([p * q, q * t]));
    expect(sharesPrimeWith(p * q, [r * s, q * t])).toBe(true);
    expect(sharesPrimeWith(p * q, [r * p, q * t])).toBe(true);
    expect(sharesPrimeWith(p * q, [r * s, p * q, s * t])).toBe(false);
  });

  it('has no false alarm for fifty fresh keys', { timeout: 120_000 }, () => {
    for (let made = 0; made < 50; made += 1) {
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      expect(codesOf(publicJwkFromKey(publicKey, { kid: 'k', alg: 'RS256' }))).toEqual([]);
    }
  });
});

describe('EC keys', () => {
  const x = Buffer.from(ec.x ?? '', 'base64url');
  it('refuses coordinates of 31 and 33 octets, points off the curve and foreign curves', () => {
    expect(codesOf({ ...ec, x: x.subarray(1).toString('base64url') })).toEqual(['EC_COORDINATE_SIZE']);
    expect(codesOf({ ...ec, x: Buffer.concat([Buffer.alloc(1), x]).toString('base64url') })).toEqual([
      'EC_COORDINATE_SIZE',
    ]);
    expect(codesOf({ ...ec, x: createHash('sha256').digest('base64url') })).toEqual(['EC_POINT']);
    expect(codesOf({ ...ec, y: Buffer.alloc(32, 255).toString('base64url') })).toEqual(['EC_POINT']);
    expect(codesOf({ ...ec, crv: 'secp256k1', alg: 'ES256' })).toEqual(['CRV_NOT_ALLOWED']);
    expect(codesOf({ ...ec, alg: 'ES512' })).toEqual(['ALG_OF_OTHER_KEY']);
  });

  it.each(['ES256', 'ES384', 'ES512', 'EdDSA'] as const)('takes fifty fresh keys for %s', (alg) => {
    for (let made = 0; made < 50; made += 1) expect(judgeJwk(makeKey(alg, 'k').jwk).ok).toBe(true);
  });
});

describe('Ed25519 keys', () => {
  it('refuses other sizes, p + 1, octets that are no point, and the X25519 curve', () => {
    const p = 2n ** 255n - 19n;
    const little = (value: bigint) =>
      Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse().toString('base64url');
    expect(codesOf({ ...ed, x: Buffer.alloc(31).toString('base64url') })).toEqual(['OKP_SIZE']);
    expect(codesOf({ ...ed, x: little(p + 1n) })).toEqual(['OKP_NOT_CANONICAL']);
    expect(codesOf({ ...ed, x: little(p) })).toEqual(['OKP_NOT_CANONICAL']);
    expect(codesOf({ ...ed, x: little(2n) })).toEqual(['OKP_POINT']);
    expect(codesOf({ ...ed, crv: 'X25519', alg: undefined })).toEqual(['CRV_NOT_ALLOWED']);
  });
});

describe('what a key says of itself', () => {
  it.each([
    ['a private member', { ...rsa, d: 'AQAB' }, ['PRIVATE_MEMBER']],
    ['a symmetric key', { kty: 'oct', k: 'AAAA' }, ['SYMMETRIC_KEY']],
    ['another type', { kty: 'AKP', pub: 'AA' }, ['KTY_NOT_ALLOWED']],
    ['a prototype as type', { kty: '__proto__' }, ['KTY_NOT_ALLOWED']],
    ['use enc', { ...rsa, use: 'enc' }, ['USE_NOT_SIG']],
    ['key_ops without verify', { ...rsa, key_ops: ['sign'] }, ['KEY_OPS_NOT_VERIFY']],
    ['key_ops twice', { ...rsa, key_ops: ['verify', 'verify'] }, ['KEY_OPS_NOT_VERIFY']],
    ['key_ops that is text', { ...rsa, key_ops: 'verify' }, ['KEY_OPS_NOT_VERIFY']],
    ['alg of an unknown name', { ...ec, alg: 'ES521' }, ['ALG_NOT_ALLOWED']],
    ['a kid that is a number', { ...rsa, kid: 1 }, ['KID_NOT_TEXT']],
    ['padding in n', { ...rsa, n: `${rsa.n ?? ''}==` }, ['MEMBER_NOT_BASE64URL']],
    ['no n', { ...rsa, n: undefined }, ['MEMBER_MISSING']],
    ['null', null, ['NOT_AN_OBJECT']],
    ['a list', [], ['NOT_AN_OBJECT']],
  ])('refuses %s', (_name, jwk, codes) => {
    expect(codesOf(jwk)).toEqual(codes);
    expect(judgeJwk(jwk).ok).toBe(false);
  });
});

function nextPrime(p: bigint): bigint {
  for (let candidate = p + 2n; ; candidate += 2n) if (powerOf(2n, candidate - 1n, candidate) === 1n) return candidate;
}

function powerOf(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square, rest] = [1n, base % modulus, exponent];
  for (; rest > 0n; rest >>= 1n, square = (square * square) % modulus)
    if (rest & 1n) result = (result * square) % modulus;
  return result;
}

function isSmallPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) return false;
  return true;
}
