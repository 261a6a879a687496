import {
  FLAG,
  HIT,
  HIT_TIMES,
  HIT_WORDS,
  KEY_WORDS,
  type PackedHits,
  type Ruling,
  TOKEN,
  TOKEN_TEXTS,
  TOKEN_TIMES,
  TOKEN_WORDS,
} from '../domain/scan-hits.ts';
import type { HitJudgement } from '../domain/scan-job.ts';

/** One use of a token, where it stands in its part. */
export interface Hit {
  readonly slot: number;
  readonly ruling: number;
  readonly line: number;
  readonly characters: number;
  readonly arrivedAt: number | null;
  readonly instant: number | null;
  readonly isZoneless: boolean;
  readonly isOurs: boolean;
  /** Of the address beside it; `null`: there is none, or it is a proxy's. */
  readonly address: Uint32Array | null;
}

type Facts = Pick<HitJudgement, 'kid' | 'alg' | 'jti' | 'sub' | 'obj' | 'flow' | 'iat' | 'exp'>;

/** What is told of a token once. */
export interface ToldToken extends Facts {
  /** Hex. */
  readonly sha256: string;
  readonly jtiKey: Uint32Array | null;
  readonly token: string | null;
}

/** Collects the uses of a part, and packs them. */
export interface HitPacker {
  ruling(ruling: Ruling): number;
  /** To be called before the first use that names its slot. */
  tell(token: ToldToken): void;
  add(hit: Hit, verdict: string | null): void;
  /** What was collected, in memory that may be handed to another thread. */
  take(): PackedHits;
}

const WIDE = /[^\0-\u{ff}]/u;

/** Makes the packer of one thread. */
export function hitPacker(thread: number, { wantsVerdicts }: { readonly wantsVerdicts: boolean }): HitPacker {
  let [words, times] = [new Uint32Array(1024 * HIT_WORDS), new Float64Array(1024 * HIT_TIMES)];
  let [tokenWords, tokenTimes] = [new Uint32Array(1024 * TOKEN_WORDS), new Float64Array(1024 * TOKEN_TIMES)];
  let texts = Buffer.alloc(65_536);
  let [hits, tokens, textEnd, isTold] = [0, 0, 0, false];
  let [rulings, verdicts]: [Ruling[], (string | null)[]] = [[], []];
  const numbers = new Map<string, number>();
  const digestWords = new Uint32Array(8);
  const digest = Buffer.from(digestWords.buffer);

  function put(text: string | null): number {
    if (text === null) return 0;
    const isWide = WIDE.test(text);
    const size = isWide ? text.length * 2 : text.length;
    while (textEnd + size > texts.length) texts = Buffer.concat([texts, Buffer.alloc(texts.length)]);
    texts.write(text, textEnd, isWide ? 'utf16le' : 'latin1');
    textEnd += size;
    return size * 2 + 2 + (isWide ? 1 : 0);
  }

  return {
    ruling(ruling) {
      const { outcome, code, codes, warnings, issuer, isSignatureGood } = ruling;
      const name = `${outcome} ${code} ${codes.join()} ${warnings.join()} ${issuer} ${String(isSignatureGood)}`;
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, numbers.size);
      rulings.push({ outcome, code, codes, warnings, issuer, isSignatureGood });
      return numbers.size - 1;
    },
    tell(token) {
      const base = tokens * TOKEN_WORDS;
      if (base === tokenWords.length) [tokenWords, tokenTimes] = [doubled(tokenWords), doubled(tokenTimes)];
      digest.write(token.sha256, 'hex');
      tokenWords.set(digestWords, base + TOKEN.digest);
      for (let at = 0; at < KEY_WORDS; at += 1) tokenWords[base + TOKEN.jtiKey + at] = token.jtiKey?.[at] ?? 0;
      for (let at = 0; at < TOKEN_TEXTS.length; at += 1) {
        tokenWords[base + TOKEN.texts + at] = put(token[TOKEN_TEXTS[at] ?? 'kid']);
      }
      tokenTimes[tokens * TOKEN_TIMES] = token.iat ?? Number.NaN;
      tokenTimes[tokens * TOKEN_TIMES + 1] = token.exp ?? Number.NaN;
      tokens += 1;
      isTold = true;
    },
    add(hit, verdict) {
      const base = hits * HIT_WORDS;
      if (base === words.length) [words, times] = [doubled(words), doubled(times)];
      words[base + HIT.slot] = hit.slot;
      words[base + HIT.ruling] = hit.ruling;
      words[base + HIT.line] = hit.line;
      words[base + HIT.characters] = hit.characters;
      words[base + HIT.flags] =
        (isTold ? FLAG.isTold : 0) | (hit.isZoneless ? FLAG.isZoneless : 0) | (hit.isOurs ? FLAG.isOurs : 0);
      for (let at = 0; at < KEY_WORDS; at += 1) words[base + HIT.address + at] = hit.address?.[at] ?? 0;
      times[hits * HIT_TIMES] = hit.arrivedAt ?? Number.NaN;
      times[hits * HIT_TIMES + 1] = hit.instant ?? Number.NaN;
      if (wantsVerdicts) verdicts.push(verdict);
      hits += 1;
      isTold = false;
    },
    take() {
      const packed: PackedHits = {
        thread,
        count: hits,
        words: words.slice(0, hits * HIT_WORDS),
        times: times.slice(0, hits * HIT_TIMES),
        tokenWords: tokenWords.slice(0, tokens * TOKEN_WORDS),
        tokenTimes: tokenTimes.slice(0, tokens * TOKEN_TIMES),
        texts: new Uint8Array(texts.subarray(0, textEnd)),
        rulings,
        verdicts,
      };
      [hits, tokens, textEnd, rulings, verdicts] = [0, 0, 0, [], []];
      return packed;
    },
  };
}

/** The memory that can be handed on instead of being copied. */
export function memoryOf({ words, times, tokenWords, tokenTimes, texts }: PackedHits): ArrayBuffer[] {
  return [words.buffer, times.buffer, tokenWords.buffer, tokenTimes.buffer, texts.buffer];
}

function doubled<T extends Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(from: T): T {
  const wider = new (from.constructor as new (length: number) => T)(from.length * 2);
  wider.set(from);
  return wider;
}
