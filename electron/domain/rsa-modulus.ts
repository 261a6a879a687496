/** What is wrong with an RSA modulus that has the right size. */
export type ModulusProblem = 'RSA_MODULUS_EVEN' | 'RSA_SMALL_FACTOR' | 'RSA_ROCA' | 'RSA_CLOSE_PRIMES';

const SIEVE_LIMIT = 65_536;
const FERMAT_STEPS = 100n;

/**
 * Looks for the weaknesses that a public modulus shows by itself: even, a prime factor below 2^16, the fingerprint of
 * Infineon's generator, two primes so close that a few of Fermat's steps part them. `null`: none of these.
 * @see CVE-2017-15361 (ROCA), CVE-2022-26320 (close primes)
 */
export function modulusProblem(n: bigint): ModulusProblem | null {
  if (n % 2n === 0n) return 'RSA_MODULUS_EVEN';
  if (greatestCommonDivisor(n, smallPrimes().product % n) !== 1n) return 'RSA_SMALL_FACTOR';
  if (hasRocaFingerprint(n)) return 'RSA_ROCA';
  return hasClosePrimes(n) ? 'RSA_CLOSE_PRIMES' : null;
}

/**
 * Finds the moduli that share a prime with another one of the list. Equal moduli are one key and do not count.
 * Both of such a pair are broken: the shared prime is their greatest common divisor.
 * @see Heninger et al., "Mining Your Ps and Qs" (2012) §3.3
 */
export function moduliWithSharedPrime(moduli: readonly bigint[]): ReadonlySet<bigint> {
  const distinct = [...new Set(moduli)];
  // One product and one division each, and not every pair: a set of 100 keys has 4,950 pairs.
  const product = productOf(distinct);
  return new Set(distinct.filter((n) => greatestCommonDivisor(n, (product / n) % n) !== 1n));
}

/**
 * Whether a modulus shares a prime with one of the others. Its equal is the same key and does not count.
 * @see Heninger et al., "Mining Your Ps and Qs" (2012) §3.3
 */
export function sharesPrimeWith(modulus: bigint, others: Iterable<bigint>): boolean {
  // Never larger than the modulus: with thousands of others the product itself would be what takes long.
  let product = 1n;
  for (const other of others) if (other !== modulus) product = (product * other) % modulus;
  return greatestCommonDivisor(modulus, product) !== 1n;
}

/** An unsigned integer from its big-endian octets. */
export function integerOf(octets: Buffer): bigint {
  return octets.length === 0 ? 0n : BigInt(`0x${octets.toString('hex')}`);
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

interface SmallPrimes {
  readonly product: bigint;
  readonly roca: readonly { readonly prime: bigint; readonly residues: ReadonlySet<number> }[];
}

let known: SmallPrimes | null = null;

/** Worked out on first use and kept: the product of all primes below 2^16 has 94,000 bits. */
function smallPrimes(): SmallPrimes {
  if (known !== null) return known;
  const primes = sieve(SIEVE_LIMIT);
  const roca = primes.filter((prime) => prime > 2 && prime <= 167);
  known = {
    product: productOf(primes.map(BigInt)),
    roca: roca.map((prime) => ({ prime: BigInt(prime), residues: powersOf(65_537 % prime, prime) })),
  };
  return known;
}

function sieve(limit: number): number[] {
  const composite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let candidate = 2; candidate < limit; candidate += 1) {
    if (composite[candidate] === 1) continue;
    primes.push(candidate);
    for (let multiple = candidate * candidate; multiple < limit; multiple += candidate) composite[multiple] = 1;
  }
  return primes;
}

function productOf(factors: readonly bigint[]): bigint {
  if (factors.length <= 2) return factors.reduce((product, factor) => product * factor, 1n);
  const middle = factors.length >> 1;
  return productOf(factors.slice(0, middle)) * productOf(factors.slice(middle));
}

function powersOf(base: number, prime: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * base) % prime) powers.add(power);
  return powers;
}

/** Infineon's primes are 65537^a modulo a primorial, so the modulus is a power of 65537 modulo every small prime. */
function hasRocaFingerprint(n: bigint): boolean {
  return smallPrimes().roca.every(({ prime, residues }) => residues.has(Number(n % prime)));
}

function hasClosePrimes(n: bigint): boolean {
  const root = squareRoot(n);
  const first = root * root === n ? root : root + 1n;
  for (let a = first; a < first + FERMAT_STEPS; a += 1n) {
    const rest = a * a - n;
    // A square ends, modulo 16, in 0, 1, 4 or 9: the cheap test first.
    const end = rest & 15n;
    if (end !== 0n && end !== 1n && end !== 4n && end !== 9n) continue;
    const half = squareRoot(rest);
    if (half * half === rest) return true;
  }
  return false;
}

/** The integer square root, by Newton's method. */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt((value.toString(16).length * 4 + 1) >> 1);
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}
