import { keys } from './attack-ground.ts';
import { GOOD_CLAIMS, part, signed, tokenOf } from './tokens.ts';

const ALPHABET = [...'ABCDEFGHabcdefgh0123456789-_.=+/ {}[]":,\\\n\0\u00e9\u200b\ud800\uff21'];
const HEADERS = ['alg', 'kid', 'typ', 'crit', 'b64', 'jwk', 'x5c', '__proto__', 'toString'];
const CLAIMS = ['exp', 'iat', 'aud', 'flow'];
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'none',
  'RS256',
  [],
  [[]],
  {},
  { a: { b: 1 } },
  '\ud800',
  '\u0000',
  'x'.repeat(300),
];

/** A genuine token, and what became of it; now and then they are equal. */
export interface Mutant {
  readonly original: string;
  readonly token: string;
}

/** Changes genuine tokens of the attack ground at random: the same changes on every run, whatever the keys. */
export function* mutants(count: number): Generator<Mutant> {
  const random = seeded(20_261_012);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const originals = keys.map((key) => signed(key, {}, GOOD_CLAIMS));
  for (let made = 0; made < count; made += 1) {
    const original = pick(originals);
    yield { original, token: mutate(original, random, pick) };
  }
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function mutate(token: string, random: () => number, pick: <T>(list: readonly T[]) => T): string {
  const at = Math.floor(random() * token.length);
  const kind = Math.floor(random() * 7);
  if (kind === 0) return token.slice(0, at) + pick(ALPHABET) + token.slice(at + 1);
  if (kind === 1) return token.slice(0, at) + token.slice(at + 1 + Math.floor(random() * 9));
  if (kind === 2) return token.slice(0, at) + pick(ALPHABET).repeat(1 + Math.floor(random() * 40)) + token.slice(at);
  const [header = '', payload = '', signature = ''] = token.split('.');
  if (kind === 3) {
    const octets = Buffer.from(signature, 'base64url');
    octets[Math.floor(random() * octets.length)] = Math.floor(random() * 256);
    return `${header}.${payload}.${octets.toString('base64url')}`;
  }
  const members = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
  if (kind === 4) return `${part({ ...members, [pick(HEADERS)]: pick(VALUES) })}.${payload}.${signature}`;
  if (kind === 5) return `${header}.${part({ ...GOOD_CLAIMS, [pick(CLAIMS)]: pick(VALUES) })}.${signature}`;
  const nested = '['.repeat(Math.floor(random() * 3000));
  return tokenOf(JSON.stringify({ ...members, pad: 1 }), nested, signature.slice(0, 20));
}
