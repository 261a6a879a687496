import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/model/verdict.ts';
import { runTerminal } from './run-terminal.ts';

/** Judging with nothing but a file: no home is read or made. */
const folder = mkdtempSync(join(tmpdir(), 'dcm-judging-'));
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: '54321', alg: 'RS256', use: 'sig' };
const NOW = 1_800_000_000;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function makeToken(claims: unknown, header: object = { alg: 'RS256', kid: '54321', typ: 'JWT' }): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}
const claims = { flow: 'sign-in', obj: '1', sub: 's', iat: NOW, exp: NOW + 300 };
const token = makeToken(claims);
const jwks = join(folder, 'jwks.json');
const bare = join(folder, 'bare.json');

const verify = (argv: readonly string[], input = '') =>
  runTerminal(['token', 'verify', '--jwks', jwks, '--at', String(NOW), '--json', ...argv], {
    input,
    env: { DCM_KEYS_HOME: join(folder, 'home') },
  });

beforeAll(() => {
  writeFileSync(jwks, JSON.stringify({ keys: [jwk] }));
  writeFileSync(bare, JSON.stringify({ ...jwk, kid: undefined }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('token verify --jwks', () => {
  it('gives the whole verdict, and neither reads nor makes a home', async () => {
    const { code, json } = await verify([token]);
    const verdict = json<Verdict>();
    expect(code).toBe(0);
    expect(verdict).toMatchObject({
      outcome: 'valid',
      code: 'OK',
      codes: [],
      issuer: 'unknown',
      kid: '54321',
      alg: 'RS256',
      claims,
      judgedAt: new Date(NOW * 1000).toISOString(),
      leewaySeconds: 30,
      tokenSha256: createHash('sha256').update(token).digest('hex'),
      snapshot: { id: null, takenAt: null, trust: 'file' },
    });
    expect(verdict.checks.map(({ name, result }) => `${name} ${result}`)).toEqual([
      'format pass',
      'header pass',
      'algorithm pass',
      'key pass',
      'signature pass',
      'key-state not-checked',
      'claims pass',
      'time pass',
    ]);
    expect(readdirSync(folder)).not.toContain('home');
  });

  it('takes the token as argument, from a file and from standard input, white space at its ends dropped', async () => {
    const file = join(folder, 'token.txt');
    writeFileSync(file, `\n  ${token}\r\n`);
    expect((await verify([token])).code).toBe(0);
    expect((await verify(['--file', file])).code).toBe(0);
    expect((await verify([], `\t${token}\n\n`)).code).toBe(0);
    expect((await verify(['-'], token)).code).toBe(0);
    expect((await verify([`--file=${file}`])).code).toBe(0);
  });

  it.each([
    ['two sources of a token', [token, '--file', 'x'], 'USAGE_INVALID'],
    ['no token at all', [], 'INPUT_EMPTY'],
    ['a file that is not there', ['--file', '/nonexistent'], 'FILE_UNREADABLE'],
    ['a leeway above 120', [token, '--leeway', '121'], 'USAGE_INVALID'],
    ['a negative leeway', [token, '--leeway', '-1'], 'USAGE_INVALID'],
    ['a profile that does not exist', [token, '--profile', 'mine'], 'USAGE_INVALID'],
    ['two sources of keys', [token, '--own'], 'USAGE_INVALID'],
  ])('ends with 2 for %s', async (_name, argv, code) => {
    const ended = await verify(argv);
    expect([ended.code, ended.json()]).toMatchObject([2, { error: { code } }]);
  });

  it.each(['yesterday', '2026-01-31', '2026-01-31T03:00:00', '1e9', ''])('ends with 2 for --at %j', async (at) => {
    const ended = await runTerminal(['token', 'verify', '--jwks', jwks, '--at', at, token, '--json']);
    expect([ended.code, ended.json()]).toMatchObject([2, { error: { code: 'USAGE_INVALID' } }]);
  });

  it('takes --at as ISO 8601 with any zone', async () => {
    for (const at of ['2027-01-15T08:00:00Z', '2027-01-15T10:00:00+02:00', '2027-01-15T08:00Z']) {
      const { json } = await runTerminal(['--at', at, 'token', 'verify', '--jwks', jwks, token, '--json']);
      expect(json<Verdict>().judgedAt).toBe('2027-01-15T08:00:00.000Z');
    }
  });

  it.each([
    ['ten thousand dots', '.'.repeat(10_000)],
    ['5 MB of A', 'A'.repeat(5_000_000)],
    ['Bearer before it', `Bearer ${token}`],
    ['a no-break space after it', `${token}\u00a0`],
    ['bytes that are no text', '\u0000\u00ff'],
    ['a JWE', 'a.b.c.d.e'],
    ['JSON', '{"payload":"x"}'],
  ])('gives a verdict, not an error, for %s', async (_name, input) => {
    const ended = await verify([], input);
    expect([ended.code, ended.json()]).toMatchObject([1, { outcome: 'invalid', code: 'TOKEN_MALFORMED' }]);
  });

  it('takes the edges of the leeway as they are written', async () => {
    const at = async (seconds: number) =>
      (await runTerminal(['token', 'verify', '--jwks', jwks, '--json', token, '--at', String(seconds)])).json<Verdict>()
        .code;
    expect(await at(NOW + 329)).toBe('OK');
    expect(await at(NOW + 330)).toBe('TOKEN_EXPIRED');
    expect(await at(NOW - 30)).toBe('OK');
    expect(await at(NOW - 31)).toBe('TOKEN_NOT_YET_VALID');
  });

  it('uses the one bare JWK for a token without kid only with --jws, and says so', async () => {
    const nameless = makeToken(claims, { alg: 'RS256' });
    const withKey = (argv: readonly string[]) =>
      runTerminal(['token', 'verify', '--jwks', bare, nameless, '--json', ...argv]);
    expect((await withKey([])).json()).toMatchObject({ code: 'KEY_UNKNOWN' });
    const jws = await withKey(['--jws']);
    expect([jws.code, jws.json<Verdict>().checks.map((check) => check.result)]).toEqual([
      0,
      ['pass', 'pass', 'pass', 'pass', 'pass', 'not-checked', 'not-checked', 'not-checked'],
    ]);
  });

  it('refuses a file that is no set of public keys', async () => {
    for (const text of [
      '',
      'null',
      '{}',
      '{"keys":{}}',
      JSON.stringify({ keys: [jwk, jwk] }),
      JSON.stringify(privateKey.export({ format: 'jwk' })),
    ]) {
      writeFileSync(join(folder, 'bad.json'), text);
      const ended = await runTerminal(['token', 'verify', '--jwks', join(folder, 'bad.json'), token, '--json']);
      expect([ended.code, ended.json()]).toMatchObject([2, { error: { code: 'JWKS_REFUSED' } }]);
      expect(ended.stdout + ended.stderr).not.toContain(String(privateKey.export({ format: 'jwk' }).d));
    }
  });

  it('gives a call sheet of eight lines in place of the checks, in the language that is asked for', async () => {
    const [, payload = '', signature = ''] = token.split('.');
    const [sheet, document] = await Promise.all([
      runTerminal(['token', 'verify', '--jwks', jwks, '--at', String(NOW), '--call-sheet', '--lang', 'uk', token]),
      verify([token, '--call-sheet']),
    ]);
    expect([sheet.code, sheet.stdout.trimEnd().split('\n').length]).toEqual([0, 8]);
    expect(sheet.stdout).toMatch(/^1 Що: ДІЙСНИЙ: /u);
    expect(sheet.stdout).toContain('НЕ ЗАРАЗ');
    for (const secret of [payload, signature]) expect(sheet.stdout).not.toContain(secret.slice(0, 12));
    expect(document.json<{ outcome: string; callSheet: string[] }>()).toMatchObject({ outcome: 'valid' });
    expect(document.json<{ callSheet: string[] }>().callSheet).toHaveLength(8);
  });

  it('speaks Ukrainian where it is asked to', async () => {
    const { headline } = (await verify([token, '--lang', 'uk'])).json<Verdict>();
    expect(headline).toMatch(/[а-яіїєґ]/iu);
    expect((await verify([token, '--lang', 'fr'])).code).toBe(2);
  });
});

describe('token inspect', () => {
  it('decodes, and says that nothing was verified', async () => {
    const { code, stdout, stderr } = await runTerminal(['token', 'inspect', token]);
    expect([code, stdout.includes('54321')]).toEqual([0, true]);
    expect(stderr).toContain('nothing has been verified');
    expect((await runTerminal(['token', 'inspect', token, '--json'])).json()).toMatchObject({
      header: { kid: '54321' },
      claims,
    });
  });

  it('ends with 2 for garbage', async () => {
    for (const input of ['garbage', 'a.b.c', '..', 'A'.repeat(70_000)]) {
      expect((await runTerminal(['token', 'inspect', '--json'], { input })).code).toBe(2);
    }
  });
});

describe('jwk', () => {
  it('refuses a private PEM with a hint to wipe it, and does not repeat it', async () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const ended = await runTerminal(['jwk', 'from-pem', '--json'], { input: pem });
    expect([ended.code, ended.json()]).toMatchObject([2, { error: { code: 'PRIVATE_KEY_GIVEN' } }]);
    expect(ended.stdout + ended.stderr).not.toContain(pem.slice(100, 160));
  });

  it('names what is wrong with a key, and exits with 1', async () => {
    const { code, json } = await runTerminal(['jwk', 'lint', '--json'], { input: JSON.stringify({ ...jwk, e: 'AQ' }) });
    const report = json<{ ok: boolean; findings: { code: string; message: string; path: string }[] }>();
    expect([code, report.ok]).toEqual([1, false]);
    expect(report.findings[0]?.path).toBe('/e');
  });
});
