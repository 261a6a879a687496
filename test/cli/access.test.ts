import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAuthority, type TestAuthority } from '../fakes/certificates.ts';
import { GUID } from '../fakes/dcm-calls.ts';
import { type ProxyServer, startProxy } from '../fakes/proxy-server.ts';
import { json, type ScriptedServer, startScriptedServer } from '../fakes/scripted-server.ts';
import { createTestHome, type TestHome } from './run-terminal.ts';

const CREDENTIAL = 'bearer s3cret-of-an-employee';
const WANTS = 'officer:pr0xy-password';
const LONG = 120_000;

let authority: TestAuthority;
let dcm: ScriptedServer;
let proxy: ProxyServer;
let strict: ProxyServer;
let home: TestHome;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-access-'));
  authority = makeAuthority();
  dcm = await startScriptedServer(
    (socket) => socket.end(json({ keys: [] })),
    authority.issue({ names: 'DNS:dcm.example' }),
  );
  proxy = await startProxy({ to: dcm.port });
  strict = await startProxy({ to: dcm.port, wants: WANTS });
  home = createTestHome();
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, authority.cert);
  const where = ['--base-url', 'https://dcm.example', '--counterparty', GUID, '--kind', 'stage', '--ca', ca];
  await home.run(['env', 'add', 's', ...where]);
}, LONG);
afterAll(async () => {
  await Promise.all([dcm.stop(), proxy.stop(), strict.stop()]);
  authority.remove();
  home.erase();
  rmSync(folder, { recursive: true, force: true });
});

const at = ({ port }: ProxyServer) => `http://127.0.0.1:${String(port)}`;
const run = (argv: readonly string[], options = {}) => home.run([...argv, '--json'], options);
const codeOf = (ended: { json<T>(): T }) => ended.json<{ readonly error: { readonly code: string } }>().error.code;
const lastAuthorization = () => dcm.requests.at(-1)?.headers.find(([name]) => name === 'authorization')?.[1] ?? null;

describe('env access', () => {
  it('shows and changes the way to a DCM, each part for itself', { timeout: LONG }, async () => {
    expect((await run(['env', 'access', 's'])).json()).toEqual({
      env: 's',
      pin: null,
      proxy: { mode: 'system' },
      contact: null,
      credential: 'none',
      hasProxyPassword: false,
      hasOwnCa: true,
    });
    await run(['env', 'access', 's', '--proxy', '127.0.0.1:9', '--proxy-user', 'officer', '--contact-phone', '+380']);
    const changed = await run(['env', 'access', 's', '--contact-name', 'Duty desk', '--pin', 'A'.repeat(43)]);
    expect(changed.json()).toMatchObject({
      pin: 'A'.repeat(43),
      proxy: { mode: 'fixed', url: 'http://127.0.0.1:9', user: 'officer' },
      contact: { name: 'Duty desk', phone: '+380', hours: '' },
    });
    const plain = await run(['env', 'access', 's', '--no-pin', '--proxy', 'system']);
    expect(plain.json()).toMatchObject({ pin: null, proxy: { mode: 'system' } });
  });

  it('refuses what contradicts itself, and secrets where no call is made', { timeout: LONG }, async () => {
    for (const argv of [
      ['env', 'access', 's', '--pin', 'A'.repeat(43), '--no-pin'],
      ['env', 'access', 's', '--ca', 'F', '--no-ca'],
      ['env', 'access', 's', '--proxy-user', 'officer'],
      ['env', 'access', 's', '--proxy', 'http://officer:pw@proxy:1'],
      ['env', 'access', 's', '--pin', 'short'],
      ['env', 'access', 'nobody'],
      ['key', 'list', '--credential-fd', '0'],
      ['env', 'credential', 's', '--credential-fd', '0', '--remove'],
    ])
      expect([argv, (await run(argv)).code]).toEqual([argv, 2]);
  });
});

describe('a proxy', () => {
  it('of the environment variables is used, unless DCM is excepted', { timeout: LONG }, async () => {
    const env = { HTTPS_PROXY: at(proxy), NO_PROXY: '', ALL_PROXY: '' };
    expect((await run(['dcm', 'list', '--env', 's'], { env })).json()).toEqual([]);
    expect(proxy.heads).toHaveLength(1);
    const excepted = await run(['dcm', 'list', '--env', 's'], { env: { ...env, NO_PROXY: 'dcm.example' } });
    expect([excepted.code, codeOf(excepted)]).toEqual([4, 'DCM_UNREACHABLE']);
    expect(proxy.heads).toHaveLength(1);
  });

  it('asks for its password, takes it from a descriptor, and keeps it nowhere', { timeout: LONG }, async () => {
    await run(['env', 'access', 's', '--proxy', at(strict), '--proxy-user', 'officer']);
    const asked = await run(['dcm', 'list', '--env', 's']);
    expect([asked.code, codeOf(asked)]).toEqual([4, 'PROXY_AUTH_NEEDED']);
    const given = await run(['dcm', 'list', '--env', 's', '--proxy-password-fd', '0'], { input: 'pr0xy-password\n' });
    expect(given.json()).toEqual([]);
    expect(codeOf(await run(['dcm', 'list', '--env', 's']))).toBe('PROXY_AUTH_NEEDED');
    const kept = readdirSync(home.path).map((name) => readFileSync(join(home.path, name), 'latin1'));
    expect(kept.join('')).toContain('officer');
    expect(kept.join('')).not.toContain('pr0xy-password');
  });
});

describe('env certificate', () => {
  it('shows it with its pin; the pin then holds', { timeout: LONG }, async () => {
    await run(['env', 'access', 's', '--proxy', at(proxy)]);
    const before = dcm.requests.length;
    const seen = await run(['env', 'certificate', 's']);
    const { pin } = seen.json<{ readonly pin: string }>();
    expect([seen.code, dcm.requests.length]).toEqual([0, before]);
    expect(seen.json()).toMatchObject({ isTrusted: true, isPinned: null, issuer: 'CN=practice authority' });
    await run(['env', 'access', 's', '--pin', pin]);
    expect((await run(['dcm', 'list', '--env', 's'])).code).toBe(0);
    await run(['env', 'access', 's', '--pin', 'A'.repeat(43)]);
    const refused = await run(['dcm', 'list', '--env', 's']);
    expect([refused.code, codeOf(refused)]).toEqual([4, 'DCM_CERTIFICATE_REFUSED']);
    const other = await run(['env', 'certificate', 's']);
    expect([other.code, other.json()]).toMatchObject([1, { isTrusted: true, isPinned: false }]);
    await run(['env', 'access', 's', '--no-pin']);
  });
});

describe('the authority of a DCM', () => {
  it('can be changed, and nothing else of the environment with it', { timeout: LONG }, async () => {
    const env = { HTTPS_PROXY: at(proxy), NO_PROXY: '', ALL_PROXY: '' };
    const other = makeAuthority();
    const path = join(folder, 'other.pem');
    writeFileSync(path, other.cert);
    other.remove();
    expect((await run(['env', 'access', 's', '--no-ca'])).json()).toMatchObject({ hasOwnCa: false });
    expect(codeOf(await run(['dcm', 'list', '--env', 's'], { env }))).toBe('DCM_CERTIFICATE_REFUSED');
    await run(['env', 'access', 's', '--ca', path]);
    expect(codeOf(await run(['dcm', 'list', '--env', 's'], { env }))).toBe('DCM_CERTIFICATE_REFUSED');
    expect(codeOf(await run(['env', 'access', 's', '--ca', join(folder, 'none.pem')]))).toBe('FILE_UNREADABLE');
    writeFileSync(path, 'no certificate');
    expect(codeOf(await run(['env', 'access', 's', '--ca', path]))).toBe('CERTIFICATE_INVALID');
    await run(['env', 'access', 's', '--ca', join(folder, 'ca.pem')]);
    expect((await run(['dcm', 'list', '--env', 's'], { env })).json()).toEqual([]);
  });
});

describe('a credential', () => {
  it('given with a call is used for that call alone', { timeout: LONG }, async () => {
    await run(['env', 'access', 's', '--proxy', at(proxy)]);
    await run(['dcm', 'list', '--env', 's', '--credential-fd', '0'], { input: `${CREDENTIAL}\n` });
    expect(lastAuthorization()).toBe(CREDENTIAL);
    expect((await run(['dcm', 'list', '--env', 's'])).json()).toEqual([]);
    expect(lastAuthorization()).toBeNull();
  });

  it(
    'kept in the vault goes with each list until it is removed; its environment waits',
    { timeout: LONG },
    async () => {
      const kept = await run(['env', 'credential', 's', '--credential-fd', '0'], { input: CREDENTIAL });
      expect(kept.json()).toMatchObject({ credential: 'keychain' });
      expect(kept.stdout).not.toContain('s3cret');
      expect((await run(['dcm', 'list', '--env', 's'])).json()).toEqual([]);
      expect(lastAuthorization()).toBe(CREDENTIAL);
      expect(codeOf(await run(['env', 'remove', 's']))).toBe('ENVIRONMENT_IN_USE');
      expect((await run(['env', 'credential', 's', '--remove'])).json()).toMatchObject({ credential: 'none' });
      expect((await run(['dcm', 'list', '--env', 's'])).json()).toEqual([]);
      expect(lastAuthorization()).toBeNull();
      expect((await run(['env', 'remove', 's'])).code).toBe(0);
    },
  );
});
