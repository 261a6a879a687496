import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, createTestHome, runTerminal, startPracticeProcess } from './run-terminal.ts';
import { openSigningHome, type SigningHome } from './signing-home.ts';

let opened: SigningHome;
let home: SigningHome['home'];
let folder = '';
const signArgv = () => opened.signArgv;

beforeAll(async () => {
  opened = await openSigningHome();
  ({ home, folder } = opened);
}, 60_000);
afterAll(() => opened.close());

describe('errors of the terminal', () => {
  it('are one line that names the problem, one that says what to do, and nothing on stdout', async () => {
    const { code, stdout, stderr } = await home.run(['key', 'show', 'nobody']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^KEY_NOT_FOUND: .+\n.+\n$/u);
  });

  it('are one JSON document with --json', async () => {
    const { stdout } = await home.run(['key', 'show', 'nobody', '--json']);
    expect(Object.keys((JSON.parse(stdout) as { error: object }).error)).toEqual(['code', 'message', 'hint']);
  });

  it('end with 2 where no command was meant', async () => {
    expect((await runTerminal([])).code).toBe(2);
    expect((await runTerminal(['nonsense', '--json'])).json()).toMatchObject({ error: { code: 'USAGE_INVALID' } });
    expect((await runTerminal(['--help'])).code).toBe(0);
  });
});

describe('the keychain', () => {
  it('is refused with 3, with the reason, where there is none, and nothing is stored', async () => {
    const other = join(folder, 'no-keychain');
    const ended = await runTerminal(['key', 'generate', '--bits', '2048', '--home', other, '--json']);
    expect([ended.code, ended.json()]).toMatchObject([3, { error: { code: 'KEYCHAIN_UNAVAILABLE' } }]);
    expect((await runTerminal(['key', 'list', '--home', other, '--json'])).json()).toEqual([]);
  });

  it('is never changed silently: another back end than the recorded one is 3', async () => {
    const ended = await runTerminal(['key', 'generate', '--home', home.path, '--keychain', 'os', '--json']);
    expect([ended.code, ended.json()]).toMatchObject([3, { error: { code: 'KEYCHAIN_CHANGED' } }]);
  });

  it('is the recorded one where no flag says otherwise', async () => {
    expect((await runTerminal([...signArgv(), '--home', home.path, '--passphrase-fd', '3'])).code).toBe(0);
  });

  it('refuses a wrong passphrase with 3', async () => {
    const ended = await home.run([...signArgv(), '--json'], { passphrase: 'not the passphrase' });
    expect([ended.code, ended.json()]).toMatchObject([3, { error: { code: 'PASSPHRASE_WRONG' } }]);
  });

  it('asks nobody where there is no terminal and no descriptor: 3', async () => {
    const ended = await runTerminal([...signArgv(), '--home', home.path, '--json']);
    expect([ended.code, ended.json()]).toMatchObject([3, { error: { code: 'PASSPHRASE_NEEDED' } }]);
  });

  it('takes at least 8 characters for a new vault, and leaves none behind', async () => {
    const other = join(folder, 'short');
    const argv = [
      'key',
      'generate',
      '--bits',
      '2048',
      '--home',
      other,
      '--keychain',
      'sealed',
      '--passphrase-fd',
      '3',
      '--json',
    ];
    const ended = await runTerminal(argv, { passphrase: 'seven77' });
    expect([ended.code, ended.json()]).toMatchObject([3, { error: { code: 'PASSPHRASE_TOO_SHORT' } }]);
    expect(readdirSync(other).filter((name) => name.includes('vault.json'))).toEqual([]);
  });

  it('is not opened by commands that read or judge', async () => {
    for (const argv of [
      ['key', 'list'],
      ['env', 'list'],
      ['snapshot', 'list'],
      ['audit', 'verify'],
      ['audit', 'export'],
      ['key', 'export', opened.kid, '--format', 'pem'],
    ]) {
      expect((await runTerminal([...argv, '--home', home.path])).code, argv.join(' ')).toBe(0);
    }
  });
});

describe('the home', () => {
  it('has files that only their owner reads', () => {
    expect(statSync(home.path).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(home.path))
      expect([name, statSync(join(home.path, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it('is not made by reading commands', async () => {
    const other = join(folder, 'absent');
    expect((await runTerminal(['env', 'list', '--home', other, '--json'])).json()).toEqual([]);
    expect((await runTerminal(['token', 'verify', '--own', 'a.b.c', '--home', other, '--json'])).code).toBe(1);
    expect((await runTerminal(['audit', 'verify', '--home', other, '--json'])).code).toBe(2);
    expect(existsSync(other)).toBe(false);
  });

  it('that can only be read still judges, says NOT_RECORDED, and signs nothing', async () => {
    const copy = join(folder, 'read-only');
    const token = (await home.run(signArgv())).stdout.trim();
    cpSync(home.path, copy, { recursive: true });
    execFileSync('chmod', ['-R', 'a+rX,a-w', copy]);
    execFileSync('chmod', ['a+rx', folder]);
    const nobody = (argv: readonly string[]) =>
      spawnSync(
        'setpriv',
        ['--reuid', '65534', '--clear-groups', process.execPath, CLI, ...argv, '--home', copy, '--json'],
        {
          input: '',
          env: { ...process.env, HOME: folder, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
        },
      );
    const judged = nobody(['token', 'verify', '--own', token]);
    const verdict = JSON.parse(judged.stdout.toString()) as { outcome: string; warnings: { code: string }[] };
    expect([judged.status, verdict.outcome, verdict.warnings.map((one) => one.code)]).toEqual([
      0,
      'valid',
      ['NOT_RECORDED'],
    ]);
    const signed = nobody(signArgv());
    expect([signed.status, JSON.parse(signed.stdout.toString())]).toMatchObject([
      5,
      { error: { code: 'HOME_UNWRITABLE' } },
    ]);
  });

  it('that is damaged is refused with 5, and kept as it is', async () => {
    const copy = join(folder, 'damaged');
    cpSync(home.path, copy, { recursive: true });
    writeFileSync(join(copy, 'dcm-keys.db'), 'this was a database');
    const ended = await runTerminal(['key', 'list', '--home', copy, '--json']);
    expect([ended.code, ended.json()]).toMatchObject([5, { error: { code: 'DATABASE_DAMAGED' } }]);
    expect(statSync(join(copy, 'dcm-keys.db')).size).toBe('this was a database'.length);
  });

  it('signs nothing under a policy that cannot be read, and names its line', async () => {
    const copy = join(folder, 'policy');
    cpSync(home.path, copy, { recursive: true });
    writeFileSync(join(copy, 'policy.json'), '{\n  "version": 1,\n  "maxTokenLifeSeconds": 9999\n}\n');
    const ended = await runTerminal([...signArgv(), '--home', copy, '--passphrase-fd', '3', '--json']);
    expect([ended.code, ended.json()]).toMatchObject([7, { error: { code: 'POLICY_INVALID' } }]);
    expect(ended.stdout).toContain('line 3');
    expect((await runTerminal(['key', 'list', '--home', copy])).code).toBe(0);
  });

  it('finds an older copy of itself by the head in the keychain, and signs nothing', async () => {
    const copy = join(folder, 'rolled-back');
    cpSync(home.path, copy, { recursive: true });
    const argv = [...signArgv(), '--home', copy, '--passphrase-fd', '3', '--json'];
    expect((await runTerminal(argv)).code).toBe(0);
    for (const name of readdirSync(copy)) if (name.startsWith('dcm-keys.db')) rmSync(join(copy, name));
    for (const name of readdirSync(home.path))
      if (name.startsWith('dcm-keys.db')) copyFileSync(join(home.path, name), join(copy, name));
    const ended = await runTerminal(argv);
    expect([ended.code, ended.json()]).toMatchObject([5, { error: { code: 'AUDIT_BROKEN' } }]);
  });

  it('on a full disk loses nothing that was there', async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', disk]);
    try {
      const copy = join(disk, 'home');
      cpSync(home.path, copy, { recursive: true });
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(1));
      spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'ballast')}`, 'bs=1k', 'count=600']);
      const ended = await runTerminal([...signArgv(), '--home', copy, '--passphrase-fd', '3', '--json']);
      expect([ended.code, ended.json()]).toMatchObject([5, { error: { code: 'DISK_FULL' } }]);
      rmSync(join(disk, 'ballast'));
      expect((await runTerminal(['audit', 'verify', '--home', copy, '--json'])).json()).toMatchObject({ ok: true });
      expect((await runTerminal([...signArgv(), '--home', copy, '--passphrase-fd', '3'])).code).toBe(0);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('lets eight commands write at once, and keeps the chain whole', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        home.run(index % 2 === 0 ? signArgv() : ['key', 'generate', '--bits', '2048', '--env', 'p']),
      ),
    );
    expect(
      all.map((one) => [one.code, one.stderr.split('\n')[0]?.split(':')[0]]).filter(([code]) => code !== 0),
    ).toEqual([]);
    expect((await home.run(['audit', 'verify', '--json'])).json()).toMatchObject({ ok: true });
  }, 60_000);
});

describe('DCM', () => {
  it('that is not there is 4, with a next step, and leaves the key as it was', async () => {
    const { baseUrl, counterpartyGuid } = await startPracticeProcess().then(async (one) => {
      await one.stop();
      return one;
    });
    const other = createTestHome();
    await other.run([
      'env',
      'add',
      'gone',
      '--base-url',
      baseUrl,
      '--counterparty',
      counterpartyGuid,
      '--kind',
      'practice',
    ]);
    const made = (await other.run(['key', 'generate', '--bits', '2048', '--env', 'gone', '--json'])).json<{
      kid: string;
    }>();
    const ended = await other.run(['dcm', 'register', made.kid, '--env', 'gone', '--json']);
    expect([ended.code, ended.json()]).toMatchObject([4, { error: { code: 'DCM_UNREACHABLE' } }]);
    expect((await other.run(['key', 'list', '--json'])).json<object[]>()).toHaveLength(1);
    other.erase();
  });
});
