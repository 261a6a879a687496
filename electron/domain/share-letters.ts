/**
 * How octets become text that people copy by hand and a QR code holds in its alphanumeric mode: Crockford's 32 letters and
 * digits (no I, L, O, U), four of them and a check character in each group. Runs in a browser too: nothing of Node.
 */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Characters that carry data in one group; the one behind them is the check. */
const DATA = 4;
const GROUP = DATA + 1;
const BITS = 5;

/** What is often written for another character reads as that one. Nothing else is forgiven. */
const READ_AS: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** Writes octets as groups. Their bits must fill the groups: a multiple of 20. */
export function groupsOf(octets: Uint8Array): string[] {
  const values = regroup(octets, 8, BITS);
  const groups: string[] = [];
  for (let at = 0; at < values.length; at += DATA) {
    const data = values.slice(at, at + DATA);
    groups.push([...data, checkOf(data, groups.length)].map((value) => LETTERS[value]).join(''));
  }
  return groups;
}

/** Upper case, without the white space and the dashes that people put between groups. */
export function lettersIn(text: string): string {
  return asRead(text).replace(/[\s\p{Pd}]/gu, '');
}

/** Upper case, and what is often written for another character as that one. */
export function asRead(text: string): string {
  return text.toUpperCase().replace(/[OIL]/gu, (letter) => READ_AS[letter] ?? letter);
}

/** Which groups (counted from 1) are not as they were written, and the octets of all; a damaged group gives zeros. */
export function readGroups(letters: string): { readonly octets: Uint8Array; readonly damaged: readonly number[] } {
  const values: number[] = [];
  const damaged: number[] = [];
  for (let at = 0, index = 0; at < letters.length; at += GROUP, index += 1) {
    const group = [...letters.slice(at, at + GROUP)].map((letter) => LETTERS.indexOf(letter));
    const data = group.slice(0, DATA);
    const isWhole = group.length === GROUP && !group.includes(-1) && checkOf(data, index) === group[DATA];
    if (!isWhole) damaged.push(index + 1);
    values.push(...(isWhole ? data : new Array<number>(DATA).fill(0)));
  }
  return { octets: Uint8Array.from(regroup(values, BITS, 8)), damaged };
}

/**
 * Where five letters could stand in a share: the number of the group (from 1) that their check character tells, 32 at most.
 * `null` for what is no group. One in 32 of any five letters tells a given number by chance.
 */
export function numberOfGroup(letters: string): number | null {
  const values = [...letters].map((letter) => LETTERS.indexOf(letter));
  if (values.length !== GROUP || values.includes(-1)) return null;
  return (((checkOf(values.slice(0, DATA), -1) ^ (values[DATA] ?? 0)) + 31) % 32) + 1;
}

/**
 * Every character of a group has a weight of its own in GF(32), the check too (1), and every group adds its number: so each
 * single changed character, each two that changed places, and a group that stands in another's place are found for certain.
 */
function checkOf(data: readonly number[], index: number): number {
  return data.reduce((sum, value, at) => sum ^ timesPowerOfTwo(value, at + 1), (index + 1) % 32);
}

/** value · 2^power in GF(32) with the polynomial x^5 + x^2 + 1. */
function timesPowerOfTwo(value: number, power: number): number {
  let product = value;
  for (let step = 0; step < power; step += 1) {
    product <<= 1;
    if (product >= 32) product ^= 0b100101;
  }
  return product;
}

/** The same bits in pieces of another size; bits that fill no piece are left out. */
function regroup(pieces: Iterable<number>, from: number, to: number): number[] {
  const regrouped: number[] = [];
  let [held, bits] = [0, 0];
  for (const piece of pieces) {
    held = ((held << from) | piece) & 0xfff;
    bits += from;
    while (bits >= to) {
      bits -= to;
      regrouped.push((held >> bits) & ((1 << to) - 1));
    }
  }
  return regrouped;
}
