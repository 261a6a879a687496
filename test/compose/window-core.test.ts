import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeWindow, type WindowCore } from '../../electron/compose-window.ts';
import { createRouter } from '../../electron/ipc/router.ts';
import { CHANNELS, type Channel } from '../../shared/ipc/channels.ts';
import type { AppEvent, Output } from '../../shared/ipc/contract.ts';
import { leaksIn, privateNumbersOf } from '../adapters/keychain/canary.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';
import { useAuthority } from './authority-channels.ts';
import { useArchive } from './archive-channels.ts';
import { useBackups } from './backup-channels.ts';
import { useCarrying } from './carrying-channels.ts';
import { useCeremonies } from './ceremony-channels.ts';
import { useCases } from './case-channels.ts';
import { useFiles } from './file-channels.ts';
import { useKeyDetails, usePossession } from './key-detail-channels.ts';
import { useScan } from './scan-channels.ts';
import { useSigningDesk } from './signing-channels.ts';
import { useComparison, useRotations } from './rotation-channels.ts';

const PASSPHRASE = 'correct horse battery staple';
let folder: string;
let homePath: string;
let cores: WindowCore[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-window-'));
  homePath = join(folder, 'home');
  cores = [];
});
afterEach(async () => {
  for (const core of cores) await core.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One window's core, reached as the page reaches it; everything that leaves is kept. */
async function openWindow(keychain: 'memory' | null = 'memory') {
  const left: string[] = [];
  const chosen: string[] = [];
  const core = await composeWindow({
    outFolder: folder,
    homePath,
    host: 'preview',
    keychain,
    desktop: {
      ...bareDesktop,
      writeClipboard: (text) => {
        left.push(text);
        return Promise.resolve();
      },
      chooseFile: () => Promise.resolve(chosen.shift() ?? null),
      chooseSeveral: () => Promise.resolve(chosen.splice(0)),
      choosePlace: (fileName) => Promise.resolve(join(folder, fileName)),
      notify: ({ title, body }) => left.push(title, body),
    },
    sendEvent: (event: AppEvent) => left.push(JSON.stringify(event)),
  });
  cores.push(core);
  const { answer } = createRouter(core.handlers);
  const used = new Set<string>();
  async function codeOf(channel: Channel, input: unknown = {}): Promise<string> {
    used.add(channel);
    const result = await answer(channel, input);
    left.push(JSON.stringify(result));
    return result.ok ? 'OK' : result.error.code;
  }
  async function ask<C extends Channel>(channel: C, input: unknown = {}): Promise<Output<C>> {
    used.add(channel);
    const result = await answer(channel, input);
    left.push(JSON.stringify(result));
    if (!result.ok) throw new Error(`${channel}: ${result.error.code} ${result.error.message}`);
    return result.value as Output<C>;
  }
  const close = async (): Promise<void> => {
    cores = cores.filter((one) => one !== core);
    await core.close();
  };
  return { core, ask, codeOf, close, chosen, left, used };
}

const KEY = {
  job: 'one',
  alg: 'RS256',
  bits: 2048,
  kid: null,
  label: null,
  env: 'practice',
  expiresAt: null,
  isDraft: false,
  replaces: null,
  owner: null,
  purpose: null,
  flows: null,
};
const signing = (kid: string) => ({
  kid,
  env: 'practice',
  profile: 'bank',
  flow: 'sign-in',
  sub: 'officer@bank.example',
  obj: '123456789',
  ttlSeconds: 300,
  withoutExpiry: false,
  extraClaims: {},
  reason: 'ticket 1',
  requester: null,
  ticket: null,
  template: null,
});
const judging = (token: string, source: unknown) => ({ token, source, profile: 'any', at: null, language: 'en' });

describe('the whole job through the window’s channels', () => {
  it('uses every channel and lets the private key out by none of them', { timeout: 180_000 }, async () => {
    const { core, ask, codeOf, chosen, left, used } = await openWindow(null);
    await ask('app.read');
    const practice = await ask('home.startPractice');
    await ask('home.chooseKeychain', { kind: 'sealed', passphrase: PASSPHRASE });
    const settings = await ask('settings.read');
    await ask('settings.write', settings);
    const { kid } = await ask('key.generate', KEY);
    await ask('job.cancel', { job: 'one' });
    await useKeyDetails(ask, kid);
    await usePossession(ask, core);
    const inFile = await useFiles({ ask, chosen, folder });
    await useAuthority({ ask, codeOf, chosen, folder });
    for (const format of ['jwk', 'jwks', 'pem']) await ask('key.export', { kid, format });
    await ask('registration.preview', { kid, env: 'practice' });
    await ask('registration.send', { kid, env: 'practice' });
    await ask('registration.prove', { kid, env: 'practice' });
    await useRotations(ask, (part) => ask('key.generate', { ...KEY, ...part }));
    await useComparison(ask, practice);
    await ask('token.preview', signing(kid));
    const { token } = await ask('token.sign', signing(kid));
    await useSigningDesk({ ask, codeOf, chosen, folder });
    await useCases(ask, codeOf, chosen);
    await ask('clipboard.write', { text: token });
    await ask('token.inspect', { token });
    await ask('token.checkByDcm', { env: 'practice', token });
    await ask('snapshot.fetch', { env: 'practice' });
    const theirs = await ask('practice.issueToken', { env: 'practice', kind: 'genuine' });
    const source = { from: 'environment', env: 'practice' };
    const pasted = await ask('token.find', { text: `X-Session-ID: ${theirs.token}` });
    expect(pasted.tokens.map((one) => one.token)).toEqual([theirs.token]);
    expect(await ask('token.judge', judging(theirs.token, source))).toMatchObject({ outcome: 'valid', issuer: 'dcm' });
    expect(await ask('token.judge', judging(token, { from: 'own' }))).toMatchObject({ outcome: 'valid', issuer: 'us' });
    const jwks = JSON.stringify({ keys: [JSON.parse((await ask('key.export', { kid, format: 'jwk' })).text)] });
    await ask('snapshot.import', { env: 'practice', text: jwks, source: 'by hand', takenAt: null });
    await useArchive(ask);
    const words = await useCarrying(ask, () => ask('key.generate', { ...KEY, isDraft: true }));
    await ask('snapshot.fetch', { env: 'practice' });
    await useCeremonies(ask, codeOf);
    const shares = await useBackups({ core, ask, codeOf, chosen, folder }, kid);
    expect(await codeOf('recovery.page')).toBe('FILE_UNREADABLE');
    writeFileSync(join(folder, 'recovery.html'), '<!doctype html>');
    const page = await ask('recovery.page');
    expect(page.sha256).toBe(createHash('sha256').update('<!doctype html>').digest('hex'));
    const { path } = await ask('file.save', { document: page.document });
    expect(readFileSync(path ?? '', 'utf8')).toBe('<!doctype html>');
    await useScan({ ask, codeOf, chosen, folder, token: theirs.token });
    await ask('app.unlock', { passphrase: PASSPHRASE });
    for (const channel of [
      'key.list',
      'registration.list',
      'snapshot.list',
      'environment.list',
      'overview.read',
    ] as const)
      await ask(channel);
    await ask('audit.list', { before: 1, limit: 100 });
    await ask('audit.verify');
    await ask('app.setOnline', { isOnline: false });
    const real = { name: 'real', baseUrl: 'https://dcm.example', counterpartyGuid: kid, kind: 'stage', ca: null };
    for (const channel of ['environment.preview', 'environment.add'] as const) await codeOf(channel, real);
    await ask('access.read', { env: 'practice' });
    await ask('access.write', { env: 'practice', pin: null, proxy: { mode: 'direct' }, contact: null });
    await ask('access.setCredential', { env: 'practice', value: 'bearer x', keep: 'memory' });
    await ask('access.setProxyPassword', { env: 'practice', password: 'p' });
    expect(await codeOf('access.seeCertificate', { env: 'practice' })).toBe('INPUT_INVALID');
    await codeOf('environment.remove', { name: 'practice' });
    const record = core.home.keys.record(kid);
    const { privateKeys } = core.home.session.open();
    const secrets = await privateKeys.use(record.keychainId ?? '', record.thumbprint, (key) => privateNumbersOf(key));
    const ofOurs = async () => (await ask('token.judge', judging(token, { from: 'own' }))).signedHere;
    const seen = await ofOurs();
    expect(seen).toMatchObject({ reason: 'ticket 1' });
    await ask('app.lock');
    expect(await ofOurs()).toEqual({ ...seen, reason: '' });
    expect(await codeOf('token.sign', signing(kid))).toBe('APP_LOCKED');
    await ask('app.unlock', { passphrase: PASSPHRASE });
    expect(await codeOf('home.acceptKeychain', { reason: 'drill' })).toBe('INPUT_INVALID');
    expect(await ask('key.checkHeld', { kid })).toMatchObject({ kid, unavailableSince: null });
    for (const to of ['suspended', 'retired'] as const)
      await ask('key.move', { kid, to, reason: 'drill', since: null });
    await ask('key.delete', { kid, reason: 'drill' });
    await ask('key.cancelDelete', { kid, reason: 'kept' });
    await ask('key.read', { kid });

    expect([...used].toSorted()).toEqual([...CHANNELS].toSorted());
    expect(secrets).toHaveLength(6);
    expect(leaksIn(homePath, left, [...secrets, ...inFile, ...words])).toEqual([]);
    const planted = secrets[1]?.toString('base64') ?? '';
    expect(leaksIn(homePath, [...left, planted], secrets)).toHaveLength(1);
    expect(shares.filter((share) => left.some((one) => one.includes(share)))).toEqual([]);
  });
});

describe('locking the window', () => {
  it(
    'forgets the vault: nothing is signed or made until the right passphrase is given again',
    { timeout: 60_000 },
    async () => {
      const { core, ask, codeOf } = await openWindow(null);
      await ask('home.startPractice');
      await ask('home.chooseKeychain', { kind: 'sealed', passphrase: PASSPHRASE });
      const { kid } = await ask('key.generate', KEY);
      expect(await ask('app.lock')).toMatchObject({ isLocked: true, keychain: { status: 'locked' } });
      expect([await codeOf('token.sign', signing(kid)), await codeOf('key.generate', KEY)]).toEqual([
        'APP_LOCKED',
        'APP_LOCKED',
      ]);
      expect(await codeOf('registration.prove', { kid, env: 'practice' })).toBe('APP_LOCKED');
      expect(await codeOf('token.judge', judging('a.b.c', { from: 'own' }))).toBe('OK');
      expect(await codeOf('app.unlock', { passphrase: null })).toBe('KEYCHAIN_LOCKED');
      expect(await codeOf('token.sign', signing(kid))).toBe('KEYCHAIN_LOCKED');
      expect(await codeOf('app.unlock', { passphrase: 'another passphrase' })).toBe('PASSPHRASE_WRONG');
      expect(await codeOf('token.sign', signing(kid))).toBe('KEYCHAIN_LOCKED');
      expect(await codeOf('app.unlock', { passphrase: PASSPHRASE })).toBe('OK');
      expect(await codeOf('token.sign', signing(kid))).toBe('OK');
      const types = [...core.home.store.audit.all()].map(({ type }) => type);
      expect(types.filter((type) => type === 'home.locked' || type === 'home.unlocked')).toEqual([
        'home.locked',
        'home.unlocked',
      ]);
    },
  );
});

describe('the practice DCM of a home', () => {
  it('is one, however often it is asked for at once', async () => {
    const { ask } = await openWindow();
    const started = await Promise.all([1, 2, 3].map(async () => await ask('home.startPractice')));
    expect(new Set(started.map(({ baseUrl }) => baseUrl)).size).toBe(1);
    expect(await ask('reconciliation.run', { env: 'practice' })).toMatchObject({ matched: [], extra: [] });
  });

  it('begins anew where what it knew is damaged; the damaged file is kept, and the window opens', async () => {
    const first = await openWindow();
    const { baseUrl } = await first.ask('home.startPractice');
    await first.close();
    writeFileSync(join(homePath, 'practice-dcm.json'), '{"version":1,');
    const second = await openWindow();
    expect(await second.ask('reconciliation.run', { env: 'practice' })).toMatchObject({ matched: [], extra: [] });
    expect(await second.ask('environment.list')).toMatchObject([{ baseUrl }]);
    const kept = readdirSync(homePath).filter((name) => name.startsWith('practice-dcm.damaged'));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(homePath, kept[0] ?? ''), 'utf8')).toBe('{"version":1,');
  });

  it('is started where its own environment says, not where another practice environment does', async () => {
    const first = await openWindow();
    await first.ask('home.startPractice');
    const other = {
      name: 'another',
      baseUrl: 'http://127.0.0.1:9',
      counterpartyGuid: crypto.randomUUID(),
      kind: 'practice',
      ca: null,
    };
    await first.ask('environment.add', other);
    await first.close();
    const second = await openWindow();
    expect(await second.codeOf('reconciliation.run', { env: 'practice' })).toBe('OK');
  });
});

describe('a window that cannot be opened', () => {
  it('leaves the home free for the next one', async () => {
    const first = await openWindow();
    await first.ask('home.startPractice');
    await first.close();
    const state = join(homePath, 'practice-dcm.json');
    rmSync(state);
    mkdirSync(state);
    await expect(openWindow()).rejects.toThrow();
    rmSync(state, { recursive: true });
    expect(existsSync(state)).toBe(false);
    expect(await (await openWindow()).codeOf('app.read')).toBe('OK');
  });

  it('is refused while another one has the home', async () => {
    await openWindow();
    await expect(openWindow()).rejects.toMatchObject({ code: 'HOME_IN_USE' });
  });
});
