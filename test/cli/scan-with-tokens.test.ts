import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey, signed } from '../domain/tokens.ts';
import { CLI, type Ended, runTerminal } from './run-terminal.ts';

const dcm = makeKey('ES256', 'dcm-1');
const IAT = Date.UTC(2026, 9, 12, 10) / 1000;
const tokens = Array.from({ length: 6 }, (_, at) =>
  signed(dcm, {}, { iat: IAT, exp: IAT + 300, jti: `j${String(at)}`, sub: '=1+1' }),
);
const [plain = '', wrapped = '', encoded = '', inBase64 = '', forgedOf = '', again = ''] = tokens;
const forged = `${forgedOf.slice(0, -20)}${'A'.repeat(20)}`;
/** As they come out of the log, in its order. */
const IN_ORDER = [plain, wrapped, encoded, inBase64, forged, again, plain, again];

let folder: string;
const run = (...argv: readonly string[]): Promise<Ended> =>
  runTerminal(['scan', ...argv], { cwd: folder, passphrase: null });
const scan = (...argv: readonly string[]) => run('x.log', '--jwks', 'dcm.jwks', ...argv);
const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
const digestOf = (token: string) => createHash('sha256').update(token).digest('hex');

interface Line {
  readonly type: string;
  readonly token?: string;
  readonly tokenSha256: string;
}
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
    .filter(({ type }) => type === 'token');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-with-tokens-'));
  put('dcm.jwks', JSON.stringify({ keys: [dcm.jwk] }));
  const lines = [
    plain,
    wrapped.replaceAll(/(.{64})/gu, '$1\n'),
    `https://bank.example/?t=${encoded.replaceAll('.', '%2E')}&x=1`,
    `"${Buffer.from(`{"token":"${inBase64}"}`).toString('base64')}"`,
    ...[forged, again, plain, again],
  ];
  put('x.log', lines.map((line) => `2026-10-12T10:01:00Z 10.0.0.1 ${line}\n`).join(''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('scan --with-tokens', () => {
  it('gives digests alone unless it is asked', async () => {
    const [ndjson, csv, full] = [await scan('--ndjson'), await scan('--csv'), await scan('--ndjson', '--with-tokens')];
    const holds = (text: string) => IN_ORDER.filter((token) => text.includes(token.split('.')[2] ?? ''));
    // What finds nothing in the first two finds all in the last.
    expect([holds(ndjson.stdout), holds(csv.stdout), holds(full.stdout)]).toEqual([[], [], IN_ORDER]);
    expect([ndjson.stderr.includes('WITH_TOKENS'), full.stderr.includes('WITH_TOKENS')]).toEqual([false, true]);
  });

  it('gives each token as it was found, however it was written there, beside the digest of that very token', async () => {
    const ended = await scan('--ndjson', '--with-tokens');
    const lines = linesOf(ended.stdout);
    expect([ended.code, lines.map(({ token }) => token)]).toEqual([0, IN_ORDER]);
    expect(lines.map(({ tokenSha256 }) => tokenSha256)).toEqual(IN_ORDER.map(digestOf));
  });

  it('is read back as the same table, in every form, and gives its tokens on only when it is asked again', async () => {
    const [bare, full, csv] = [
      await scan('--ndjson'),
      await scan('--ndjson', '--with-tokens'),
      await scan('--csv', '--with-tokens'),
    ];
    put('full', full.stdout);
    put('full.csv', csv.stdout);
    put('swapped', full.stdout.replace(plain, again));
    const clock = /"seconds":.*$/mu;
    expect((await run('--from', 'full', '--ndjson', '--with-tokens')).stdout).toBe(full.stdout);
    expect((await run('--from', 'full', '--csv', '--with-tokens')).stdout).toBe(csv.stdout);
    expect((await run('--from', 'full', '--ndjson')).stdout.replace(clock, '')).toBe(bare.stdout.replace(clock, ''));
    expect((await run('--from', 'full.csv', '--json')).json()).toMatchObject({ tokens: 8, unique: 6 });
    expect((await run('--from', 'swapped')).stderr).toContain('EXPORT_DAMAGED');
  });

  it('keeps others from reading the file that it is led into', () => {
    const modeAfter = (...more: readonly string[]) => {
      const path = join(folder, 'led-into');
      rmSync(path, { force: true });
      const file = openSync(path, 'w', 0o644);
      const argv = [CLI, 'scan', 'x.log', '--jwks', 'dcm.jwks', '--csv', ...more];
      spawnSync(process.execPath, argv, { cwd: folder, stdio: ['ignore', file, 'ignore'] });
      closeSync(file);
      expect(readFileSync(path, 'utf8')).toContain('tokenSha256');
      return statSync(path).mode & 0o777;
    };
    expect([modeAfter(), modeAfter('--with-tokens')]).toEqual([0o644, 0o600]);
  });

  it.each([
    [['x.log', '--jwks', 'dcm.jwks', '--with-tokens'], '--ndjson or --csv'],
    [['x.log', '--jwks', 'dcm.jwks', '--json', '--with-tokens'], '--ndjson or --csv'],
    [['--from', 'bare', '--csv', '--with-tokens'], 'no token'],
  ])('refuses %j, which makes no sense', async (argv, word) => {
    put('bare', (await scan('--ndjson')).stdout);
    const ended = await run(...argv);
    expect([ended.code, ended.stdout.includes('eyJ')]).toEqual([2, false]);
    expect(ended.stdout + ended.stderr).toContain(word);
  });
});
