import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/model/verdict.ts';
import { CLI, createTestHome, type Ended, runTerminal, type TestHome } from './run-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcm-edges-'));
const GUID = '11111111-2222-4333-8444-555555555555';
let home: TestHome;
let kid = '';
let server: Server;
let baseUrl = '';

const sign = (...argv: string[]) =>
  home.run(['token', 'sign', '--key', kid, '--env', 'p', '--profile', 'platform', '--reason', 'r', '--json', ...argv]);
const failure = (ended: Ended) => [ended.code, ended.json<{ error?: { code: string } }>().error?.code];

/** A DCM that accepts every token and publishes nonsense. */
function startNonsense(): Promise<Server> {
  const nonsense = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url?.endsWith('/authenticate') === true ? '{"session_token":"secret-session"}' : '{"x":1}');
  });
  return new Promise((resolve) => nonsense.listen(0, '127.0.0.1', () => resolve(nonsense)));
}

beforeAll(async () => {
  server = await startNonsense();
  baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  home = createTestHome();
  await home.run(['env', 'add', 'p', '--base-url', baseUrl, '--counterparty', GUID, '--kind', 'practice']);
  kid = (await home.run(['key', 'generate', '--env', 'p', '--bits', '2048', '--json'])).json<{ kid: string }>().kid;
}, 60_000);

afterAll(() => {
  server.close();
  home.erase();
  rmSync(folder, { recursive: true, force: true });
});

describe('claims of a token', () => {
  it.each([
    'x=1e400',
    'x=12345678901234567890',
    'x={"a":1,"a":2}',
    String.raw`x="\ud800"`,
    'x=1,"y":2',
    `x=${'['.repeat(40)}${']'.repeat(40)}`,
  ])('are refused where they would not arrive as they were typed: %s', async (claim) => {
    expect(failure(await sign('--claim', claim))).toEqual([2, 'USAGE_INVALID']);
  });

  it('that every check would refuse are bad input, not a fault of the machine', async () => {
    expect(failure(await sign('--claim', 'aud=[1]'))).toEqual([2, 'INPUT_INVALID']);
    expect(failure(await sign('--claim', `x="${'A'.repeat(20_000)}"`))).toEqual([2, 'INPUT_TOO_LARGE']);
  });

  it('may hold any other JSON, also under a strange name', async () => {
    const ended = await sign('--claim', '__proto__={"a":[1,0.5,null]}', '--claim', 'aud=["dcm"]');
    const payload = ended.json<{ token: string }>().token.split('.')[1] ?? '';
    const text = Buffer.from(payload, 'base64url').toString();
    expect([ended.code, text]).toEqual([0, expect.stringContaining('"__proto__":{"a":[1,0.5,null]},"aud":["dcm"]')]);
  });

  it('never live above the ceiling, however many digits say so', async () => {
    expect(failure(await sign('--ttl', '9'.repeat(20)))).toEqual([7, 'TOKEN_LIFE_REFUSED']);
    expect(failure(await sign('--ttl', `-${'9'.repeat(20)}`))).toEqual([2, 'INPUT_INVALID']);
  });
});

describe('what is typed', () => {
  it('is refused with 2 where a flag is misspelt, and a pasted PEM still gets a verdict', async () => {
    expect(failure(await runTerminal(['token', 'inspect', '--fiel', '--json']))).toEqual([2, 'USAGE_INVALID']);
    const jwks = join(folder, 'jwks.json');
    writeFileSync(jwks, '{"keys":[]}');
    const ended = await runTerminal(['token', 'verify', '--jwks', jwks, '-----BEGIN PRIVATE KEY-----', '--json']);
    expect([ended.code, ended.json<Verdict>().code]).toEqual([1, 'TOKEN_MALFORMED']);
    expect((await runTerminal(['token', 'verify', '--jwks', jwks, '--jsw', '--json'])).code).toBe(2);
    expect((await runTerminal(['token', 'verify', '--jwks', jwks, '--json', '--', '--jsw'])).code).toBe(1);
  });

  it('has one digest, whichever way it came in', async () => {
    const text = 'a.b.c\u00a0';
    const jwks = join(folder, 'none.json');
    const file = join(folder, 'token');
    writeFileSync(jwks, '{"keys":[]}');
    writeFileSync(file, text);
    const verify = ['token', 'verify', '--jwks', jwks, '--json'];
    for (const ended of await Promise.all([
      runTerminal([...verify, text]),
      runTerminal([...verify, '--file', file]),
      runTerminal(verify, { input: text }),
    ])) {
      expect(ended.json<Verdict>().tokenSha256).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });

  it('names an instant that exists', async () => {
    for (const at of ['2026-02-30T00:00:00Z', '2026-02-03', 'now', '999999999999', '-1']) {
      expect([at, (await home.run(['key', 'list', '--at', at])).code]).toEqual([at, 2]);
    }
    expect((await home.run(['key', 'list', '--at', '2024-02-29T00:00:00Z'])).code).toBe(0);
  });

  it('names a home that can be one, and a descriptor', async () => {
    expect((await runTerminal(['key', 'list', '--home', ''])).code).toBe(2);
    expect((await runTerminal(['key', 'list', '--home', '/dev/null'])).code).toBe(2);
    expect((await runTerminal(['key', 'list', '--home', home.path, '--passphrase-fd', 'x'])).code).toBe(2);
  });

  it('may not name another keychain than the home’s, even for reading', async () => {
    const ended = await runTerminal(['key', 'list', '--home', home.path, '--keychain', 'os', '--json']);
    expect(failure(ended)).toEqual([3, 'KEYCHAIN_CHANGED']);
  });

  it('tells in Ukrainian what each command of keys, backups, standby keys, bundles and ceremonies takes: the same flags', async () => {
    type Help = { commands: { words: string; summary: string }[] };
    const [en, uk] = await Promise.all(
      ['en', 'uk'].map(async (language) => (await runTerminal(['--help', '--json', '--lang', language])).json<Help>()),
    );
    const flags = (text: string) =>
      (text.match(/--[a-z-]+|\b[A-Z]{1,}\b/gu) ?? []).filter((one) => one !== 'DCM').toSorted();
    const groups = /^(?:backup|standby|bundle|ceremony|key) /u;
    const ofGroups = (en?.commands ?? []).filter(({ words }) => groups.test(words));
    expect(ofGroups.length).toBeGreaterThan(35);
    for (const { words, summary } of ofGroups) {
      const other = uk?.commands.find((one) => one.words === words)?.summary ?? '';
      if (!/^key (?:generate|import)$/u.test(words)) expect(other, words).toMatch(/[а-яіїєґ]{3}/u);
      expect(flags(other), words).toEqual(
        expect.arrayContaining(flags(summary.split(': ')[0] ?? '').filter((one) => one.startsWith('--'))),
      );
    }
    const { stdout } = await runTerminal(['backup', '--help', '--lang', 'uk']);
    expect([
      stdout.includes('backup drill'),
      stdout.includes('key generate'),
      stdout.includes('коди завершення'),
    ]).toEqual([true, false, true]);
  });

  it('reads an error in Ukrainian with --lang uk: the code, what happened, what to do; JSON stays as it is', async () => {
    const argv = ['backup', 'check-share', '--lang', 'uk'];
    const { code, stdout, stderr } = await runTerminal([...argv.slice(0, 2), '--set', 'nowhere', ...argv.slice(2)]);
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 2]);
    expect(stderr).toMatch(/^FILE_UNREADABLE: Файл не читається \("nowhere" cannot be read\)\nПереконайтеся/u);
    const json = await runTerminal(['key', 'show', 'none', '--home', 'nowhere', '--lang', 'uk', '--json']);
    expect(json.json()).toMatchObject({
      error: { code: 'KEY_NOT_FOUND', hint: expect.stringMatching(/^[ -~]+$/u) as string },
    });
  });

  it('gets one JSON document with --json also where no command is meant, and for --help', async () => {
    expect(failure(await runTerminal(['--json']))).toEqual([2, 'USAGE_INVALID']);
    expect((await runTerminal(['--help', '--json'])).json<{ commands: object[] }>().commands.length).toBeGreaterThan(
      20,
    );
  });
});

describe('DCM', () => {
  it('that publishes nonsense is the one at fault: 4, and nothing is kept', async () => {
    expect(failure(await home.run(['dcm', 'jwks', '--env', 'p', '--json']))).toEqual([4, 'DCM_ANSWER_REFUSED']);
    expect((await home.run(['snapshot', 'list', '--json'])).json()).toEqual([]);
  });

  it('is asked for no environment that is not there: 2', async () => {
    expect(failure(await home.run(['dcm', 'register', kid, '--env', 'nope', '--json']))).toEqual([
      2,
      'ENVIRONMENT_UNKNOWN',
    ]);
  });

  it('has its answer given though it cannot be recorded, for the token is used up', async () => {
    const copy = join(folder, 'read-only');
    cpSync(home.path, copy, { recursive: true });
    spawnSync('chmod', ['-R', 'a+rX,a-w', copy]);
    spawnSync('chmod', ['a+rx', folder]);
    const nobody = join(folder, 'nobody');
    writeFileSync(nobody, `#!/bin/sh\nexec setpriv --reuid 65534 --clear-groups ${process.execPath} "$@"\n`, {
      mode: 0o755,
    });
    const ended = await runTerminal(['dcm', 'check', '--env', 'p', 'a.b.c', '--home', copy, '--json'], {
      node: nobody,
      env: { HOME: folder },
    });
    expect([ended.code, ended.json()]).toMatchObject([0, { accepted: true }]);
    expect(ended.stderr).toContain('NOT_RECORDED');
    expect(ended.stdout).not.toContain('secret-session');
  });
});

describe('an export of the trail', () => {
  it('is described by what is in it, and as one JSON document holds itself', async () => {
    const out = join(folder, 'trail.jsonl');
    const written = await home.run(['audit', 'export', '--out', out, '--json']);
    const report = (await runTerminal(['audit', 'verify', '--file', out, '--json'])).json();
    const { ok, events, head, brokenAt, signer } = report;
    expect(written.json()).toEqual({ ok, events, head, brokenAt, signer, out });
    const document = join(folder, 'trail.json');
    const held = await home.run(['audit', 'export', '--json']);
    writeFileSync(document, held.stdout);
    expect(held.json()).toMatchObject({ ok: true, signer: 'unknown', out: null });
    expect((await runTerminal(['audit', 'verify', '--file', document, '--json'])).json()).toMatchObject({ ok: true });
  });
});

describe('the trail', () => {
  it('is no yes where it is whole, but another signer was asked for: 1', async () => {
    const whole = await home.run(['audit', 'verify', '--json']);
    const { evidenceKey, signer } = whole.json<{ evidenceKey: string; signer: string }>();
    expect([whole.code, signer]).toEqual([0, 'unknown']);
    const known = await home.run(['audit', 'verify', '--trust', evidenceKey, '--json']);
    expect([known.code, known.json()]).toMatchObject([0, { ok: true, signer: 'known', problem: null }]);
    const other = await home.run(['audit', 'verify', '--trust', 'A'.repeat(43), '--json']);
    expect([other.code, other.json()]).toMatchObject([1, { ok: false, signer: 'unknown' }]);
  });
});

describe('the process', () => {
  it('says that its output cannot be written, without a stack trace: 5', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [CLI, 'env', 'list', '--home', home.path], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(status).toBe(5);
    expect(stderr).toMatch(/^DISK_FULL: .+\n.+\n$/u);
  });

  it('reads on, and signs nothing, where policy.json cannot be read', async () => {
    const copy = join(folder, 'policy');
    cpSync(home.path, copy, { recursive: true });
    mkdirSync(join(copy, 'policy.json'));
    expect((await runTerminal(['key', 'list', '--home', copy])).code).toBe(0);
    const argv = ['token', 'sign', '--key', kid, '--env', 'p', '--profile', 'platform', '--reason', 'r'];
    expect(failure(await runTerminal([...argv, '--home', copy, '--json']))).toEqual([7, 'POLICY_INVALID']);
  });

  it.each([process.execPath, '/usr/bin/node'].filter((node) => existsSync(node)))(
    'reads every descriptor that a path names (%s)',
    (node) => {
      const jwks = join(folder, 'empty.json');
      writeFileSync(jwks, '{"keys":[]}');
      const { stdout } = spawnSync(
        'bash',
        ['-c', '"$0" "$1" token verify --json --jwks /dev/fd/7 --file=<(echo a.b.c) 7<"$2"', node, CLI, jwks],
        { encoding: 'utf8', timeout: 10_000 },
      );
      expect(JSON.parse(stdout)).toMatchObject({ code: 'TOKEN_MALFORMED' });
    },
  );
});

describe('the passphrase prompt', () => {
  /** Runs `key generate` with a vault on a terminal of its own, and types. */
  async function typed(name: string, keys: string): Promise<{ code: number | null; screen: string }> {
    const argv = ['key', 'generate', '--bits', '2048', '--home', join(folder, name), '--keychain', 'sealed'];
    const child = spawn('script', ['-qec', [process.execPath, CLI, ...argv].join(' '), '/dev/null']);
    let screen = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (screen === '' && keys !== '') child.stdin.write(keys);
      screen += chunk.toString();
    });
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { code, screen };
  }

  it('asks twice for a new vault, shows nothing, and takes what was typed ahead', async () => {
    const { code, screen } = await typed('prompt', 'password1\rpassword1\r');
    expect([code, screen.includes('password1')]).toEqual([0, false]);
  });

  it('makes nothing where the two differ: 3', async () => {
    const { code, screen } = await typed('differ', 'password1\rpassword2\r');
    expect([code, screen]).toEqual([3, expect.stringContaining('PASSPHRASE_NEEDED')]);
  });

  it('ends with 130 on Ctrl-C', async () => {
    expect((await typed('ctrl-c', 'passw\u0003')).code).toBe(130);
  });
});

describe('a file without an end', () => {
  it.each([
    ['ceremony', 'verify'],
    ['bundle', 'verify'],
    ['audit', 'verify', '--file'],
  ])('is refused, not read until memory is full: %s %s', async (...words) => {
    expect(failure(await home.run([...words, '/dev/zero', '--json']))).toEqual([2, 'INPUT_TOO_LARGE']);
  });
});
