import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import { generateKey as makeKey } from '../../electron/adapters/crypto/node-key-generator.ts';
import { verifyPassport } from '../../electron/domain/passport-check.ts';
import { codeOf as codeOfWork } from '../fakes/code-of.ts';
import { ENV, KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

const PLACE = { bag: 'B-0017', sealNumber: '448812', safe: 'safe 2, Kyiv' };
const WORDS = 'ocean lantern trust violin copper seven';
const passphrase = (text = WORDS) => Buffer.from(text);
const SMALL = { ...KEY_REQUEST, isDraft: true } as const;
/** RSA keys that each test takes in turn: making them anew would be most of its time. */
const pairs = [0, 1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
const sealCost = { N: 2 ** 14, r: 8, p: 1 };

/** A keychain that can be looked into, and that can be told to keep what it should remove. */
function createOpenKeychain() {
  const inner = createMemoryKeychain();
  const entries = new Map<string, string>();
  const state = { entries, keepsAll: false, failsOn: null as string | null };
  const keychain: Keychain = {
    ...inner,
    async write(account, value) {
      if (state.failsOn !== null && account.includes(state.failsOn)) throw new Error('killed here');
      await inner.write(account, value);
      entries.set(account, value);
    },
    async remove(account) {
      if (state.keepsAll && account.startsWith('key.key-')) return false;
      entries.delete(account);
      return await inner.remove(account);
    },
  };
  return { state, keychain };
}

const codeOf = async (work: () => unknown) => await codeOfWork((async () => await work())());
let opened: TestHome;
let keychain: ReturnType<typeof createOpenKeychain>;
beforeEach(async () => {
  keychain = createOpenKeychain();
  let made = 0;
  const generateKey: typeof makeKey = async (alg, bits) =>
    alg === 'RS256' ? (pairs[made++] ?? Promise.reject(new Error('no pair'))) : await makeKey(alg, bits);
  opened = await openTestHome({ openKeychain: () => keychain.keychain, sealCost, generateKey });
});
afterEach(async () => {
  await opened.close();
});

const seal = async (kid: string, text = WORDS) =>
  await opened.home.standbys.seal(kid, { place: PLACE, note: null, passphrase: passphrase(text) });
const draw = async (kid: string, text = WORDS, replaces: string | null = null) =>
  await opened.home.standbys.draw(kid, { reason: 'the old one must go', replaces, passphrase: passphrase(text) });
const eventsOf = (kid: string) => opened.home.store.audit.about(kid).map(({ type }) => type);
const keyEntries = () => [...keychain.state.entries].filter(([account]) => account.startsWith('key.key-'));
/** Whether any entry holds an open private key: PKCS#8 as base64url begins with "M". */
const hasOpenKey = () => keyEntries().some(([, value]) => /^k1\.1\.1\.\d+\.[\w-]{43}\.M/u.test(value));

async function makeDraft(): Promise<string> {
  const { kid } = await opened.home.keys.generate(SMALL);
  await opened.home.registrations.send(kid, ENV);
  await opened.home.dcmChecks.prove(kid, ENV);
  return kid;
}

describe('a standby key', () => {
  it('leaves no open private half in the keychain, and signs nothing, not even a probe', async () => {
    const { home } = opened;
    const kid = await makeDraft();
    expect(hasOpenKey()).toBe(true);
    const view = await seal(kid);
    expect(view).toMatchObject({ kid, env: ENV, place: PLACE, registration: 'proven', isPlainLeft: false });
    expect(keyEntries()).toHaveLength(1);
    expect(hasOpenKey()).toBe(false);
    expect(home.keys.get(kid).state).toBe('draft');
    expect(home.keyLife.read(kid).mayBecome).toEqual(['compromised']);
    expect(await codeOf(() => home.dcmChecks.prove(kid, ENV))).toBe('KEY_SEALED');
    expect(await codeOf(() => home.signing.sign(signRequest(kid)))).toBe('KEY_NOT_ACTIVE');
    expect(await codeOf(() => home.keyLife.move(kid, 'active', { reason: 'r', since: null }))).toBe('KEY_SEALED');
    await home.keyAvailability.checkAll();
    expect(home.keys.get(kid).unavailableSince).toBeNull();
    expect(await codeOf(() => seal(kid))).toBe('KEY_SEALED');
  });

  it('is checked in memory: good, or refused with its reason, and stays sealed', async () => {
    const { home } = opened;
    const kid = await makeDraft();
    await seal(kid);
    expect((await home.standbys.check(kid, passphrase())).checkedAt).not.toBeNull();
    expect(await codeOf(() => home.standbys.check(kid, passphrase(`${WORDS} `)))).toBe('PASSPHRASE_WRONG');
    expect(hasOpenKey()).toBe(false);
    const [account = '', value = ''] = keyEntries()[0] ?? [];
    const at = value.length - 300;
    const other = value[at] === 'A' ? 'B' : 'A';
    await keychain.keychain.write(account, value.slice(0, at) + other + value.slice(at + 1));
    expect(await codeOf(() => home.standbys.check(kid, passphrase()))).toBe('KEY_UNAVAILABLE');
    expect(eventsOf(kid).slice(-4)).toEqual([
      'standby.sealed',
      'standby.checked',
      'standby.refused',
      'standby.refused',
    ]);
  });

  it('is drawn in place of another key: active, in its lineage, with both events, and its passport is good', async () => {
    const { home } = opened;
    const { kid: old } = await home.keys.generate({ ...SMALL, isDraft: false });
    const kid = await makeDraft();
    await seal(kid);
    expect(await codeOf(() => draw(kid, 'not these words'))).toBe('PASSPHRASE_WRONG');
    expect(home.keys.get(kid).state).toBe('draft');
    expect(await draw(kid, WORDS, old)).toMatchObject({ kid, state: 'active', replaces: old });
    expect(home.standbys.list(null)).toEqual([]);
    expect(home.keyLife.read(old).replacedBy).toEqual([kid]);
    expect((await home.signing.sign(signRequest(kid))).kid).toBe(kid);
    expect(eventsOf(kid)).toEqual(expect.arrayContaining(['standby.refused', 'standby.drawn', 'key.moved']));
    const passport = await home.passports.create(kid);
    expect(verifyPassport(Buffer.from(JSON.stringify(passport)), null)).toMatchObject({ ok: true, kid });
    expect(await codeOf(() => draw(kid))).toBe('INPUT_INVALID');
  });

  it('is taken as the successor of a rotation that is under way', async () => {
    const { home } = opened;
    const { kid: old } = await home.keys.generate({ ...SMALL, isDraft: false });
    await home.registrations.send(old, ENV);
    const kid = await makeDraft();
    await seal(kid);
    const { id } = home.rotations.start(old, { kind: 'emergency', reason: 'a laptop is gone' }).rotation;
    await draw(kid, WORDS, old);
    home.rotations.setSuccessor(id, kid);
    await home.rotations.send(id, 'POST');
    const view = await home.rotations.look(id);
    expect(view.maySwitch).toBe(true);
    home.rotations.switchOver(id);
    expect([home.keys.get(kid).state, home.keys.get(old).state]).toEqual(['active', 'suspended']);
  });

  it('can be deleted without being drawn, and stands by no more', async () => {
    const { home } = opened;
    const kid = await makeDraft();
    await seal(kid);
    await home.keyLife.delete(kid, { reason: 'paper lost', isNow: true });
    expect([home.keys.get(kid).state, keyEntries(), home.standbys.list(ENV)]).toEqual(['deleted', [], []]);
  });

  it('wants a place, twelve characters, a draft and an environment', async () => {
    const { home } = opened;
    const { kid: active } = await home.keys.generate({ ...SMALL, isDraft: false });
    const { kid: nowhere } = await home.keys.generate({ ...SMALL, env: null });
    const { kid } = await home.keys.generate(SMALL);
    expect([await codeOf(() => seal(active)), await codeOf(() => seal(nowhere))]).toEqual([
      'STATE_MOVE_REFUSED',
      'KEY_OUT_OF_SCOPE',
    ]);
    expect(await codeOf(() => seal(kid, 'too short'))).toBe('PASSPHRASE_TOO_SHORT');
    const noBag = { place: { ...PLACE, bag: '  ' }, note: null, passphrase: passphrase() };
    expect(await codeOf(() => home.standbys.seal(kid, noBag))).toBe('INPUT_INVALID');
    expect([home.standbys.list(null), eventsOf(kid)]).toEqual([[], ['key.generated']]);
  });
});

describe('a crash while a key is sealed or drawn', () => {
  it('before the record leaves it as it was; the rest is cleared away', async () => {
    const { kid } = await opened.home.keys.generate(SMALL);
    keychain.state.failsOn = '.g2';
    await expect(seal(kid)).rejects.toThrow('killed here');
    keychain.state.failsOn = null;
    const { home } = { home: opened.reopen() };
    await home.keyAvailability.check(kid);
    expect([home.keys.get(kid).unavailableSince, home.standbys.list(null), keyEntries().length]).toEqual([null, [], 1]);
  });

  it('after the record leaves it sealed, says that the open copy is still there, and removes it with the next act', async () => {
    const { kid } = await opened.home.keys.generate(SMALL);
    keychain.state.keepsAll = true;
    expect(await seal(kid)).toMatchObject({ isPlainLeft: true });
    expect(hasOpenKey()).toBe(true);
    keychain.state.keepsAll = false;
    const home = opened.reopen();
    expect(await home.standbys.check(kid, passphrase())).toMatchObject({ isPlainLeft: false });
    expect([keyEntries().length, hasOpenKey()]).toEqual([1, false]);
  });
});
