import { checkPrimeSync } from 'node:crypto';
import { integerOf } from './rsa-modulus.ts';

/** The numbers of an RSA private key, big-endian. They belong to the caller, who zeroes them. */
export interface RsaPrivateNumbers {
  readonly n: Buffer;
  readonly e: Buffer;
  readonly d: Buffer;
  readonly p: Buffer;
  readonly q: Buffer;
  readonly dp: Buffer;
  readonly dq: Buffer;
  readonly qi: Buffer;
}

/**
 * Says how the private numbers of an RSA key fail to fit its public ones; `null` where all of them fit. A signature
 * that verifies is no proof of that: libraries fall back from one half of the numbers to the other in silence.
 * The public half is judged elsewhere, and first: sizes are bounded by then.
 * @see RFC 8017 §3.2
 */
export function rsaPrivateProblem(numbers: RsaPrivateNumbers): string | null {
  const [n, e, d] = [integerOf(numbers.n), integerOf(numbers.e), integerOf(numbers.d)];
  const [p, q] = [integerOf(numbers.p), integerOf(numbers.q)];
  if (p * q !== n) return 'its two primes do not make its modulus';
  if (p < 3n || q < 3n || p === q) return 'its two primes are not two primes';
  if (!checkPrimeSync(p) || !checkPrimeSync(q)) return 'its two primes are not two primes';
  if (d <= 1n || d >= n || (e * d) % (p - 1n) !== 1n || (e * d) % (q - 1n) !== 1n)
    return 'its private exponent does not fit its public one';
  const isFit =
    integerOf(numbers.dp) === d % (p - 1n) &&
    integerOf(numbers.dq) === d % (q - 1n) &&
    (integerOf(numbers.qi) * q) % p === 1n;
  return isFit ? null : 'the numbers that speed it up do not fit the rest';
}
