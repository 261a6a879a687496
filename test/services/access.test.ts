import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import type { Home } from '../../electron/services/home.ts';
import { failure } from '../fakes/dcm-calls.ts';
import { ENV, openTestHome, type TestHome } from '../fakes/test-home.ts';
import { startScriptedServer, json } from '../fakes/scripted-server.ts';

const PIN = Buffer.alloc(32, 7);
const CREDENTIAL = `bearer ${'s3cret-of-an-employee.'.repeat(120)}`;
const PASSWORD = 'pr0xy-password';

let keychain: Keychain;
let test: TestHome;
let home: Home;

beforeEach(async () => {
  keychain = createMemoryKeychain();
  test = await openTestHome({ openKeychain: () => keychain });
  ({ home } = test);
});
afterEach(async () => {
  await test.close();
});

const codeOf = async (work: () => unknown) => (await failure(Promise.resolve().then(async () => await work()))).code;
const plain = { pin: null, proxy: { mode: 'system' }, contact: null } as const;
const events = () => [...home.store.audit.all()].filter(({ type }) => type.startsWith('access.'));
const environment = () => home.environments.get(ENV);

/** An https environment beside the practice DCM's own, so that there is something to pin. */
function addSecure(name = 'secure'): string {
  const { counterpartyGuid } = test.practice;
  home.environments.add({ name, baseUrl: 'https://localhost:4433', counterpartyGuid, kind: 'practice', ca: null });
  return name;
}

describe('the way to a DCM', () => {
  it('is plain until something is said of it', () => {
    const nothing = { env: ENV, ...plain, credential: 'none', hasProxyPassword: false };
    expect(home.access.read(ENV)).toEqual(nothing);
    expect(home.access.wayTo(environment())).toEqual({ pin: null, proxy: { mode: 'system' }, proxyPassword: null });
  });

  it('keeps pin, proxy and contact in one form, with an event, and still does after the next start', () => {
    const env = addSecure();
    const contact = { name: ' Duty desk ', phone: '+380 44 000', hours: 'always' };
    home.access.write(env, { pin: `sha256/${PIN.toString('base64')}`, proxy: { mode: 'direct' }, contact });
    const facts = {
      pin: PIN.toString('base64url'),
      proxy: { mode: 'direct' },
      contact: { ...contact, name: 'Duty desk' },
    };
    expect(home.access.read(env)).toMatchObject(facts);
    expect(test.reopen().access.read(env)).toMatchObject(facts);
    expect(
      events().map(({ type, payload }) => [type, payload['pin'], payload['proxy'], payload['hasContact']]),
    ).toEqual([['access.changed', facts.pin, 'direct', true]]);
  });

  it.each([
    ['a pin that is none', { ...plain, pin: 'x' }],
    ['a pin over plain HTTP', { ...plain, pin: PIN.toString('hex') }],
    ['a proxy to practice', { ...plain, proxy: { mode: 'fixed', url: 'http://p:1', user: null } }],
    ['a contact with invisible characters', { ...plain, contact: { name: 'a\u200bb', phone: '', hours: '' } }],
  ] as const)('refuses %s, and changes nothing', async (_what, wanted) => {
    expect(await codeOf(() => home.access.write(ENV, wanted))).toBe('INPUT_INVALID');
    expect(home.access.read(ENV)).toMatchObject(plain);
    expect(events()).toEqual([]);
  });

  it('knows only environments that are there', async () => {
    expect(await codeOf(() => home.access.read('nobody'))).toBe('ENVIRONMENT_UNKNOWN');
    expect(await codeOf(() => home.access.setCredential('nobody', 'a b', 'memory'))).toBe('ENVIRONMENT_UNKNOWN');
  });

  it('drops a proxy’s password when the proxy changes, and keeps it otherwise', () => {
    home.access.setProxyPassword(ENV, PASSWORD);
    home.access.write(ENV, { ...plain, contact: { name: 'a', phone: '', hours: '' } });
    expect(home.access.wayTo(environment()).proxyPassword).toBe(PASSWORD);
    home.access.write(ENV, { ...plain, proxy: { mode: 'direct' } });
    expect(home.access.read(ENV).hasProxyPassword).toBe(false);
    expect(home.access.wayTo(environment()).proxyPassword).toBeNull();
  });
});

describe('secrets in memory', () => {
  it('are used until the app is locked, and then gone for good', async () => {
    await home.access.setCredential(ENV, CREDENTIAL, 'memory');
    home.access.setProxyPassword(ENV, PASSWORD);
    expect(home.access.read(ENV)).toMatchObject({ credential: 'memory', hasProxyPassword: true });
    expect(await home.access.credentialOf(environment())).toBe(CREDENTIAL);
    home.session.lock();
    expect(await codeOf(() => home.access.setCredential(ENV, CREDENTIAL, 'memory'))).toBe('APP_LOCKED');
    expect(await codeOf(() => home.access.setProxyPassword(ENV, PASSWORD))).toBe('APP_LOCKED');
    home.session.unlock();
    expect(home.access.read(ENV)).toMatchObject({ credential: 'none', hasProxyPassword: false });
    expect(await home.access.credentialOf(environment())).toBeNull();
  });

  it('stand in no event and in no page of the database', async () => {
    await home.access.setCredential(ENV, CREDENTIAL, 'memory');
    home.access.setProxyPassword(ENV, PASSWORD);
    await home.access.setCredential(ENV, CREDENTIAL, 'keychain');
    const trail = JSON.stringify([...home.store.audit.all()]);
    expect(trail).not.toContain('s3cret');
    expect(trail).not.toContain(PASSWORD);
    expect(JSON.stringify(home.store.access.get(ENV))).not.toContain('s3cret');
    expect(events().map(({ type, payload }) => [type, payload['keep'] ?? null])).toEqual([
      ['access.credential-set', 'memory'],
      ['access.proxy-password-set', null],
      ['access.credential-set', 'keychain'],
    ]);
  });
});

describe('a credential in the keychain', () => {
  it('is read back before it counts, is used by the next start, and is removed without a rest', async () => {
    expect(await home.access.setCredential(ENV, CREDENTIAL, 'keychain')).toMatchObject({ credential: 'keychain' });
    const next = test.reopen();
    expect(await next.access.credentialOf(environment())).toBe(CREDENTIAL);
    const entry = home.store.access.get(ENV)?.credentialId ?? '';
    expect(entry).toMatch(/^cred-[0-9a-f]{32}$/u);
    expect(await home.access.setCredential(ENV, 'bearer shorter', 'keychain')).toMatchObject({
      credential: 'keychain',
    });
    expect(await keychain.read(`${entry}.2`)).toBeNull();
    expect(await home.access.setCredential(ENV, null, 'keychain')).toMatchObject({ credential: 'none' });
    expect([await keychain.read(entry), await keychain.read(`${entry}.1`)]).toEqual([null, null]);
    expect(await home.access.credentialOf(environment())).toBeNull();
  });

  it('that the keychain does not give back is not kept', async () => {
    const write = keychain.write.bind(keychain);
    keychain.write = (account, value) => write(account, account.endsWith('.2') ? value.slice(1) : value);
    expect(await codeOf(() => home.access.setCredential(ENV, CREDENTIAL, 'keychain'))).toBe('KEYCHAIN_FAILED');
    expect(home.access.read(ENV).credential).toBe('none');
    expect(events()).toEqual([]);
  });

  it('that was damaged stops the call, and is never sent in part', async () => {
    await home.access.setCredential(ENV, CREDENTIAL, 'keychain');
    const entry = home.store.access.get(ENV)?.credentialId ?? '';
    await keychain.remove(`${entry}.1`);
    expect(await codeOf(() => home.dcmChecks.listAtDcm(ENV))).toBe('KEY_UNAVAILABLE');
  });

  it('is out of reach while the app is locked', async () => {
    await home.access.setCredential(ENV, CREDENTIAL, 'keychain');
    home.session.lock();
    expect(await codeOf(() => home.dcmChecks.listAtDcm(ENV))).toBe('APP_LOCKED');
  });

  it('keeps its environment from being removed, and never goes to another DCM of the same name', async () => {
    await home.access.setCredential(ENV, CREDENTIAL, 'keychain');
    expect(await codeOf(() => home.environments.remove(ENV))).toBe('ENVIRONMENT_IN_USE');
    const stranger = { ...environment(), baseUrl: 'http://127.0.0.1:9' };
    expect(await home.access.credentialOf(stranger)).toBeNull();
    await home.access.setCredential(ENV, null, 'keychain');
    home.access.write(ENV, { ...plain, contact: { name: 'old', phone: '', hours: '' } });
    home.environments.remove(ENV);
    home.environments.add(stranger);
    expect(home.access.read(ENV)).toMatchObject({ ...plain, credential: 'none' });
  });

  it('goes to DCM’s list through the whole app, and not to Authenticate', async () => {
    const server = await startScriptedServer((socket, { line }) =>
      socket.end(json(line.includes('authenticate') ? { session_token: 's' } : { keys: [] })),
    );
    const { counterpartyGuid } = test.practice;
    const baseUrl = `http://127.0.0.1:${String(server.port)}`;
    home.environments.add({ name: 'recorded', baseUrl, counterpartyGuid, kind: 'practice', ca: null });
    await home.access.setCredential('recorded', CREDENTIAL, 'keychain');
    await home.dcmChecks.listAtDcm('recorded');
    await home.dcmChecks.checkToken('recorded', 'aaaaaaaaaa.bbbbbbbbbb.cccccccccc');
    const sent = server.requests.map(({ headers }) => headers.find(([name]) => name === 'authorization')?.[1] ?? null);
    expect(sent).toEqual([CREDENTIAL, null]);
    await server.stop();
  });

  it.each(['a\r\nX: y', '', 'é'])('is refused where it can be no header: %j', async (value) => {
    for (const keep of ['memory', 'keychain'] as const)
      expect(await codeOf(() => home.access.setCredential(ENV, value, keep))).toBe('INPUT_INVALID');
    expect(home.access.read(ENV).credential).toBe('none');
  });
});
