import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../shared/model/language.ts';
import {
  FINGERPRINT_WORDS,
  fingerprintIds,
  fingerprintWords,
  isSameWord,
  wordAt,
  wrongWordPlaces,
} from '../../shared/text/fingerprint-words.ts';
import { hexGroups, thumbprintBytes, thumbprintHex } from '../../shared/text/thumbprint-hex.ts';

/** RFC 7638 §3.1: the thumbprint of the example RSA key. */
const RFC_7638 = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';
const LANGUAGES: readonly Language[] = ['en', 'uk'];
const LETTERS = { en: /^[a-z]{4,8}$/u, uk: /^[абвгдеєжзиіїйклмнопрстуфхцчшщьюя]{4,8}$/u } as const;

/** How many letters must be changed, added or left out to make one word of the other. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...right].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** What a list of words breaks of its promises. */
function problemsOf(words: readonly string[], language: Language): readonly string[] {
  const shape = words.filter((word) => !LETTERS[language].test(word)).map((word) => `${word}: shape`);
  const pairs = words.flatMap((word, index) =>
    words.slice(index + 1).flatMap((other) => {
      if (word.slice(0, 4) === other.slice(0, 4)) return [`${word} ${other}: same beginning`];
      return distance(word, other) < 3 ? [`${word} ${other}: too near`] : [];
    }),
  );
  return [...shape, ...pairs, ...(words.length === 256 ? [] : ['not 256 words'])];
}

describe('the list of words', () => {
  it('shows a planted word of a wrong shape, with the same beginning, or too near', () => {
    const planted = FINGERPRINT_WORDS.en.with(0, 'æsopian').with(1, 'alarm').with(2, 'alarming').with(3, 'ember');
    expect(problemsOf(planted, 'en')).toEqual([
      'æsopian: shape',
      'alarm alarming: same beginning',
      'ember amber: too near',
    ]);
  });

  it.each(LANGUAGES)(
    'has 256 words of 4 to 8 letters that begin differently and lie three letters apart: %s',
    (language) => {
      expect(problemsOf(FINGERPRINT_WORDS[language], language)).toEqual([]);
    },
  );

  it('never changes: fingerprints that were read aloud once stay comparable', () => {
    const digest = (language: Language) =>
      createHash('sha256').update(FINGERPRINT_WORDS[language].join(' ')).digest('hex');
    expect({ en: digest('en'), uk: digest('uk') }).toEqual({
      en: '39dd38b0f2f5c10685579a173bc1cb0dee9abdefe6e1ab1292d7280737bffb06',
      uk: '8b228c71712ccd263ebf622e58c1b3c1ca1346dacdb8880c9d86562eb58eef80',
    });
  });

  it('names the same thing by the same id in both languages', () => {
    const pairs = ['apple', 'bridge', 'hedgehog', 'onion', 'wolf', 'zebra'].map((word) => {
      const id = FINGERPRINT_WORDS.en.indexOf(word);
      return `${word} ${FINGERPRINT_WORDS.uk[id] ?? ''}`;
    });
    expect(pairs).toEqual(['apple яблуко', 'bridge міст', 'hedgehog їжак', 'onion цибуля', 'wolf вовк', 'zebra зебра']);
  });
});

describe('the words of a fingerprint', () => {
  it('are those of the first 128 bits of the SHA-256, in four groups of four', () => {
    expect(fingerprintIds(RFC_7638)).toEqual([...Buffer.from(RFC_7638, 'base64url').subarray(0, 16)]);
    expect(fingerprintWords(RFC_7638, 'en').map((group) => group.join(' '))).toEqual([
      'crystal crown spiral raven',
      'lavender lilac saucer clock',
      'peanut lamp umbrella nectar',
      'crystal amber skeleton torch',
    ]);
    expect(fingerprintWords(RFC_7638, 'uk').map((group) => group.join(' '))).toEqual([
      'кристал корона спіраль крук',
      'лаванда бузок блюдце годинник',
      'арахіс лампа парасоля нектар',
      'кристал бурштин скелет факел',
    ]);
  });

  it('reach from the first word of the list to the last', () => {
    const ends = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
    expect(new Set(fingerprintWords(ends(0x00), 'en').flat())).toEqual(new Set(['acorn']));
    expect(new Set(fingerprintWords(ends(0xff), 'uk').flat())).toEqual(new Set(['зебра']));
  });

  it('are counted from 1, as on the screen', () => {
    const words = fingerprintWords(RFC_7638, 'uk').flat();
    expect([1, 6, 16].map((n) => wordAt(RFC_7638, n, 'uk'))).toEqual([words[0], words[5], words[15]]);
    for (const n of [0, 17, 1.5]) expect(() => wordAt(RFC_7638, n, 'uk')).toThrow(RangeError);
  });
});

describe('a word that somebody typed', () => {
  const cuckoo = FINGERPRINT_WORDS.en.indexOf('cuckoo');
  const hedgehog = FINGERPRINT_WORDS.en.indexOf('hedgehog');

  it.each(['cuckoo', ' CUCKOO\n', 'Cuckoo', '‘cuckoo’', 'cuc\u02bckoo'])(
    'is the same in spite of how it is written: %j',
    (typed) => {
      expect(isSameWord(typed, cuckoo, 'en')).toBe(true);
    },
  );

  it('is the same where its accents arrive as characters of their own', () => {
    const apart = 'Їжак'.normalize('NFD');
    expect(apart).not.toBe('Їжак');
    expect(isSameWord(apart, hedgehog, 'uk')).toBe(true);
  });

  it.each(['cuckoos', 'cukoo', 'crystal', '', 'зозуля'])(
    'is another one with a wrong letter, or in the other language: %j',
    (typed) => {
      expect(isSameWord(typed, cuckoo, 'en')).toBe(false);
    },
  );
});

describe('a thumbprint', () => {
  it('reads as 16 groups of four hex digits', () => {
    expect(hexGroups(RFC_7638).join('')).toBe(Buffer.from(RFC_7638, 'base64url').toString('hex'));
    expect(hexGroups(RFC_7638)).toHaveLength(16);
    expect(thumbprintHex(RFC_7638)).toBe(hexGroups(RFC_7638).join(''));
  });

  it.each([
    ['too short', RFC_7638.slice(1)],
    ['too long', `${RFC_7638}A`],
    ['of another alphabet', RFC_7638.replace('-', '+')],
    ['not canonical', `${RFC_7638.slice(0, -1)}t`],
    ['nothing', ''],
  ])('is refused when it is %s, and a page shows it as it is', (_, thumbprint) => {
    expect(() => thumbprintBytes(thumbprint)).toThrow(RangeError);
    expect(thumbprintHex(thumbprint)).toBe(thumbprint);
  });
});

describe('words that are typed at named places', () => {
  const thumbprint = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
  const places = [2, 5, 11, 16];
  const typed = (language: 'en' | 'uk') => places.map((place) => wordAt(thumbprint, place, language));
  const wrong = (words: readonly string[], languages: readonly ('en' | 'uk')[] = ['en', 'uk']) =>
    wrongWordPlaces(thumbprint, { places, words, languages });

  it('are right in a list that was read from, and each other one is named by its place', () => {
    expect([wrong(typed('en')), wrong(typed('uk')), wrong(typed('uk'), ['en'])]).toEqual([[], [], places]);
    for (const [at, place] of places.entries()) expect(wrong(typed('en').with(at, 'no-such-word'))).toEqual([place]);
    expect(wrong(typed('en').slice(0, 3))).toEqual([16]);
    expect(wrong([...typed('en'), 'one-more'])).toEqual(places);
    expect(wrong([])).toEqual(places);
  });
});
