/** The characters that a QR code holds in 5.5 bits each, by their value. @see RFC 9285 §4.2 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Base45 of octets: three characters for two of them. @see RFC 9285 §4 */
export function toBase45(octets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < octets.length; at += 2) {
    const [high = 0, low] = octets.subarray(at, at + 2);
    text += low === undefined ? lettersOf(high, 2) : lettersOf(high * 256 + low, 3);
  }
  return text;
}

/** The octets; `null`: it is no Base45, a group that stands for no two octets included. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null;
  const octets: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const values = [...text.slice(at, at + 3)].map((letter) => ALPHABET.indexOf(letter));
    if (values.includes(-1)) return null;
    const sum = values.reduce((total, value, place) => total + value * 45 ** place, 0);
    if (sum >= (values.length === 2 ? 256 : 65_536)) return null;
    octets.push(...(values.length === 2 ? [sum] : [sum >> 8, sum & 0xff]));
  }
  return Uint8Array.from(octets);
}

function lettersOf(value: number, count: number): string {
  return Array.from({ length: count }, (_, place) => ALPHABET[Math.floor(value / 45 ** place) % 45]).join('');
}
