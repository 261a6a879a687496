import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCsvRows } from '../../electron/domain/csv-read.ts';
import { readScan, tokensOf, writtenScan } from '../../electron/services/scan-carried.ts';
import { createScanStore } from '../../electron/services/scan-store.ts';
import type { ScanExportFacts } from '../../electron/services/scans.ts';
import { memorySpill } from '../fakes/memory-spill.ts';
import { scanUse } from '../fakes/scan-uses.ts';

const tokenOf = (number: number) => `e30.${String(number)}.AA`;
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** A scan of two files; every third use is a replay by somebody whose name is a formula. */
function found(files: Readonly<Record<string, readonly string[]>>) {
  const store = createScanStore(memorySpill);
  for (let at = 0; at < 20; at += 1) {
    const file = at < 12 ? 'a.log' : 'b.log.gz';
    const isOdd = at % 3 === 0;
    store.add(
      scanUse(at, at, {
        source: { file, line: at + 1, column: 1 },
        sha256: digestOf(tokenOf(at)),
        range: file === 'a.log' ? 0 : null,
        ...(isOdd ? { anomalies: ['replayed'], judged: { sub: '=HYPERLINK("x")', obj: `-${String(at)}` } } : {}),
      }),
    );
  }
  const noted: ScanExportFacts[] = [];
  const opened: string[] = [];
  const write = async (form: 'csv' | 'affected', withTokens: boolean) => {
    const open = (path: string) => {
      opened.push(path);
      const left = files[path] ?? [];
      const find = ({ sha256 }: { readonly sha256: string }) =>
        Promise.resolve(left.find((token) => digestOf(token) === sha256) ?? null);
      return Promise.resolve({ find, close: () => Promise.resolve() });
    };
    const made = writtenScan(form, {
      ...{ store, summary: null, openSpill: memorySpill, now: 0 },
      tokenOf: withTokens ? tokensOf(open, (name) => `/logs/${name}`) : null,
      note: (facts) => noted.push(facts) > 0,
    });
    let text = '';
    for await (const piece of made.pieces) text += piece;
    return { text, ...made.note() };
  };
  return { write, noted, opened, store };
}

const all = Array.from({ length: 20 }, (_, at) => tokenOf(at));

describe('what a scan has found as a file', () => {
  it('has the tokens only where they are asked for; a row says where one stands in its file no more', async () => {
    const { write, noted, opened } = found({ '/logs/a.log': all.slice(0, 12), '/logs/b.log.gz': all.slice(14) });
    const bare = await write('csv', false);
    expect([all.some((token) => bare.text.includes(token)), opened]).toEqual([false, []]);
    const full = await write('csv', true);
    const { rows } = readCsvRows(full.text);
    expect(rows.slice(1).map((cells) => cells.at(-2))).toEqual([
      ...all.slice(0, 12),
      ...['FILE_CHANGED', 'FILE_CHANGED'],
      ...all.slice(14),
    ]);
    // Each file once, in the order of the files.
    expect([full.gone, opened]).toEqual([2, ['/logs/a.log', '/logs/b.log.gz']]);
    expect(noted).toEqual([
      { form: 'csv', rows: 20, gone: 0, withTokens: false, sha256: digestOf(bare.text) },
      { form: 'csv', rows: 20, gone: 2, withTokens: true, sha256: digestOf(full.text) },
    ]);
  });

  it('names all who are affected, runs nothing in a spreadsheet, and says the same after the table was read back', async () => {
    const { write, noted } = found({});
    const { text } = await write('affected', false);
    const { rows } = readCsvRows(text);
    expect(rows.map(([kind, value, uses]) => [kind, value, uses]).slice(0, 3)).toEqual([
      ['kind', 'value', 'uses'],
      ['sub', '=HYPERLINK("x")', '7'],
      ['obj', '-0', '1'],
    ]);
    expect([text.includes(',"=') || text.includes(',='), text.includes("'=HYPERLINK")]).toEqual([false, true]);
    expect(noted).toMatchObject([{ form: 'affected', rows: 8, withTokens: false }]);
    const table = Buffer.from((await write('csv', false)).text);
    async function* octets() {
      yield await Promise.resolve(table);
    }
    const { affected, summary } = await readScan(octets(), memorySpill);
    expect([affected.sub, affected.obj.total, summary]).toMatchObject([{ total: 1, top: [{ uses: 7 }] }, 7, null]);
  });
});
