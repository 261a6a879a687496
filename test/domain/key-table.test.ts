import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../electron/domain/csv.ts';
import { keyTableText } from '../../electron/domain/key-table.ts';
import { keyTable } from '../../electron/services/key-documents.ts';
import { fakeKey } from '../fakes/fake-core/facts.ts';

/** Reads CSV after the grammar of RFC 4180 §2, and nothing else. */
function readCsv(text: string): readonly (readonly string[])[] {
  const next = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [[]];
  while (next.lastIndex < text.length) {
    const [, quoted, bare = '', end] = next.exec(text) ?? [];
    if (end === undefined) throw new Error('not CSV');
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;
/** Where ";" divides and a quotation mark within a cell is only a character, these are the cells. */
const cellsElsewhere = (text: string) => text.split(/[;\t\r\n]/u);
const isHarmless = (text: string) =>
  readCsv(text)
    .flat()
    .every((cell) => !FORMULA.test(cell) && !/^[\t\r\n]/u.test(cell)) &&
  cellsElsewhere(text).every((cell) => !FORMULA.test(cell));

const HOSTILE = [
  '=cmd|"/c calc"!A1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '  =1',
  'x;=1',
  'x\n=1',
  '＝1',
  '"=1',
  '","=1',
];

describe('CSV', () => {
  it('has a row for each key under a header, and every text comes back from it', () => {
    const texts = ['plain', 'with "quotes", and a comma', 'two\nlines', 'кирилиця', ' blanks ', ''];
    expect(readCsv(csvText([texts]))).toEqual([texts]);
    const [header = [], ...rows] = readCsv(keyTableText([fakeKey({ kid: 'a', bits: 3072 }), fakeKey({ kid: 'b' })]));
    expect([header.slice(0, 5), rows.length]).toEqual([['kid', 'label', 'state', 'alg', 'bits'], 2]);
    expect(rows.every((row) => row.length === header.length)).toBe(true);
    expect(rows[0]?.slice(0, 5)).toEqual(['a', '', 'active', 'RS256', '3072']);
  });

  it('runs nothing in a spreadsheet, whichever character divides its cells', () => {
    for (const text of HOSTILE) expect(isHarmless(csvText([[text, text]])), text).toBe(true);
    // The search itself finds what is planted.
    expect(HOSTILE.slice(0, 6).filter((text) => isHarmless(`"${text.replaceAll('"', '""')}"\r\n`))).toEqual([]);
    const letters = fc.constantFrom(...'=+-@;,"\'\t\r\n ab＝1');
    const anyText = fc.string({ unit: letters, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 3 }), (row) => isHarmless(csvText([row]))),
      {
        numRuns: 3000,
      },
    );
  });

  it('keeps what people wrote from being run: kid, label, notes, tags, owner, purpose', () => {
    const evil = '=HYPERLINK("http://x")';
    const key = fakeKey({ kid: '-kid', label: evil, notes: evil, owner: evil, purpose: evil, tags: ['a'], env: '@x' });
    const [header = [], row = []] = readCsv(keyTableText([key]));
    const cell = (name: string) => row[header.indexOf(name)];
    expect([cell('kid'), cell('label'), cell('notes'), cell('owner'), cell('purpose'), cell('env')]).toEqual([
      "'-kid",
      ...Array.from({ length: 4 }, () => `'${evil}`),
      "'@x",
    ]);
  });

  it('has a byte-order mark in the file for spreadsheets, and none for programs', () => {
    const keys = [fakeKey({ kid: 'a' })];
    expect(keyTable(keys)).toEqual({ fileName: 'keys.csv', text: `\u{feff}${keyTableText(keys)}` });
    expect(keyTableText(keys).startsWith('kid,')).toBe(true);
  });

  it('holds no place where a copy of a private key lies, only how many are known', () => {
    const copy = { id: '1', kind: 'other', where: '/mnt/usb/key.pem', notedAt: '2026-01-01T00:00:00.000Z' } as const;
    const gone = { ...copy, id: '2', goneAt: '2026-01-02T00:00:00.000Z' };
    const text = keyTableText([fakeKey({ kid: 'a', copies: [{ ...copy, goneAt: null }, gone] })]);
    const [header = [], row = []] = readCsv(text);
    expect([row[header.indexOf('copies')], text.includes('usb')]).toEqual(['1', false]);
  });
});
