import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeHome } from '../../electron/compose.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { DEFAULT_POLICY } from '../../shared/model/policy.ts';
import { CLI } from '../cli/run-terminal.ts';
import { KEY_REQUEST, signRequest } from '../fakes/test-home.ts';

const PASSPHRASE = 'correct horse battery staple';
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
let folder: string;
let homes: Home[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-home-'));
  homes = [];
});
afterEach(async () => {
  for (const home of homes) await home.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A home as a door opens it, with the sealed vault. */
function openHome(name: string): Home {
  const home = composeHome({
    path: join(folder, name),
    use: 'write',
    door: 'terminal',
    keychain: 'sealed',
    fallbackKeychain: null,
    askPassphrase: () => Promise.resolve(Buffer.from(PASSPHRASE)),
    isOnline: () => false,
  });
  homes.push(home);
  return home;
}

async function closeAll(): Promise<void> {
  for (const home of homes.splice(0)) await home.close();
}

const codeOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

function environment(name: string, kind: 'practice' | 'production') {
  const baseUrl = kind === 'practice' ? 'http://127.0.0.1:9' : 'https://dcm.example';
  return { name, baseUrl, counterpartyGuid: '00000000-0000-4000-8000-000000000001', kind, ca: null };
}

describe('the policy of a home', () => {
  it('is named by the hash of its file in every event', async () => {
    const text = `${JSON.stringify({ ...DEFAULT_POLICY, maxTokenLifeSeconds: 600 })}\n`;
    const before = openHome('home');
    const builtIn = before.policy.sha256;
    await closeAll();
    writeFileSync(join(folder, 'home', 'policy.json'), text);
    const home = openHome('home');
    home.environments.add(environment('practice', 'practice'));
    const { kid } = await home.keys.generate(KEY_REQUEST);
    await home.signing.sign(signRequest(kid));
    const [first, ...rest] = [...home.store.audit.all()];
    expect(first?.policySha256).toBe(builtIn);
    expect(rest.length).toBeGreaterThan(3);
    const ofFile = createHash('sha256').update(text).digest('hex');
    expect(new Set(rest.map(({ policySha256 }) => policySha256))).toEqual(new Set([ofFile]));
    expect(new Set(rest.map(({ actor }) => [actor.door, actor.verifiedBy].join()))).toEqual(
      new Set(['terminal,not verified']),
    );
  });

  it.each([
    ['a link that leads nowhere', (path: string) => symlinkSync('/nonexistent/policy.json', path)],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a broken file', (path: string) => writeFileSync(path, '{')],
  ])('that is %s blocks acting, and judging goes on', async (_name, plant) => {
    mkdirSync(join(folder, 'home'), { mode: 0o700 });
    plant(join(folder, 'home', 'policy.json'));
    const home = openHome('home');
    home.environments.add(environment('practice', 'practice'));
    expect(await codeOf(() => home.keys.generate(KEY_REQUEST))).toBe('POLICY_INVALID');
    const verdict = home.tokenChecks.judge({
      token: 'a.b.c',
      source: { from: 'own' },
      instant: 0,
      now: 0,
      leewaySeconds: 30,
      profile: 'any',
      mode: 'jwt',
      language: 'en',
    });
    expect(verdict.code).toBe('TOKEN_MALFORMED');
  });
});

describe('practice homes and real homes', { timeout: 60_000 }, () => {
  it('take no environment of the other sort, in either order', async () => {
    const practice = openHome('practice');
    practice.environments.add(environment('practice', 'practice'));
    expect(await codeOf(() => practice.environments.add(environment('bank', 'production')))).toBe('HOME_KIND_MIXED');
    const real = openHome('real');
    real.environments.add(environment('bank', 'production'));
    expect(await codeOf(() => real.environments.add(environment('practice', 'practice')))).toBe('HOME_KIND_MIXED');
  });

  it('stay what they are when their last environment is removed', async () => {
    const home = openHome('practice');
    home.environments.add(environment('practice', 'practice'));
    home.environments.remove('practice');
    await closeAll();
    const again = openHome('practice');
    expect(await codeOf(() => again.environments.add(environment('bank', 'production')))).toBe('HOME_KIND_MIXED');
  });

  it('sign nothing when files of one are copied into the other', async () => {
    const practice = openHome('practice');
    practice.environments.add(environment('practice', 'practice'));
    await practice.keys.generate(KEY_REQUEST);
    const policy = { ...DEFAULT_POLICY, productionSigning: [{ sub: '*', flow: 'sign-in' }] };
    mkdirSync(join(folder, 'real'), { mode: 0o700 });
    writeFileSync(join(folder, 'real', 'policy.json'), JSON.stringify(policy));
    const real = openHome('real');
    real.environments.add(environment('bank', 'production'));
    const { kid } = await real.keys.generate({ ...KEY_REQUEST, env: 'bank' });
    const signing = { ...signRequest(kid), env: 'bank' };
    expect(await codeOf(() => real.signing.sign(signing))).toBe('done');
    await closeAll();
    const copies = { vault: 'practice-vault-in-real-home', database: 'practice-database-in-real-home' };
    for (const name of Object.values(copies)) cpSync(join(folder, 'real'), join(folder, name), { recursive: true });
    cpSync(join(folder, 'practice', 'vault.json'), join(folder, copies.vault, 'vault.json'));
    cpSync(join(folder, 'practice', 'dcm-keys.db'), join(folder, copies.database, 'dcm-keys.db'));

    const otherVault = openHome(copies.vault);
    const otherDatabase = openHome(copies.database);
    const practised = otherDatabase.keys.list()[0]?.kid ?? '';
    const acts = [
      () => otherVault.signing.sign(signing),
      () => otherVault.keys.generate({ ...KEY_REQUEST, env: 'bank' }),
      () => otherDatabase.signing.sign(signRequest(practised)),
      () => otherDatabase.keys.generate(KEY_REQUEST),
    ];
    for (const act of acts) expect(await codeOf(act)).toBe('KEYCHAIN_CHANGED');
    // Who says that the other vault is meant learns that it knows nothing of this trail.
    for (const home of [otherVault, otherDatabase]) home.session.acceptChange('drill');
    for (const act of acts) expect(await codeOf(act)).toBe('AUDIT_BROKEN');
  });
});

describe.runIf(isRoot)('a user without a name', () => {
  it('is recorded by number, and everything works', () => {
    const path = join(folder, 'owned');
    mkdirSync(path);
    chmodSync(folder, 0o755);
    chmodSync(path, 0o777);
    const argv = ['--reuid', '54321', '--regid', '54321', '--clear-groups', process.execPath, CLI];
    const run = (...command: readonly string[]) =>
      spawnSync('setpriv', [...argv, ...command, '--home', join(path, 'home')], { encoding: 'utf8' });
    const made = ['--base-url', 'http://127.0.0.1:9', '--counterparty', '00000000-0000-4000-8000-000000000001'];
    const added = run('env', 'add', 'p', ...made, '--kind', 'practice');
    expect([added.status, added.stderr]).toEqual([0, '']);
    expect(run('audit', 'export').stdout).toContain('"osUser":"uid 54321"');
    const homeless = spawnSync('setpriv', [...argv, 'key', 'list', '--json'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '' },
    });
    expect([homeless.status, JSON.parse(homeless.stdout)]).toMatchObject([5, { error: { code: 'HOME_UNWRITABLE' } }]);
  });
});
