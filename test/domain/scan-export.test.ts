import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../electron/domain/csv.ts';
import { readCsvRows } from '../../electron/domain/csv-read.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { hitJudgement } from '../../electron/domain/hit-judgement.ts';
import { scanCounts } from '../../electron/domain/scan-counts.ts';
import { scanExport, type ScanExportForm, type ScanRow } from '../../electron/domain/scan-export.ts';
import { scanExportReader } from '../../electron/domain/scan-export-read.ts';
import { ANOMALIES, type ScanSummary } from '../../shared/model/scan.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import { digestOf, judge, makeKey, NOW, NOW_MS, setOf, signed } from './tokens.ts';

const FORMS: readonly ScanExportForm[] = ['ndjson', 'csv'];
const AFFECTED = { sub: { total: 1, top: [] }, obj: { total: 0, top: [] }, beyond: 0 };
const key = makeKey('ES256', 'dcm-1');
const text = fc.string({ unit: fc.constantFrom(...'=+-@;,"\'\t\r\n ab＝1é€'), maxLength: 8 });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
/** JSON has no -0. */
const time = fc.oneof(
  fc.integer({ min: 0, max: 4e9 }),
  fc.double({ noNaN: true, min: -1e20, max: 1e20 }).map((one) => one + 0),
);
const instant = fc.integer({ min: 0, max: 4e12 });
const place = fc.record({
  file: text.filter((one) => one !== ''),
  line: fc.integer({ min: 1, max: 1e9 }),
  column: fc.constant(7),
});
/** Claims as a token may have them; hostile text in every one. */
const anyUse = fc.record({
  token: fc.integer({ min: 1, max: 6 }),
  source: place,
  kid: maybe(text),
  claims: fc.record({ jti: text, sub: text, obj: text, flow: text, iat: time, exp: time }, { requiredKeys: [] }),
  isSignatureGood: fc.boolean(),
  warnings: fc.subarray(['SIGNED_ELSEWHERE', 'LIFE_LONG']),
  anomalies: fc.subarray([...ANOMALIES]),
  judgedAt: maybe(instant),
  arrivedAt: maybe(instant),
});
type AnyUse = typeof anyUse extends fc.Arbitrary<infer T> ? T : never;

function rowsOf(uses: readonly AnyUse[]): readonly ScanRow[] {
  const first = new Map<number, ScanRow['source']>();
  return uses.map(({ token, source, kid, claims, isSignatureGood, warnings, judgedAt, ...rest }) => {
    const duplicateOf = first.get(token) ?? null;
    if (duplicateOf === null) first.set(token, source);
    const judged = hitJudgement(
      {
        ...{ outcome: 'invalid', code: 'TOKEN_EXPIRED', codes: ['TOKEN_EXPIRED', 'CLAIM_INVALID'], issuer: 'unknown' },
        ...{ kid, alg: 'ES256', claims, warnings: warnings.map((code) => ({ code })) },
        checks: [{ name: 'signature', result: isSignatureGood ? 'pass' : 'fail' }],
      },
      judgedAt,
    );
    const { arrivedAt, anomalies } = rest;
    return { source, sha256: digestOf(String(token)), duplicateOf, judged, arrivedAt, anomalies, verdict: null };
  });
}

function summaryOf(rows: readonly ScanRow[]): ScanSummary {
  const counts = scanCounts();
  for (const { judged, anomalies } of rows) counts.add(judged, anomalies, false);
  const files = [{ file: 'a\n=b', bytes: 5, sha256: digestOf('x'), error: null }];
  const unique = new Set(rows.map(({ sha256 }) => sha256)).size;
  return {
    ...{ type: 'summary', files, bytes: 5, unique, affected: AFFECTED, stoppedBy: null },
    ...counts.read(),
    isCancelled: false,
    seconds: 0.5,
    version: '0',
  };
}

function written(form: ScanExportForm, rows: readonly ScanRow[], withTokens = false): string {
  const out = scanExport(form, { withTokens });
  return [...rows.map((row) => out.row(row)), out.end(summaryOf(rows))].join('');
}

function readBack(octets: Buffer, pieces = 1000) {
  const reader = scanExportReader();
  const rows: ScanRow[] = [];
  for (let at = 0; at < octets.length; at += pieces) rows.push(...reader.take(octets.subarray(at, at + pieces)));
  return { rows, ...reader.end() };
}

function codeOf(octets: Buffer): string {
  try {
    readBack(octets);
    return 'read';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const some = rowsOf(fc.sample(anyUse, { numRuns: 4, seed: 3 }));

describe('an export of a scan', () => {
  it.each(FORMS)('gives the same rows back as they were written: %s', (form) => {
    fc.assert(
      fc.property(fc.array(anyUse, { maxLength: 6 }), fc.integer({ min: 1, max: 200 }), (uses, pieces) => {
        const rows = rowsOf(uses);
        const read = readBack(Buffer.from(written(form, rows)), pieces);
        const isNdjson = form === 'ndjson';
        expect(read.rows.map((row) => ({ ...row, verdict: null }))).toEqual(rows);
        expect(read.summary).toEqual(isNdjson ? summaryOf(rows) : null);
        const { tokens, unique, byKid, anomalies } = summaryOf(rows);
        expect(read.counted).toMatchObject({ tokens, unique, byKid, anomalies });
      }),
      { numRuns: 300 },
    );
  });

  it.each(FORMS)('holds the tokens only where they were asked for, and each is the one of its digest: %s', (form) => {
    const tokens = ['e30.e30.AA', 'e30.e30.AB', 'e30.e30.AA'];
    const [first] = some;
    if (first === undefined) throw new Error('no row');
    const { source } = first;
    const rows = tokens.map((token, at): ScanRow => ({
      ...{ ...first, sha256: digestOf(token), duplicateOf: at === 2 ? source : null },
      // The file of the last one has changed since.
      token: at === 2 ? null : token,
    }));
    const bare = written(form, rows);
    expect([bare.includes('e30.e30'), readBack(Buffer.from(bare)).withTokens]).toEqual([false, false]);
    const full = written(form, rows, true);
    const read = readBack(Buffer.from(full), 37);
    expect(read.withTokens).toBe(true);
    expect(read.rows.map(({ token }) => token)).toEqual(['e30.e30.AA', 'e30.e30.AB', null]);
    expect(written(form, read.rows, true)).toBe(full);
    expect(full.split(form === 'csv' ? '\r\n' : '\n').filter((line) => line.includes('FILE_CHANGED'))).toHaveLength(1);
    // A writer that puts a token beside the digest of another, and seals it: the reader looks at each.
    const swapped = rows.map((row, at) => ({ ...row, token: tokens[1 - at] ?? null }));
    expect(codeOf(Buffer.from(written(form, swapped, true)))).toBe('EXPORT_DAMAGED');
    expect(readBack(Buffer.from(written(form, [], true))).counted.tokens).toBe(0);
  });

  it('keeps a whole verdict to the letter, and can be written again to the octet', () => {
    const token = signed(key, {}, { iat: NOW, exp: NOW + 1e20, ['__proto__']: 1, sub: '\u{0}"', '7': [[[{}]]] });
    const judgement = judge(token, setOf('dcm', key.jwk));
    const row: ScanRow = {
      ...{ source: { file: 'f', line: 1, column: 1 }, sha256: digestOf(token), duplicateOf: null, anomalies: [] },
      judged: hitJudgement(judgement, judgement.instant),
      arrivedAt: NOW_MS,
      verdict: JSON.stringify(describeVerdict(judgement, 'uk')),
    };
    const export1 = written('ndjson', [row]);
    const read = readBack(Buffer.from(export1));
    expect(read.rows).toEqual([row]);
    expect(written('ndjson', read.rows)).toBe(export1);
    // Nothing that could be sent again.
    expect(export1.includes(token.split('.')[2] ?? '')).toBe(false);
  });

  it.each(FORMS)('is refused when any octet of it was changed, or it was cut off anywhere: %s', (form) => {
    const octets = Buffer.from(written(form, some));
    expect(codeOf(octets)).toBe('read');
    const accepted: number[] = [];
    for (let at = 0; at < octets.length; at += 1) {
      const changed = Buffer.from(octets);
      changed.writeUInt8((octets[at] ?? 0) ^ 1, at);
      // A spreadsheet may write other line ends and quotation marks: what a table says is compared, not how it is written.
      const isSame = form === 'csv' && JSON.stringify(cellsOf(changed)) === JSON.stringify(cellsOf(octets));
      if (!isSame && !isRefused(codeOf(changed))) accepted.push(at);
      if (at > 0 && !isRefused(codeOf(octets.subarray(0, at)))) accepted.push(-at);
    }
    expect(accepted).toEqual([]);
  });

  it.each(FORMS)('without a token tells an empty export from one that was cut off: %s', (form) => {
    const empty = Buffer.from(written(form, []));
    expect(readBack(empty).counted.tokens).toBe(0);
    const header = written('csv', some).split('\r\n')[0] ?? '';
    expect(codeOf(Buffer.from(`${header}\r\n`))).toBe('EXPORT_DAMAGED');
  });

  it('notices lines left out, put in or moved, and a summary of others', () => {
    for (const form of FORMS) {
      const end = form === 'csv' ? '\r\n' : '\n';
      const rows = rowsOf(
        [...fc.sample(anyUse, { numRuns: 5, seed: 4 })].map((use) => ({
          ...use,
          kid: 'k',
          source: { file: 'f', line: 1, column: 7 as const },
          claims: {},
        })),
      );
      const lines = written(form, rows).split(end);
      for (const changed of [
        lines.toSpliced(2, 1),
        lines.toSpliced(2, 0, lines[3] ?? ''),
        [...lines.slice(0, 1), ...lines.slice(2, 4).toReversed(), ...lines.slice(4)],
        [...lines, ''],
      ]) {
        expect(codeOf(Buffer.from(changed.join(end)))).toBe('EXPORT_DAMAGED');
      }
    }
  });

  it('may name more files than would fit into any other line', () => {
    const files = Array.from({ length: 12_000 }, (_, at) => ({
      ...{ file: `logs/${String(at)}.log`, bytes: 1, sha256: digestOf('x'), error: null },
    }));
    const summary = { ...summaryOf(some), files };
    const out = scanExport('ndjson', { withTokens: false });
    const text = [...some.map((row) => out.row(row)), out.end(summary)].join('');
    expect(text.length).toBeGreaterThan(1_048_576);
    expect(readBack(Buffer.from(text), 65_536).summary).toEqual(summary);
  });

  it('is told from other files', () => {
    for (const other of ['', 'hello', '{"keys":[]}\n', 'a,b\r\n', '{', '\u{0}']) {
      expect(['INPUT_INVALID', 'EXPORT_DAMAGED'], other).toContain(codeOf(Buffer.from(other)));
    }
    expect(codeOf(Buffer.from(`{"type":"token","a":${'['.repeat(200_000)}`))).toBe('EXPORT_DAMAGED');
    expect(codeOf(Buffer.from(`\u{feff}${written('csv', some)}`))).toBe('read');
  });
});

describe('CSV', () => {
  it('gives every text back, whatever a spreadsheet would have run, and tells nothing from empty text', () => {
    const cells = fc.array(maybe(text), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 3 }), (rows) => {
        expect(readCsvRows(csvText(rows))).toEqual({ rows, rest: '', isDamaged: false });
      }),
      { numRuns: 3000 },
    );
  });
});

function isRefused(code: string): boolean {
  return code === 'EXPORT_DAMAGED' || code === 'INPUT_INVALID';
}

function cellsOf(octets: Buffer): unknown {
  const { rows, rest } = readCsvRows(octets.toString());
  return [rows.map((row) => row.map((one) => one ?? '')), rest];
}
