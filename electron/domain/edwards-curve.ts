const P = 2n ** 255n - 19n;
/** −121665/121666 modulo P. */
const D = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;
const ROOT_OF_MINUS_ONE = 0x2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0n;

/** What is wrong with 32 octets that should be an Ed25519 public key. */
export type EdwardsProblem = 'OKP_NOT_CANONICAL' | 'OKP_POINT' | 'OKP_SMALL_ORDER';

/**
 * Judges an Ed25519 public key: its encoding is the only one of its point, the point is on the curve, and eight times
 * it is not the identity. With a key of small order one fixed signature fits every message. `null`: none of these.
 * @see RFC 8032 §5.1.3
 */
export function edwardsProblem(octets: Buffer): EdwardsProblem | null {
  const encoded = integerOfLittleEndian(octets);
  const y = encoded & (2n ** 255n - 1n);
  if (y >= P) return 'OKP_NOT_CANONICAL';
  const x = xOf(y);
  if (x === null) return 'OKP_POINT';
  if (isSmallOrder(x, y)) return 'OKP_SMALL_ORDER';
  return null;
}

/** One of the two x with −x² + y² = 1 + d·x²·y², or `null`. The sign does not matter here. */
function xOf(y: bigint): bigint | null {
  const square = mod((y * y - 1n) * power(mod(D * y * y + 1n), P - 2n));
  const root = power(square, (P + 3n) / 8n);
  for (const candidate of [root, mod(root * ROOT_OF_MINUS_ONE)]) {
    if (mod(candidate * candidate - square) === 0n) return candidate;
  }
  return null;
}

function isSmallOrder(startX: bigint, startY: bigint): boolean {
  let [x, y, z] = [startX, startY, 1n];
  for (let doubling = 0; doubling < 3; doubling += 1) {
    // Bernstein et al., "Twisted Edwards curves", §6, doubling in projective coordinates with a = −1.
    const b = mod((x + y) * (x + y));
    const [c, d] = [mod(x * x), mod(y * y)];
    const f = mod(d - c);
    const j = mod(f - 2n * mod(z * z));
    [x, y, z] = [mod((b - c - d) * j), mod(f * mod(-c - d)), mod(f * j)];
  }
  return x === 0n && mod(y - z) === 0n;
}

function mod(value: bigint): bigint {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square, rest] = [1n, mod(base), exponent];
  while (rest > 0n) {
    if ((rest & 1n) === 1n) result = mod(result * square);
    square = mod(square * square);
    rest >>= 1n;
  }
  return result;
}

function integerOfLittleEndian(octets: Buffer): bigint {
  return BigInt(`0x${Buffer.from(octets).reverse().toString('hex')}`);
}
