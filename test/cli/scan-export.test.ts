import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanSummary } from '../../shared/model/scan.ts';
import { makeKey, signed } from '../domain/tokens.ts';
import { type Ended, runTerminal } from './run-terminal.ts';

const dcm = makeKey('ES256', 'dcm-1');
const IAT = Date.UTC(2026, 9, 12, 10) / 1000;
const tokens = Array.from({ length: 30 }, (_, at) =>
  signed(dcm, {}, { iat: IAT, exp: IAT + 300, jti: `j${String(at)}`, sub: '=1+1', obj: 'кирилиця;-1' }),
);

let folder: string;
const run = (...argv: readonly string[]): Promise<Ended> =>
  runTerminal(['scan', ...argv], { cwd: folder, passphrase: null });
const put = (name: string, content: string) => writeFileSync(join(folder, name), content);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-export-'));
  put('dcm.jwks', JSON.stringify({ keys: [dcm.jwk] }));
  put('x.log', [...tokens, tokens[3], 'e30.e30.AA'].map((one) => `2026-10-12T10:01:00Z ${one ?? ''}`).join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('scan --from', () => {
  it('shows what an export says, as the scan itself did, and turns it into other forms', async () => {
    const [ndjson, csv] = [
      await run('x.log', '--jwks', 'dcm.jwks', '--ndjson'),
      await run('x.log', '--jwks', 'dcm.jwks', '--csv'),
    ];
    put('x.ndjson', ndjson.stdout);
    put('x.csv', csv.stdout);
    const { sha256, ...summary } = JSON.parse(ndjson.stdout.trimEnd().split('\n').at(-1) ?? '') as ScanSummary & {
      readonly sha256: string;
    };
    expect(sha256).toMatch(/^[\da-f]{64}$/u);
    const shown = await run('--from', 'x.ndjson', '--json');
    expect([shown.code, shown.json()]).toEqual([0, summary]);
    expect((await run('--from', 'x.ndjson')).stdout).toContain('31 uses of 30 tokens in 1 file (');
    expect((await run('--from', 'x.ndjson', '--ndjson')).stdout).toBe(ndjson.stdout);
    expect((await run('--from', 'x.ndjson', '--csv')).stdout).toBe(csv.stdout);
    const { tokens: uses, unique, byKid, byCode } = summary;
    const table = await run('--from', 'x.csv', '--json');
    expect([table.code, table.json()]).toMatchObject([0, { tokens: uses, unique, byKid, byCode, files: null }]);
    expect((await run('--from', 'x.csv')).stdout).toContain('31 uses of 30 tokens, counted from the rows');
  });

  it('refuses an export that was changed or cut off, and shows nothing of it', async () => {
    const whole = readFileSync(join(folder, 'x.ndjson'), 'utf8');
    put('cut.ndjson', whole.slice(0, -200));
    put('changed.ndjson', whole.replace('"valid"', '"invalid"'));
    for (const name of ['cut.ndjson', 'changed.ndjson']) {
      const ended = await run('--from', name, '--csv');
      expect([ended.code, ended.stdout]).toEqual([5, '']);
      expect(ended.stderr).toContain('EXPORT_DAMAGED');
    }
    const error = async (...argv: string[]) =>
      (await run('--from', ...argv, '--json')).json<{ error: { code: string } }>().error.code;
    expect([await error('dcm.jwks'), await error('missing'), await error('.')]).toEqual([
      'INPUT_INVALID',
      'FILE_UNREADABLE',
      'FILE_UNREADABLE',
    ]);
  });

  it.each([
    [['--from', 'x.ndjson', 'x.log'], '--from'],
    [['--from', 'x.ndjson', '--jwks', 'dcm.jwks'], '--from'],
    [['--from', 'x.csv', '--ndjson'], 'no summary'],
  ])('refuses %j', async (argv, word) => {
    const ended = await run(...argv);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain(word);
  });
});
