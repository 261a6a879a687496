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
  /** The token itself, only where it is under a key of ours. */
  readonly token: string | null;
  /** Milliseconds since 1970; NaN for none. */
  readonly iat: number;
  readonly exp: number;
  /** Hex. */
  sha256(): string;
  texts(): ToldTexts;
}

type ToldTexts = Record<(typeof TOKEN_TEXTS)[number], string | null>;

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
    const texts = textReader(told);
    let tokens = 0;

    const tell = (use: Pick<PackedUse, 'line' | 'characters'>): ToldToken => {
      const base = tokens * TOKEN_WORDS;
      const digest = base + TOKEN.digest;
      const one = toldToken(told, tokens, texts);
      const number = giveNumber({ words: told.tokenWords, digest, jtiKey: base + TOKEN.jtiKey }, use);
      tokens += 1;
      return { ...one, number };
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

type Told = Pick<PackedHits, 'tokenWords' | 'tokenTimes' | 'texts'>;

function toldToken({ tokenWords, tokenTimes }: Told, at: number, texts: TextReader): Omit<ToldToken, 'number'> {
  const base = at * TOKEN_WORDS;
  const from = texts.next(base);
  const { kid, token } = texts.read(base, from, OFTEN_READ);
  return {
    kid,
    token,
    iat: tokenTimes[at * TOKEN_TIMES] ?? Number.NaN,
    exp: tokenTimes[at * TOKEN_TIMES + 1] ?? Number.NaN,
    sha256: () => Buffer.from(tokenWords.buffer, (base + TOKEN.digest) * 4, 32).toString('hex'),
    texts: () => texts.read(base, from, TOKEN_TEXTS),
  };
}

const OFTEN_READ = ['kid', 'token'] as const;
const NO_TEXTS: ToldTexts = { kid: null, alg: null, jti: null, sub: null, obj: null, flow: null, token: null };

interface TextReader {
  /** Where the texts of the next token begin, whose words do at `base`. */
  next(base: number): number;
  read(base: number, from: number, wanted: readonly (typeof TOKEN_TEXTS)[number][]): ToldTexts;
}

function textReader({ tokenWords, texts }: Told): TextReader {
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.length);
  const lengthOf = (word: number) => (word === 0 ? 0 : (word >>> 1) - 1);
  let nextAt = 0;
  return {
    next(base) {
      const from = nextAt;
      for (let at = 0; at < TOKEN_TEXTS.length; at += 1) nextAt += lengthOf(tokenWords[base + TOKEN.texts + at] ?? 0);
      return from;
    },
    read(base, from, wanted) {
      const found = { ...NO_TEXTS };
      let start = from;
      for (const [at, name] of TOKEN_TEXTS.entries()) {
        const word = tokenWords[base + TOKEN.texts + at] ?? 0;
        const end = start + lengthOf(word);
        if (word !== 0 && wanted.includes(name)) {
          found[name] = bytes.toString((word & 1) === 1 ? 'utf16le' : 'latin1', start, end);
        }
        start = end;
      }
      return found;
    },
  };
}
