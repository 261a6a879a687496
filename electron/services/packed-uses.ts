import {
  FLAG,
  HIT,
  HIT_TIMES,
  HIT_WORDS,
  type PackedHits,
  type Ruling,
  TOKEN,
  TOKEN_TEXTS,
  TOKEN_TIMES,
  TOKEN_WORDS,
} from '../domain/scan-hits.ts';

/** A token as its thread told it. */
export interface ToldToken {
  /** Its number among all tokens of the scan. */
  readonly number: number;
  readonly kid: string | null;
  /** The token itself, only where it is under a key of ours or all are wanted. */
  readonly token: string | null;
  /** Milliseconds since 1970; NaN for none. */
  readonly iat: number;
  readonly exp: number;
  /** Where more of it is: its part, its first word, and where its texts begin. */
  readonly part: Told;
  readonly base: number;
  readonly from: number;
}

type Told = Pick<PackedHits, 'tokenWords' | 'tokenTimes' | 'texts'>;

/** One use; the same object for each, so that it counts only until the next one is looked at. */
export interface PackedUse {
  token: ToldToken;
  ruling: Ruling;
  line: number;
  characters: number;
  isZoneless: boolean;
  isOurs: boolean;
  /** Milliseconds since 1970; NaN for none. */
  arrivedAt: number;
  instant: number;
  /** Its words, and where those of its address begin. */
  words: Uint32Array;
  addressAt: number;
  verdict: string | null;
}

/** Where the words of a new token are: its digest, and its `jti`. */
export interface TokenAt {
  readonly words: Uint32Array;
  readonly digest: number;
  readonly jtiKey: number;
}

/** Gives a token its number; where it is a new one, `use` is its first. */
type GiveNumber = (at: TokenAt, use: Pick<PackedUse, 'line' | 'characters'>) => number;

/** Unpacks parts of all threads; those of one thread in the order in which it made them. */
export function packedUses(giveNumber: GiveNumber): (packed: PackedHits) => Generator<PackedUse> {
  const rememberedBy = new Map<number, { readonly slots: ToldToken[]; readonly rulings: Ruling[] }>();

  return function* unpack({ thread, count, words, times, ...told }) {
    const remembered = rememberedBy.get(thread) ?? { slots: [], rulings: [] };
    rememberedBy.set(thread, remembered);
    const { slots, rulings } = remembered;
    rulings.push(...told.rulings);
    let [tokens, textAt] = [0, 0];

    const tell = (use: Pick<PackedUse, 'line' | 'characters'>): ToldToken => {
      const [base, from] = [tokens * TOKEN_WORDS, textAt];
      const number = giveNumber(
        { words: told.tokenWords, digest: base + TOKEN.digest, jtiKey: base + TOKEN.jtiKey },
        use,
      );
      const kid = textOf(told, base, from, 'kid').text;
      const ours = textOf(told, base, from, 'token');
      textAt = ours.end;
      const [iat, exp] = [told.tokenTimes[tokens * TOKEN_TIMES], told.tokenTimes[tokens * TOKEN_TIMES + 1]];
      tokens += 1;
      return { number, kid, token: ours.text, iat: iat ?? Number.NaN, exp: exp ?? Number.NaN, part: told, base, from };
    };

    const use = { words } as PackedUse;
    for (let at = 0; at < count; at += 1) {
      const base = at * HIT_WORDS;
      const slot = words[base + HIT.slot] ?? 0;
      const flags = words[base + HIT.flags] ?? 0;
      use.line = words[base + HIT.line] ?? 0;
      use.characters = words[base + HIT.characters] ?? 0;
      if ((flags & FLAG.isTold) !== 0) slots[slot] = tell(use);
      const [token, ruling] = [slots[slot], rulings[words[base + HIT.ruling] ?? 0]];
      if (token === undefined || ruling === undefined) throw new RangeError('a thread names what it has not told');
      use.token = token;
      use.ruling = ruling;
      use.isZoneless = (flags & FLAG.isZoneless) !== 0;
      use.isOurs = (flags & FLAG.isOurs) !== 0;
      use.arrivedAt = times[at * HIT_TIMES] ?? Number.NaN;
      use.instant = times[at * HIT_TIMES + 1] ?? Number.NaN;
      use.addressAt = base + HIT.address;
      use.verdict = told.verdicts[at] ?? null;
      yield use;
    }
  };
}

/** Its digest, hex. */
export function digestOfTold({ part, base }: ToldToken): string {
  return Buffer.from(part.tokenWords.buffer, (base + TOKEN.digest) * 4, 32).toString('hex');
}

/** A text of it. */
export function textOfTold({ part, base, from }: ToldToken, name: TextName): string | null {
  return textOf(part, base, from, name).text;
}

type TextName = (typeof TOKEN_TEXTS)[number];

function textOf({ tokenWords, texts }: Told, base: number, from: number, wanted: TextName) {
  let start = from;
  for (let at = 0; at < TOKEN_TEXTS.length; at += 1) {
    const word = tokenWords[base + TOKEN.texts + at] ?? 0;
    const end = word === 0 ? start : start + (word >>> 1) - 1;
    if (TOKEN_TEXTS[at] === wanted) return { text: word === 0 ? null : decoded(texts, word, start, end), end };
    start = end;
  }
  return { text: null, end: start };
}

function decoded({ buffer, byteOffset }: Uint8Array<ArrayBuffer>, word: number, start: number, end: number): string {
  const octets = Buffer.from(buffer, byteOffset + start, end - start);
  return octets.toString((word & 1) === 1 ? 'utf16le' : 'latin1');
}
