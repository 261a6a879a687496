import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import type { Store } from '../../electron/adapters/sqlite/store.ts';
import { systemAdapters } from '../../electron/compose.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { ENV, KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const open = async (...given: Parameters<typeof openTestHome>): Promise<TestHome> =>
  (opened = await openTestHome(...given));
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

/** A store whose trail refuses to grow while it is told to: a full disk, a broken medium. */
function storeWithFaultyTrail(fault: { isOn: boolean }) {
  return {
    openStore(path: string, use: 'read' | 'write'): Store {
      const store = systemAdapters.openStore(path, use);
      const append: Store['audit']['append'] = (event) => {
        if (fault.isOn) throw new AppError('DISK_FULL', 'the disk is full', { hint: 'make room' });
        store.audit.append(event);
      };
      return { ...store, audit: { ...store.audit, append } };
    },
  };
}

describe('no audit, no act', () => {
  it('makes no key, and leaves nothing in the keychain, when the event cannot be written', async () => {
    const fault = { isOn: false };
    const entries = new Set<string>();
    const memory = createMemoryKeychain();
    const watched: Keychain = {
      ...memory,
      async write(account, value) {
        await memory.write(account, value);
        entries.add(account);
      },
      async remove(account) {
        entries.delete(account);
        return await memory.remove(account);
      },
    };
    const { home } = await open({ ...storeWithFaultyTrail(fault), openKeychain: () => watched });
    fault.isOn = true;
    expect(await codeOf(home.keys.generate(KEY_REQUEST))).toBe('DISK_FULL');
    expect([home.keys.list(), [...entries]]).toEqual([[], []]);
    fault.isOn = false;
    expect(await codeOf(home.keys.generate(KEY_REQUEST))).toBe('done');
    expect(home.seal.verify(null).ok).toBe(true);
  });

  it('gives out no token when the event cannot be written', async () => {
    const fault = { isOn: false };
    const { home } = await open(storeWithFaultyTrail(fault));
    const { kid } = await home.keys.generate(KEY_REQUEST);
    fault.isOn = true;
    expect(await codeOf(home.signing.sign(signRequest(kid)))).toBe('DISK_FULL');
    expect(home.store.signed.countByKid(kid)).toBe(0);
  });

  it('posts nothing to DCM when the intent cannot be written', async () => {
    const fault = { isOn: false };
    const { home } = await open(storeWithFaultyTrail(fault));
    const { kid } = await home.keys.generate(KEY_REQUEST);
    fault.isOn = true;
    expect(await codeOf(home.registrations.send(kid, ENV))).toBe('DISK_FULL');
    fault.isOn = false;
    expect(await home.dcmChecks.listAtDcm(ENV)).toEqual([]);
    expect(home.registrations.list()).toEqual([]);
  });

  it('answers all the same when a judgement cannot be recorded, and says so', async () => {
    const fault = { isOn: true };
    const { home } = await open(storeWithFaultyTrail({ isOn: false })).then(async (one) => {
      await one.close();
      fault.isOn = false;
      return await open(storeWithFaultyTrail(fault));
    });
    fault.isOn = true;
    const verdict = home.tokenChecks.judge({
      token: 'a.b.c',
      source: { from: 'own' },
      instant: Date.now(),
      now: Date.now(),
      leewaySeconds: 30,
      profile: 'any',
      mode: 'jwt',
      language: 'en',
    });
    expect([verdict.code, verdict.warnings.map((one) => one.code)]).toEqual(['TOKEN_MALFORMED', ['NOT_RECORDED']]);
  });
});

describe('signing', () => {
  it('never shows a token whose signature does not fit: another key’s, planted in the keychain’s answer', async () => {
    const { home } = await open();
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const { privateKeys } = home.session.open();
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(await codeOf(home.signing.sign(signRequest(kid)))).toBe('done');
    Object.assign(privateKeys, {
      use: async (_id: string, _thumbprint: string, work: (key: typeof other) => unknown) => await work(other),
    });
    expect(await codeOf(home.signing.sign(signRequest(kid)))).toBe('SELF_TEST_FAILED');
    expect(home.store.signed.countByKid(kid)).toBe(1);
  });

  it('never shows a token that was changed between the signature and our check, and records nothing of it', async () => {
    const { home } = await open();
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const changed: string[] = [];
    const { use } = home.keyAvailability;
    const flip = (token: string): string => {
      const at = token.lastIndexOf('.') + 1;
      changed.push(`${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`);
      return changed.at(-1) ?? '';
    };
    Object.assign(home.keyAvailability, {
      use: async (...given: Parameters<typeof use>) => flip(String(await use(...given))),
    });
    const outcome = await home.signing.sign(signRequest(kid)).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'SELF_TEST_FAILED' });
    expect(changed).toHaveLength(1);
    const said = JSON.stringify([outcome, [...home.store.audit.all()]]);
    expect(said).not.toContain(changed[0]?.split('.')[2]);
    expect(home.store.signed.countByKid(kid)).toBe(0);
    Object.assign(home.keyAvailability, { use });
    expect(await codeOf(home.signing.sign(signRequest(kid)))).toBe('done');
  });

  it('always sets kid, alg and typ, and records the digest, never the token', async () => {
    const { home } = await open();
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, kid: '54321' });
    const { token, tokenSha256 } = await home.signing.sign(signRequest(kid));
    expect(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).toEqual({
      alg: 'RS256',
      kid: '54321',
      typ: 'JWT',
    });
    const trail = JSON.stringify([...home.store.audit.all()]);
    expect(trail).toContain(tokenSha256);
    expect(trail).not.toContain(token.split('.')[2]);
    expect(home.store.signed.byDigest(tokenSha256)).toMatchObject({ kid: '54321' });
  });

  it('stops when the app is locked, and goes on when it is unlocked', async () => {
    const { home } = await open();
    const { kid } = await home.keys.generate(KEY_REQUEST);
    home.session.lock();
    expect(await codeOf(home.signing.sign(signRequest(kid)))).toBe('APP_LOCKED');
    home.session.unlock();
    expect(await codeOf(home.signing.sign(signRequest(kid)))).toBe('done');
  });

  it('refuses a key of another environment, and one that has expired', async () => {
    const { home } = await open();
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, expiresAt: new Date(Date.now() + 1500).toISOString() });
    expect(await codeOf(home.signing.sign({ ...signRequest(kid), env: 'elsewhere' }))).toBe('ENVIRONMENT_UNKNOWN');
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect(await codeOf(home.signing.sign(signRequest(kid)))).toBe('KEY_NOT_ACTIVE');
  });
});

describe('the head of the trail', () => {
  it('is signed by the evidence key and remembered in the keychain after each use of a key', async () => {
    const { home } = await open();
    const { kid } = await home.keys.generate(KEY_REQUEST);
    await home.signing.sign(signRequest(kid));
    const anchor = await home.session.open().keychain.read(home.seal.anchorAccount());
    const head = home.store.audit.head();
    expect(anchor).toContain(head?.hash);
    expect(home.store.audit.checkpoints().at(-1)).toMatchObject({ seq: head?.seq, hash: head?.hash });
    const { evidenceKey } = home.seal.verify(null);
    expect(home.seal.verify(evidenceKey)).toMatchObject({ ok: true, signer: 'known' });
    expect(home.seal.verify('another')).toMatchObject({ ok: true, signer: 'unknown' });
  });
});

describe('while the keychain keeps the officer waiting', () => {
  it('the token’s life has not begun: it is whole when it is shown', async () => {
    let waitedMs = 0;
    const clock = { now: () => Date.now() + waitedMs, monotonicMs: () => performance.now() };
    const memory = createMemoryKeychain();
    const slow: Keychain = {
      ...memory,
      async read(account) {
        if (account === 'anchor') waitedMs += 120_000;
        return await memory.read(account);
      },
    };
    const { home } = await open({ clock, openKeychain: () => slow });
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const { claims } = await home.signing.sign({ ...signRequest(kid), ttlSeconds: 60 });
    expect(Math.abs(Number(claims['iat']) * 1000 - clock.now())).toBeLessThan(5000);
  });

  it('a key that another process suspends meanwhile gives out no token', async () => {
    const memory = createMemoryKeychain();
    const meanwhile = { act: () => undefined as unknown };
    const slow: Keychain = {
      ...memory,
      async read(account) {
        if (account !== 'anchor') meanwhile.act();
        return await memory.read(account);
      },
    };
    const { home, reopen } = await open({ openKeychain: () => slow });
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const other = reopen();
    meanwhile.act = () =>
      other.store.write(() => other.store.keys.update({ ...other.keys.record(kid), state: 'suspended' }));
    expect(await codeOf(home.signing.sign(signRequest(kid)))).toBe('KEY_NOT_ACTIVE');
    expect(home.store.signed.countByKid(kid)).toBe(0);
  });
});
