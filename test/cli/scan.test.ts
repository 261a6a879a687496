import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANOMALIES, type ScanPlace, type ScanSummary } from '../../shared/model/scan.ts';
import { digestOf, makeKey, part, rawSignature, signed } from '../domain/tokens.ts';
import { seeded } from '../domain/token-plants.ts';
import { type Ended, runTerminal } from './run-terminal.ts';
import { openSigningHome } from './signing-home.ts';

interface Line {
  readonly type: 'token';
  readonly outcome: string;
  readonly code: string;
  readonly judgedAt: string | null;
  readonly tokenSha256: string;
  readonly source: ScanPlace;
  readonly duplicateOf: ScanPlace | null;
  readonly anomalies: readonly string[];
}

const dcm = makeKey('ES256', 'dcm-1');
const IAT = Date.UTC(2026, 9, 12, 10) / 1000;
let count = 0;
const token = (more: object = {}) => {
  count += 1;
  return signed(dcm, {}, { iat: IAT, exp: IAT + 300, jti: `j${String(count)}`, sub: 's', ...more });
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-scan-'));
  writeFileSync(join(folder, 'dcm.jwks'), JSON.stringify({ keys: [dcm.jwk] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return name;
}
const scan = (argv: readonly string[], options = {}): Promise<Ended> =>
  runTerminal(['scan', '--jwks', 'dcm.jwks', ...argv], { cwd: folder, passphrase: null, ...options });
const linesOf = ({ stdout }: Ended) => {
  const all = stdout.trimEnd().split('\n');
  return {
    tokens: all.slice(0, -1).map((line) => JSON.parse(line) as Line),
    summary: JSON.parse(all.at(-1) ?? '') as ScanSummary,
  };
};

describe('scan', () => {
  it('finds 1,000 planted tokens in every encoding, with file, line and column, and nothing beside them', async () => {
    const random = seeded(5);
    const escaped = (text: string) => JSON.stringify({ msg: text });
    const wrapped = (text: string) => (text.match(/.{1,64}/gu) ?? []).join('\n');
    /** What stands before the token in its line, and how it is written. */
    const forms: readonly (readonly [string, (text: string) => string])[] = [
      ['Authorization: Bearer ', (text) => text],
      ['ключ=', (text) => text],
      ['https://x.example/?a=1&id_token=', (text) => text.replaceAll('.', '%2E')],
      ['{"msg":"', (text) => `${text}"}`],
      [escaped('{"t":"').slice(0, -2), (text) => `${text}\\"}"}`],
      ['{\\"t\\":\\"{\\\\\\"t\\\\\\":\\\\\\"', (text) => text],
      ['', (text) => `${wrapped(text)}\n`],
      ['Basic ', (text) => Buffer.from(text).toString('base64')],
    ];
    const expected: { sha256: string; source: ScanPlace }[] = [];
    const names = ['a.log', 'b.log.gz', 'c.log.zst', 'd-utf16.log'];
    for (const name of names) {
      let text = '';
      for (let at = 0; at < 250; at += 1) {
        const [before, write] = forms[Math.floor(random() * forms.length)] ?? ['', String];
        const noise = Array.from(
          { length: 200 },
          () => ['eyJ', 'keyJ ', 'é', 'x=1 ', '7f3a'][Math.floor(random() * 5)],
        );
        const end = random() < 0.5 ? '\n' : '\r\n';
        text += `2026-10-12T10:01:00Z ${noise.join('')}${end}`;
        const one = token();
        expected.push({
          sha256: digestOf(one),
          source: { file: name, line: text.split('\n').length, column: [...before].length + 1 },
        });
        text += `${before}${write(one)}${end}`;
      }
      const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
      const plain = Buffer.from(text);
      put(
        name,
        name.endsWith('gz')
          ? gzipSync(plain)
          : name.endsWith('zst')
            ? zstdCompressSync(plain)
            : name.startsWith('d')
              ? utf16
              : plain,
      );
    }
    const ended = await scan([...names, '--ndjson', '--at', String(IAT + 60)]);
    const { tokens, summary } = linesOf(ended);
    expect(ended.code).toBe(0);
    expect(tokens.map(({ tokenSha256, source }) => ({ sha256: tokenSha256, source }))).toEqual(expected);
    expect(summary).toMatchObject({ tokens: 1000, unique: 1000, byOutcome: { valid: 1000 }, byKid: { 'dcm-1': 1000 } });
    expect(summary.files.map(({ file, sha256 }) => [file, sha256])).toEqual(
      names.map((name) => [name, digestOfFile(name)]),
    );
  });

  it('finds tokens on the border of what one thread reads, once each, with their places', async () => {
    const border = 1_048_576;
    const one = token();
    const pad = `${'x'.repeat(99)}\n`;
    const lines = Math.floor((border - 300) / pad.length);
    const other = token();
    put(
      'big.log',
      `${pad.repeat(lines)}${'y'.repeat(border - lines * pad.length - 40)} ${one} z\n${pad.repeat(50_000)}end ${other}`,
    );
    const { tokens, summary } = linesOf(await scan(['big.log', '--ndjson', '--at', String(IAT), '--workers', '3']));
    expect(tokens.map(({ source }) => [source.line, source.column])).toEqual([
      [lines + 1, border - lines * pad.length - 38],
      [lines + 1 + 50_000 + 1, 5],
    ]);
    expect(summary.files[0]?.sha256).toBe(digestOfFile('big.log'));
  });

  it('judges at the time of arrival, at one instant, or at iat; where there is no time it says so', async () => {
    const one = token();
    put(
      'times.log',
      `2026-10-12T10:01:00Z ${one}\n2026-10-12T10:09:00Z ${one}\n2026-10-12 13:01:00 ${one}\nnothing ${one}\n`,
    );
    const codes = async (...argv: string[]) =>
      linesOf(await scan(['times.log', '--ndjson', ...argv])).tokens.map(({ code }) => code);
    expect(await codes()).toEqual(['OK', 'TOKEN_EXPIRED', 'TIME_NOT_JUDGED', 'TIME_NOT_JUDGED']);
    expect(await codes('--zone', 'Europe/Kyiv')).toEqual(['OK', 'TOKEN_EXPIRED', 'OK', 'TIME_NOT_JUDGED']);
    expect(await codes('--at-iat')).toEqual(['OK', 'OK', 'OK', 'OK']);
    expect(await codes('--at', '2026-10-13T00:00:00Z')).toEqual(Array.from({ length: 4 }, () => 'TOKEN_EXPIRED'));
    const said = await scan(['times.log', '--json']);
    expect(said.json<ScanSummary>().withoutZone).toBe(1);
    expect(said.stderr).toContain('--zone');
  });

  it('counts every use, judges each token once, and says where the first stood', async () => {
    const [one, two] = [token(), token()];
    put('uses.log', `2026-10-12T10:01:00Z 10.0.0.1 ${one}\n2026-10-12T10:01:01Z 10.0.0.2 ${one} ${two}\n`);
    const { tokens, summary } = linesOf(await scan(['uses.log', '--ndjson']));
    expect(tokens.map(({ duplicateOf }) => duplicateOf)).toEqual([
      null,
      { file: 'uses.log', line: 1, column: 31 },
      null,
    ]);
    expect(tokens.map(({ anomalies }) => anomalies)).toEqual([[], ['two-addresses'], []]);
    expect(summary).toMatchObject({ tokens: 3, unique: 2, anomalies: { 'two-addresses': 1 } });
    const known = await scan(['uses.log', '--json', '--proxy', '10.0.0.2']);
    expect(known.json<ScanSummary>().anomalies).toEqual({});
    expect(Object.keys(summary.anomalies).every((id) => (ANOMALIES as readonly string[]).includes(id))).toBe(true);
  });

  it('reads folders and standard input; goes on behind a damaged file, and ends with 2', async () => {
    mkdirSync(join(folder, 'logs/deep'), { recursive: true });
    put('logs/deep/x.log', `a ${token()}`);
    put('logs/bad.gz', gzipSync(`${`${token()}\n`.repeat(400)}`).subarray(0, -200));
    put('logs/z.har', har([token(), '2026-10-12T10:02:00.000Z'], [token(), '2026-10-12T10:09:00.000Z']));
    const ended = await scan(['logs', 'missing.log', '--ndjson']);
    const { tokens, summary } = linesOf(ended);
    expect(ended.code).toBe(2);
    expect(summary.files.map(({ file, error }) => [file, error])).toEqual([
      [join('logs', 'bad.gz'), 'FILE_DAMAGED'],
      [join('logs', 'deep', 'x.log'), null],
      [join('logs', 'z.har'), null],
      ['missing.log', 'FILE_UNREADABLE'],
    ]);
    expect(summary.files[0]?.sha256).toBeNull();
    expect(tokens.filter(({ code }) => !['OK', 'TIME_NOT_JUDGED', 'TOKEN_EXPIRED'].includes(code))).toEqual([]);
    expect(tokens.filter(({ source }) => source.file.endsWith('har')).map(({ code }) => code)).toEqual([
      'OK',
      'TOKEN_EXPIRED',
    ]);
    const piped = await scan(['-', '--csv'], { input: `x ${token()}\n` });
    expect([piped.code, piped.stdout.split('\r\n')[1]?.startsWith("'-,1,3,,")]).toEqual([0, true]);
    expect(piped.stderr).toContain('1 use of 1 token');
  });

  it('reads every frame of a .zst, and says so where one is damaged', async () => {
    const frame = (length: number) => zstdCompressSync(`${randomBytes(length).toString('hex')}\n${token()}\n`);
    const skippable = Buffer.concat([Buffer.from('502a4d1804000000', 'hex'), Buffer.alloc(4)]);
    const many = Array.from({ length: 60 }, () => frame(20_000));
    put('many.zst', Buffer.concat([skippable, ...many, skippable]));
    put('cut.zst', Buffer.concat([frame(10), frame(100_000).subarray(0, -300)]));
    put('odd.zst', Buffer.concat([frame(10), Buffer.from('no frame at all')]));
    const ended = await scan(['many.zst', 'cut.zst', 'odd.zst', '--json']);
    const summary = ended.json<ScanSummary>();
    expect([ended.code, summary.tokens]).toEqual([2, 62]);
    expect(summary.files.map(({ error }) => error)).toEqual([null, 'FILE_DAMAGED', 'FILE_DAMAGED']);
  });

  it('finds what stands beside a token whose iat is beyond every calendar', async () => {
    put('far.log', [1e20, -1e20, 1e306, IAT].map((iat) => token({ iat })).join('\n'));
    const { tokens, summary } = linesOf(await scan(['far.log', '--ndjson', '--at-iat']));
    expect(tokens.map(({ code }) => code)).toEqual(['CLAIM_INVALID', 'CLAIM_INVALID', 'CLAIM_INVALID', 'OK']);
    expect(summary.files[0]?.error).toBeNull();
  });

  it('refuses a damaged JWKS by its code', async () => {
    put('a.log', token());
    put('damaged.json', '{"keys":[');
    const ended = await runTerminal(['scan', 'a.log', '--jwks', 'damaged.json', '--json'], {
      cwd: folder,
      passphrase: null,
    });
    expect([ended.code, ended.json<{ error: { code: string } }>().error.code]).toEqual([2, 'JWKS_REFUSED']);
  });

  it('writes no cell that a spreadsheet would run, and no token', async () => {
    const one = token({ sub: '=HYPERLINK("http://x")' });
    put('formula.log', one);
    const { stdout } = await scan(['formula.log', '--csv']);
    expect(stdout).toContain(`"'=HYPERLINK`);
    expect(stdout).not.toContain(one.split('.')[2]);
  });

  it.each([
    [['a.log', '--ndjson', '--csv'], '--ndjson'],
    [['a.log', '--at', '1', '--at-iat'], '--at-iat'],
    [['a.log', '--zone', 'Kyiv'], '--zone'],
    [['a.log', '--workers', '0'], '--workers'],
    [['-', '-'], 'twice'],
    [[], 'missing'],
  ])('refuses %j', async (argv, word) => {
    const ended = await scan(argv);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain(word);
  });
});

describe('scan by the keys of a home', () => {
  it('knows what DCM signed and what was signed here, and is one event of the trail', async () => {
    const { home, practice, kid, signArgv, folder: place, close } = await openSigningHome();
    try {
      const [ours, of] = [
        (await home.run(signArgv)).stdout.trim(),
        await home.run(['practice', 'token', '--base-url', practice.baseUrl, '--kind', 'genuine']),
      ];
      const stamp = new Date().toISOString();
      writeFileSync(
        join(place, 'x.log'),
        `${stamp} ${ours}\n${stamp} ${of.stdout.trim()}\n${stamp} ${forgedUnder(kid)}\n`,
      );
      const before = (await home.run(['audit', 'verify', '--json'], { passphrase: null })).json<{ events: number }>();
      const ended = await home.run(['scan', join(place, 'x.log'), '--env', 'p', '--json'], { passphrase: null });
      expect(ended.json<ScanSummary>()).toMatchObject({
        byOutcome: { valid: 2, invalid: 1 },
        byIssuer: { us: 1, dcm: 1, unknown: 1 },
        byCode: { OK: 2, SIGNATURE_INVALID: 1 },
        anomalies: {},
      });
      const after = (await home.run(['audit', 'verify', '--json'], { passphrase: null })).json<{ events: number }>();
      expect(after.events - before.events).toBe(2);
    } finally {
      await close();
    }
  }, 60_000);
});

function forgedUnder(kid: string): string {
  const other = makeKey('RS256', kid);
  const input = `${part({ alg: 'RS256', kid })}.${part({ iat: 1 })}`;
  return `${input}.${rawSignature(other, Buffer.from(input)).toString('base64url')}`;
}

function har(...requests: readonly (readonly [string, string])[]): string {
  const entries = requests.map(([value, startedDateTime]) => ({
    request: { url: 'https://x.example/', headers: [{ name: 'Authorization', value: `Bearer ${value}` }] },
    startedDateTime,
  }));
  return JSON.stringify({ log: { version: '1.2', entries } });
}

function digestOfFile(name: string): string {
  return digestOf(readFileSync(join(folder, name)) as unknown as string);
}
