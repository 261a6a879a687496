import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/model/policy.ts';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { ENV, KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const open = async (...faults: Parameters<typeof openTestHome>) => (opened = await openTestHome(...faults));
const codeOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};
const platform = { profile: 'platform', flow: null, sub: null, obj: null } as const;
/** The home as it is opened under another policy. */
function reopenWith({ home, reopen }: TestHome, change: object): Home {
  writeFileSync(join(home.path, 'policy.json'), JSON.stringify({ ...DEFAULT_POLICY, ...change }));
  return reopen();
}

describe('a key that is locked to flows', () => {
  it('signs those, refuses others and a token without a flow, and names the rule', async () => {
    const { home } = await open();
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, details: { flows: ['sign-in', 'sign-up'] } });
    const sign = (change: object) => codeOf(() => home.signing.sign({ ...signRequest(kid), ...change }));
    expect(await sign({ flow: 'sign-up' })).toBe('done');
    expect(await sign({ flow: 'sign-up-emission' })).toBe('KEY_OUT_OF_SCOPE');
    expect(await sign(platform)).toBe('KEY_OUT_OF_SCOPE');
    expect(await sign({ ...platform, extraClaims: { flow: 'sign-up-emission' } })).toBe('KEY_OUT_OF_SCOPE');
    expect(await sign({ ...platform, extraClaims: { flow: ['sign-in'] } })).toBe('KEY_OUT_OF_SCOPE');
    const rule = expect.objectContaining({ message: expect.stringContaining('sign-in, sign-up') as unknown });
    expect(() => home.signing.preview({ ...signRequest(kid), flow: 'sign-up-emission' })).toThrow(rule);
    home.keyDetails.restrict(kid, { flows: null, expiresAt: null, reason: 'wider' });
    expect([await sign({ flow: 'sign-up-emission' }), await sign(platform)]).toEqual(['done', 'done']);
  });

  it('proves its possession all the same', async () => {
    const { home } = await open();
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, details: { flows: ['sign-up'] } });
    await home.registrations.send(kid, ENV);
    expect(await home.dcmChecks.prove(kid, ENV)).toMatchObject({ accepted: true });
  });

  it('while the keychain is at work gives out no token either', async () => {
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
    meanwhile.act = () => other.keyDetails.restrict(kid, { flows: ['sign-up'], expiresAt: null, reason: 'r' });
    expect(await codeOf(() => home.signing.sign(signRequest(kid)))).toBe('KEY_OUT_OF_SCOPE');
    expect(home.store.signed.countByKid(kid)).toBe(0);
  });
});

describe('the algorithm of a key', () => {
  it('is one that the policy allows where registering binds the key', async () => {
    const first = await open();
    const { kid } = await first.home.keys.generate({ ...KEY_REQUEST, env: null });
    const onlyPs = reopenWith(first, { environments: { [ENV]: { algorithms: ['PS256'] } } });
    expect(await codeOf(() => onlyPs.registrations.preview(kid, ENV))).toBe('ALGORITHM_REFUSED');
    expect(await codeOf(() => onlyPs.registrations.send(kid, ENV))).toBe('ALGORITHM_REFUSED');
    expect([onlyPs.keys.get(kid).env, await onlyPs.dcmChecks.listAtDcm(ENV)]).toEqual([null, []]);
    const both = reopenWith(first, { environments: { [ENV]: { algorithms: ['PS256', 'RS256'] } } });
    expect(await codeOf(() => both.registrations.send(kid, ENV))).toBe('done');
    expect(both.keys.get(kid).env).toBe(ENV);
  });

  it('is refused at the making in an environment that does not take it', async () => {
    const home = reopenWith(await open(), { environments: { [ENV]: { algorithms: ['PS256'] } } });
    expect(await codeOf(() => home.keys.generate(KEY_REQUEST))).toBe('ALGORITHM_REFUSED');
    expect(await codeOf(() => home.keys.generate({ ...KEY_REQUEST, alg: 'PS256' }))).toBe('done');
    expect(await codeOf(() => home.keys.generate({ ...KEY_REQUEST, alg: 'PS256', env: null }))).toBe(
      'ALGORITHM_REFUSED',
    );
  });

  it.each([
    ['PS256', 'RS256'],
    ['RS256', 'PS256'],
  ] as const)('is one: a key made for %s signs with it, and a token of it by %s is refused', async (alg, other) => {
    const home = reopenWith(await open(), { algorithms: ['RS256', 'PS256'] });
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, alg });
    const { token } = await home.signing.sign(signRequest(kid));
    const [header = '', payload = ''] = token.split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ alg, kid });
    const { keychainId, thumbprint } = home.keys.record(kid);
    const forged = await home.session
      .open()
      .privateKeys.use(keychainId ?? '', thumbprint, (key) =>
        new CompactSign(Buffer.from(payload, 'base64url')).setProtectedHeader({ alg: other, kid }).sign(key),
      );
    const judge = (text: string) =>
      home.tokenChecks.judge({
        token: text,
        source: { from: 'own' },
        instant: Date.now(),
        now: Date.now(),
        leewaySeconds: 30,
        profile: 'bank',
        mode: 'jwt',
        language: 'en',
      }).code;
    expect([judge(token), judge(forged)]).toEqual(['OK', 'ALG_NOT_ALLOWED']);
    await home.registrations.send(kid, ENV);
    expect(await home.dcmChecks.checkToken(ENV, forged)).toMatchObject({ accepted: false });
    expect(await home.dcmChecks.checkToken(ENV, token)).toMatchObject({ accepted: true });
  });

  it('stays what it was: the same key is not brought in once more for another one', async () => {
    const home = reopenWith(await open(), { algorithms: ['RS256', 'PS256'] });
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const bytes = Buffer.from(publicKey.export({ format: 'pem', type: 'spki' }));
    const passphrase = () => Promise.reject(new Error('no passphrase'));
    const request = {
      bytes,
      source: null,
      passphrase,
      kid: null,
      label: null,
      env: ENV,
      expiresAt: null,
      isDraft: false,
    };
    expect(await codeOf(() => home.keyImport.import({ ...request, alg: 'PS256' }))).toBe('done');
    expect(await codeOf(() => home.keyImport.import({ ...request, alg: 'RS256', kid: 'again' }))).toBe('KID_TAKEN');
  });
});

describe('a key that takes the place of another', () => {
  it('names one of this home and of its environment', async () => {
    const { home } = await open();
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const make = (env: string | null, replaces: string) =>
      codeOf(() => home.keys.generate({ ...KEY_REQUEST, env, details: { replaces } }));
    expect([await make(ENV, 'nobody'), await make(null, kid)]).toEqual(['KEY_NOT_FOUND', 'KEY_NOT_FOUND']);
    expect(home.keys.list()).toHaveLength(1);
    expect(await make(ENV, kid)).toBe('done');
    expect(home.keyLife.read(kid).replacedBy).toHaveLength(1);
  });
});
