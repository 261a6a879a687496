import { checkPrimeSync, generatePrimeSync } from 'node:crypto';
import { modulusProblem } from '../../electron/domain/rsa-modulus.ts';

export type RsaMember = 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi';
export type RsaNumbers = Readonly<Record<RsaMember, bigint>>;

/** All numbers of an RSA key with these primes. Where the exponent has no inverse, a private one is made up. */
export function rsaOf(p: bigint, q: bigint, e = 65_537n): RsaNumbers {
  const d = inverse(e, (p - 1n) * (q - 1n)) ?? 12_345_678_901n;
  return { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) ?? 1n };
}

export function rsaJwkText(numbers: RsaNumbers, more: Readonly<Record<string, unknown>> = {}): string {
  const members = Object.entries(numbers).map(([name, value]) => [name, octetsOf(value).toString('base64url')]);
  return JSON.stringify({ kty: 'RSA', ...Object.fromEntries(members), ...more });
}

/** RFC 8017 A.1.2 */
export function rsaPkcs1({ n, e, d, p, q, dp, dq, qi }: RsaNumbers): Buffer {
  const integers = [0n, n, e, d, p, q, dp, dq, qi].map((value) => {
    const octets = octetsOf(value);
    return element(0x02, (octets[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), octets]) : octets);
  });
  return element(0x30, Buffer.concat(integers));
}

export const primeOf = (bits: number): bigint => generatePrimeSync(bits, { bigint: true });

/** The next prime after another: so close that its product falls to Fermat. */
export function nextPrime(after: bigint): bigint {
  for (let candidate = after + 2n; ; candidate += 2n) if (checkPrimeSync(candidate)) return candidate;
}

/** Factors of the form k·M + (65537^a mod M), as Infineon made them. */
export function rocaNumbers(): RsaNumbers {
  const primorial = [...Array(1000).keys()]
    .filter((n) => n > 1 && checkPrimeSync(BigInt(n)))
    .slice(0, 126)
    .map(BigInt)
    .reduce((a, b) => a * b);
  const factor = (start: bigint, a: bigint) => {
    for (let k = start; ; k += 1n) {
      const candidate = k * primorial + powerOf(65_537n, a, primorial);
      if (modulusProblem(candidate) === 'RSA_ROCA') return candidate;
    }
  };
  const start = 2n ** 1024n / primorial;
  return rsaOf(factor(start - 2n ** 40n, 1234n), factor(start - 2n ** 43n, 98_765n));
}

export function element(tag: number, content: Buffer): Buffer {
  const length = octetsOf(BigInt(content.length));
  const head =
    content.length < 0x80 ? Buffer.of(content.length) : Buffer.concat([Buffer.of(0x80 + length.length), length]);
  return Buffer.concat([Buffer.of(tag), head, content]);
}

function octetsOf(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

function powerOf(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function inverse(value: bigint, modulus: bigint): bigint | null {
  let [r, next, s, t] = [modulus, value % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [s, t] = [t, s - quotient * t];
  }
  return r === 1n ? ((s % modulus) + modulus) % modulus : null;
}
