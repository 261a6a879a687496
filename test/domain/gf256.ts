/** A second implementation of Shamir over GF(256) with x^8 + x^4 + x^3 + x + 1, by shifting: no tables, no code of ours or the library's. */
export function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    if ((b >> bit) & 1) product ^= a << bit;
  }
  for (let bit = 14; bit >= 8; bit -= 1) {
    if ((product >> bit) & 1) product ^= 0x11b << (bit - 8);
  }
  return product;
}

/** a^254, the inverse by Fermat. */
function inverse(a: number): number {
  let power = 1;
  for (let step = 0; step < 254; step += 1) power = multiply(power, a);
  return power;
}

/** The value at 0 of the polynomial through the points. */
export function atZero(points: readonly { readonly x: number; readonly y: number }[]): number {
  return points.reduce((sum, { x, y }) => {
    const others = points.filter((other) => other.x !== x);
    return sum ^ others.reduce((term, other) => multiply(term, multiply(other.x, inverse(other.x ^ x))), y);
  }, 0);
}
