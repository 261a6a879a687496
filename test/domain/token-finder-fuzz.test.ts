import { describe, expect, it } from 'vitest';
import { findTokens } from '../../electron/domain/token-finder.ts';
import { part } from './tokens.ts';
import { plantedToken, seeded } from './token-plants.ts';

const HEADER = part({ alg: 'RS256' });
const PAYLOAD = part({ a: 1 });
const base64 = (text: string) => Buffer.from(text).toString('base64');
/** Steps for each octet, at most; readers begin at most places of the worst texts, and give up soon. */
const MOST_STEPS = 60;

function filled(unit: string, length: number): Buffer {
  return Buffer.from(unit.repeat(Math.ceil(length / unit.length)));
}

/** Texts that make a finder read the same again and again, if it can be made to. */
const ADVERSARIES: Readonly<Record<string, string>> = {
  'beginnings alone': 'eyJ',
  'beginnings and dots': 'eyJ.',
  'beginnings on lines': 'eyJ\n',
  'beginnings with what cannot be seen': 'eyJ\u200B',
  'beginnings that are soft-broken': 'eyJ=\n',
  'half beginnings': 'e\n',
  'beginnings that are escaped': 'e\\\\\\\\\\\\\\\\\\\\\\\\',
  'percent signs': 'e%25',
  'objects in objects': part('{"aaaaa":'.repeat(400)),
  'objects in strings': part('{"","{":1,"}":"{":"'.repeat(200)),
  'strings of braces': part(`{"a":"${'{ '.repeat(3000)}`),
  'headers that no dot ends': part(`{"a":"${'x'.repeat(12_000)}"}`),
  'headers and dots': `${HEADER}.`,
  'headers and words': `${HEADER}.${'word word '.repeat(300)}`,
  'tokens and words': `${HEADER}.${PAYLOAD}.${'word '.repeat(400)}`,
  'tokens and lines': `${HEADER}.${PAYLOAD}.${'wordwordwordwordwordwo\n'.repeat(300)}`,
  'tokens without end': `${HEADER}.${PAYLOAD}.`,
  'payloads of one letter a line': `${HEADER}.${'a\n'.repeat(5000)}`,
  'encrypted ones': `${part({ alg: 'dir', enc: 'x' })}.a.`,
  'base64 of beginnings': base64('eyJ'),
  'base64 of beginnings, one octet before': 'V5S',
  'base64 of beginnings, two octets before': 'leU',
  'base64 of objects in objects': base64(part('{"aaaaa":'.repeat(400))),
  'JSON of tokens, open': '{"protected":"a","payload":"b",',
  'JSON of tokens, closed': `${'{"protected":"a","payload":"b","x":'.repeat(64)}1${'}'.repeat(64)}`,
  'white space': `e${' \n>'.repeat(40)}`,
};

describe('the time of a search', () => {
  it.each(Object.entries(ADVERSARIES))('grows with the length only: %s', (_name, unit) => {
    const [half, whole] = [40_000, 80_000].map((length) => findTokens(filled(unit, length), 50).steps);
    expect(whole).toBeLessThan((half ?? 0) * 2.2 + 100_000);
    expect((whole ?? 0) / 80_000).toBeLessThan(MOST_STEPS);
  });

  it('is that of a few steps for each octet of five megabytes', () => {
    const bytes = filled('eyJ', 5 * 1024 * 1024);
    expect(findTokens(bytes, 50).steps / bytes.length).toBeLessThan(8);
  });

  it('would show one that reads all that follows, at every place', () => {
    const steps = (length: number) => {
      let count = 0;
      for (let at = 0; at < length; at += 100) count += length - at;
      return count;
    };
    expect(steps(80_000)).toBeGreaterThan(steps(40_000) * 2.2 + 100_000);
  });
});

describe('any text', () => {
  it('throws nothing, and what is found in it has the parts of a token', () => {
    const random = seeded(21);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const pieces = [
      HEADER,
      PAYLOAD,
      'eyJ',
      'ewo',
      'ZXlK',
      'V5S',
      'leU',
      '.',
      '..',
      '=',
      '=\r\n',
      '=2E',
      '=3D',
      '%2E',
      '%252e',
      '%',
      '\\',
      '\\n',
      '\\u002e',
      '\\u',
      '\n',
      '\r',
      ' ',
      '> ',
      '\0',
      '\uFEFF',
      '\u200B',
      '\u00AD',
      '\u00A0',
      '\u2011',
      '&#46;',
      '&#',
      '&#9999999;',
      '"',
      '{',
      '}',
      '"protected":"',
      '"payload":"',
      '"entries"',
      '"startedDateTime"',
      'Bearer ',
      'Cookie: ',
      'a',
      '_',
      '-',
      '\uD800',
      '\u{1F600}',
      'e',
      '\\x',
      '=E2=80',
      '%E2%80',
    ];
    for (let round = 0; round < 4000; round += 1) {
      const token = plantedToken(random);
      const text = Array.from({ length: 1 + Math.floor(random() * 40) }, () =>
        random() < 0.1 ? token.slice(Math.floor(random() * 60), Math.floor(random() * 900)) : pick(pieces),
      ).join('');
      const { tokens, steps } = findTokens(Buffer.from(text), 50);
      expect(steps).toBeLessThan(MOST_STEPS * (Buffer.byteLength(text) + 100));
      for (const one of tokens) {
        if (!one.kind.endsWith('json')) expect(one.token).toMatch(/^[\w-]+=*\.[\w.=-]*$/u);
      }
    }
  });

  it('throws nothing where the octets are of no text', () => {
    const random = seeded(22);
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(Array.from({ length: 400 }, () => Math.floor(random() * 256)));
      bytes.write(pickStart(random), Math.floor(random() * 300), 'latin1');
      expect(findTokens(bytes, 5).tokens.length).toBeLessThan(3);
    }
  });
});

function pickStart(random: () => number): string {
  return random() < 0.5 ? `${HEADER}.${PAYLOAD}.` : base64(`${HEADER}.${PAYLOAD}.x`);
}
