import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanSummary } from '../../shared/model/scan.ts';
import { makeKey, signed } from '../domain/tokens.ts';
import { type Ended, runTerminal } from './run-terminal.ts';

const dcm = makeKey('ES256', 'dcm-1');
const IAT = Date.UTC(2026, 9, 12, 10) / 1000;
const tokenOf = (jti: string, sub: string, obj: string, key = dcm) =>
  signed(key, {}, { iat: IAT, exp: IAT + 300, jti, sub, obj });

let folder: string;
const scan = (...argv: readonly string[]): Promise<Ended> =>
  runTerminal(['scan', 'x.log', '--jwks', 'dcm.jwks', '--profile', 'platform', ...argv], {
    cwd: folder,
    passphrase: null,
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-affected-'));
  writeFileSync(join(folder, 'dcm.jwks'), JSON.stringify({ keys: [dcm.jwk] }));
  const [olena, ivan, forged] = [
    tokenOf('1', 'olena', '26000001'),
    tokenOf('2', '=ivan', '26000001'),
    tokenOf('3', 'mallory', '26000009', makeKey('ES256', 'dcm-1')),
  ];
  const uses = [olena, ivan, olena, ivan, forged, forged, olena, tokenOf('4', 'once', '26000002')];
  const lines = uses.map((token, at) => `2026-10-12T10:01:0${String(at)}Z 10.0.0.1 ${token}\n`);
  writeFileSync(join(folder, 'x.log'), lines.join(''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('scan --affected', () => {
  it('says the same of an export, and of a table that has no summary', async () => {
    const [csv, ndjson] = [await scan('--csv', '--affected', 'first.csv'), await scan('--ndjson')];
    writeFileSync(join(folder, 'all.csv'), csv.stdout);
    writeFileSync(join(folder, 'all.ndjson'), ndjson.stdout);
    const { affected } = JSON.parse(ndjson.stdout.trimEnd().split('\n').at(-1) ?? '') as ScanSummary;
    expect(affected.sub.total).toBeGreaterThan(0);
    for (const name of ['all.csv', 'all.ndjson']) {
      const argv = ['scan', '--from', name, '--json', '--affected', `again-${name}`];
      const ended = await runTerminal(argv, { cwd: folder, passphrase: null });
      expect([ended.code, ended.json<ScanSummary>().affected]).toEqual([0, affected]);
      const read = (file: string) => readFileSync(join(folder, file), 'utf8');
      expect(read(`again-${name}`)).toBe(read('first.csv'));
    }
  });

  it('says whom genuine tokens name that were used again, since when and until when; a forged one names nobody', async () => {
    const ended = await scan('--json', '--affected', 'who.csv');
    const { affected } = ended.json<ScanSummary>();
    const seen = {
      firstSeen: '2026-10-12T10:01:02.000Z',
      lastSeen: '2026-10-12T10:01:06.000Z',
      anomalies: ['replayed'],
    };
    const once = {
      firstSeen: '2026-10-12T10:01:03.000Z',
      lastSeen: '2026-10-12T10:01:03.000Z',
      anomalies: ['replayed'],
    };
    expect(affected).toEqual({
      sub: {
        total: 2,
        top: [
          { value: 'olena', uses: 2, tokens: 1, ...seen },
          { value: '=ivan', uses: 1, tokens: 1, ...once },
        ],
      },
      obj: { total: 1, top: [{ value: '26000001', uses: 3, tokens: 2, ...seen }] },
      beyond: 0,
    });
    expect(readFileSync(join(folder, 'who.csv'), 'utf8').split('\r\n')).toEqual([
      'kind,value,uses,tokens,firstSeen,lastSeen,anomalies',
      'sub,olena,2,1,2026-10-12T10:01:02.000Z,2026-10-12T10:01:06.000Z,replayed',
      "sub,'=ivan,1,1,2026-10-12T10:01:03.000Z,2026-10-12T10:01:03.000Z,replayed",
      'obj,26000001,3,2,2026-10-12T10:01:02.000Z,2026-10-12T10:01:06.000Z,replayed',
      '',
    ]);
    expect([ended.code, statSync(join(folder, 'who.csv')).mode & 0o777]).toEqual([0, 0o600]);
    expect((await scan()).stdout).toMatch(/affected {2}sub: 2\n +2 {2}olena {2}2026-10-12T10:01:02/u);
  });

  it('writes over nothing, and where the table cannot be written the summary is said all the same', async () => {
    writeFileSync(join(folder, 'there.csv'), 'mine');
    const there = await scan('--json', '--affected', 'there.csv');
    expect([there.code, there.json<{ error: { code: string } }>().error.code]).toEqual([2, 'INPUT_INVALID']);
    expect(readFileSync(join(folder, 'there.csv'), 'utf8')).toBe('mine');
    const nowhere = await scan('--json', '--affected', 'no/where.csv');
    expect([nowhere.code, nowhere.json()]).toMatchObject([2, { tokens: 8, error: { code: 'FILE_UNREADABLE' } }]);
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });
});
