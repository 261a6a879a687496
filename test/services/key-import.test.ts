import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import { DEFAULT_POLICY } from '../../shared/model/policy.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { ImportRequest } from '../../electron/services/key-import.ts';
import { createKnownModuli } from '../../electron/services/known-moduli.ts';
import { ENV, KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';
import { primeOf, rsaJwkText, rsaOf } from '../fakes/weak-keys.ts';

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const openHome = async (...faults: Parameters<typeof openTestHome>) => (opened = await openTestHome(...faults));

const rsaKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pkcs8 = (key: KeyObject) => Buffer.from(key.export({ format: 'pem', type: 'pkcs8' }));
const spki = (key: KeyObject) => Buffer.from(createPublicKey(key).export({ format: 'pem', type: 'spki' }));
const jwk = (key: KeyObject, more: object = {}) =>
  Buffer.from(JSON.stringify({ ...key.export({ format: 'jwk' }), ...more }));
const request = (bytes: Buffer, more: Partial<ImportRequest> = {}): ImportRequest => ({
  bytes,
  source: null,
  passphrase: () => Promise.reject(new AppError('PASSPHRASE_NEEDED', 'asked', { hint: '-' })),
  kid: null,
  alg: null,
  label: null,
  env: ENV,
  expiresAt: null,
  isDraft: false,
  ...more,
});
const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};
const readOnlyKeychain = () => ({
  ...createMemoryKeychain(),
  write: () => Promise.reject(new AppError('KEYCHAIN_DENIED', 'no', { hint: '-' })),
});

describe('an imported key', () => {
  it('signs like one that was made here, says where it comes from, and its event holds no secret', async () => {
    const { home } = await openHome();
    const source = rsaKey();
    const { key, format, isPlainPrivate } = await home.keyImport.import(request(pkcs8(source), { label: 'old one' }));
    expect(key).toMatchObject({
      origin: 'imported',
      custody: 'here',
      keychain: 'memory',
      state: 'active',
      alg: 'RS256',
    });
    expect(key).toMatchObject({ kid: key.thumbprint, bits: 2048, label: 'old one', env: ENV });
    expect([format, isPlainPrivate]).toEqual(['pkcs8', true]);
    expect(key.jwk).toEqual({ ...key.jwk, kid: key.kid, alg: 'RS256', use: 'sig' });
    const event = [...home.store.audit.all()].find(({ type }) => type === 'key.imported');
    expect(event?.payload).toMatchObject({ kid: key.kid, origin: 'imported', format: 'pkcs8', isEncrypted: false });
    const { token } = await home.signing.sign(signRequest(key.kid));
    expect(token.split('.')).toHaveLength(3);
    expect(home.seal.verify(null).ok).toBe(true);
  });

  it('is a draft where that is wanted, and records the back end of a fresh home', async () => {
    const { home } = await openHome();
    expect(home.session.recordedKind()).toBeNull();
    const { key } = await home.keyImport.import(request(pkcs8(rsaKey()), { isDraft: true }));
    expect([key.state, home.session.recordedKind()]).toEqual(['draft', 'memory']);
  });

  it('keeps the kid and alg of its JWK, unless another kid is given', async () => {
    const { home } = await openHome();
    expect((await home.keyImport.import(request(jwk(rsaKey(), { kid: '54321', alg: 'RS256' })))).key.kid).toBe('54321');
    expect(await codeOf(home.keyImport.import(request(jwk(rsaKey(), { kid: '54321' }))))).toBe('KID_TAKEN');
    const renamed = await home.keyImport.import(request(jwk(rsaKey(), { kid: '54321' }), { kid: 'bank-2' }));
    expect(renamed.key.kid).toBe('bank-2');
    expect(await codeOf(home.keyImport.import(request(jwk(rsaKey()), { kid: ' ' })))).toBe('KID_INVALID');
    expect(await codeOf(home.keyImport.import(request(jwk(rsaKey(), { alg: 'RS256' }), { alg: 'PS256' })))).toBe(
      'JWK_REFUSED',
    );
  });

  it('that is here already is refused, under any kid, in any state, from any form', async () => {
    const { home } = await openHome();
    const source = rsaKey();
    const { key } = await home.keyImport.import(request(pkcs8(source)));
    for (const bytes of [pkcs8(source), jwk(source, { kid: 'other' }), spki(source)])
      expect(await codeOf(home.keyImport.import(request(bytes)))).toBe('KID_TAKEN');
    home.keyLife.move(key.kid, 'compromised', { reason: 'drill', since: null });
    expect(await codeOf(home.keyImport.import(request(pkcs8(source))))).toBe('KID_TAKEN');
    expect(home.keys.list()).toHaveLength(1);
  });
});

describe('what people say of an imported key', () => {
  const details = { owner: ' Team A ', purpose: 'pilot', flows: ['sign-up', 'sign-in'] as const };

  it('is kept, with its last day and its file as the first known copy', async () => {
    const { home } = await openHome();
    const expiresAt = new Date(Date.now() + 1000).toISOString();
    const source = '/media/usb/bank.pem';
    const said = { ...details, flows: [...details.flows] };
    const { key } = await home.keyImport.import(request(pkcs8(rsaKey()), { expiresAt, source, details: said }));
    expect(key).toMatchObject({ owner: 'Team A', purpose: 'pilot', flows: ['sign-in', 'sign-up'], expiresAt });
    expect(key.copies).toMatchObject([{ kind: 'import-source', where: source, goneAt: null }]);
    expect(home.keys.get(key.kid)).toEqual(key);
    const event = [...home.store.audit.all()].find(({ type }) => type === 'key.imported');
    expect(event?.payload).toMatchObject({ source, owner: 'Team A', flows: ['sign-in', 'sign-up'], expiresAt });
  });

  it('has no copy for what came through a pipe or is public, and keeps the end of a very long path', async () => {
    const { home } = await openHome();
    const long = `/${'x'.repeat(2000)}/bank.pem`;
    const copiesOf = async (bytes: Buffer, source: string | null) =>
      (await home.keyImport.import(request(bytes, { source }))).key.copies.map(({ where }) => where);
    expect(await copiesOf(pkcs8(rsaKey()), null)).toEqual([]);
    expect(await copiesOf(spki(rsaKey()), long)).toEqual([]);
    const [where = ''] = await copiesOf(pkcs8(rsaKey()), long);
    expect([where.length, where.endsWith('/bank.pem')]).toEqual([1024, true]);
  });

  it('names a holder only where the private half is elsewhere', async () => {
    const { home } = await openHome();
    const held = { details: { heldBy: 'hsm' } } as const;
    expect(await codeOf(home.keyImport.import(request(pkcs8(rsaKey()), held)))).toBe('INPUT_INVALID');
    const { key } = await home.keyImport.import(request(spki(rsaKey()), held));
    expect(key).toMatchObject({ custody: 'elsewhere', heldBy: 'hsm', possessionProvenAt: null });
    expect(home.store.audit.head()?.payload).toMatchObject({ heldBy: 'hsm', source: null });
  });

  it('names a predecessor of this home and environment, and a day that is to come', async () => {
    const { home } = await openHome();
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const bring = (more: Partial<ImportRequest>) => codeOf(home.keyImport.import(request(pkcs8(rsaKey()), more)));
    expect(await bring({ details: { replaces: 'nobody' } })).toBe('KEY_NOT_FOUND');
    expect(await bring({ details: { replaces: kid }, env: null })).toBe('KEY_NOT_FOUND');
    expect(await bring({ expiresAt: new Date(Date.now() - 1).toISOString() })).toBe('INPUT_INVALID');
    expect(home.keys.list()).toHaveLength(1);
    expect(await bring({ details: { replaces: kid } })).toBe('done');
  });
});

describe('a public-only key', () => {
  it('is recorded without a keychain, judged like ours, and can not sign here', async () => {
    const { home } = await openHome({
      openKeychain: () => {
        throw new Error('the keychain was opened');
      },
    });
    const source = rsaKey();
    const { key, isPlainPrivate } = await home.keyImport.import(request(spki(source)));
    expect(key).toMatchObject({ custody: 'elsewhere', origin: 'elsewhere', keychain: null, state: 'active' });
    expect([isPlainPrivate, home.session.recordedKind()]).toEqual([false, null]);
    expect(home.store.keys.get(key.kid)?.keychainId).toBeNull();
    expect(home.store.audit.head()).toMatchObject({
      type: 'key.imported',
      payload: { origin: 'elsewhere', format: 'spki' },
    });
  });

  it('refuses to sign', async () => {
    const { home } = await openHome();
    const { key } = await home.keyImport.import(request(spki(rsaKey())));
    expect(await codeOf(home.signing.sign(signRequest(key.kid)))).toBe('KEY_UNAVAILABLE');
  });
});

describe('policy and neighbours', () => {
  it('refuse an algorithm and a size that the policy does not allow, and an unknown environment', async () => {
    const { home, reopen } = await openHome();
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    expect(await codeOf(home.keyImport.import(request(pkcs8(curve))))).toBe('ALGORITHM_REFUSED');
    expect(await codeOf(home.keyImport.import(request(spki(curve))))).toBe('ALGORITHM_REFUSED');
    expect(await codeOf(home.keyImport.import(request(pkcs8(rsaKey()), { env: 'nowhere' })))).toBe(
      'ENVIRONMENT_UNKNOWN',
    );
    const policy = { ...DEFAULT_POLICY, minRsaBits: 3072, algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'] };
    writeFileSync(join(home.path, 'policy.json'), JSON.stringify(policy));
    const again = reopen();
    expect(await codeOf(again.keyImport.import(request(pkcs8(rsaKey()))))).toBe('POLICY_REFUSED');
    expect((await again.keyImport.import(request(pkcs8(curve)))).key).toMatchObject({ alg: 'ES256', bits: null });
    const edwards = generateKeyPairSync('ed25519').privateKey;
    expect((await again.keyImport.import(request(pkcs8(edwards)))).key.alg).toBe('EdDSA');
    const large = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
    expect((await again.keyImport.import(request(pkcs8(large), { alg: 'PS256' }))).key).toMatchObject({
      alg: 'PS256',
      bits: 3072,
    });
    writeFileSync(join(home.path, 'policy.json'), '{');
    expect(await codeOf(reopen().keyImport.import(request(pkcs8(rsaKey()))))).toBe('POLICY_INVALID');
  });

  it('refuse a modulus and a prime that another key of this home has, also a deleted one', async () => {
    const { home } = await openHome();
    const [p, q, r] = [primeOf(1024), primeOf(1024), primeOf(1024)];
    const bytes = (numbers: ReturnType<typeof rsaOf>) => Buffer.from(rsaJwkText(numbers));
    const { key } = await home.keyImport.import(request(bytes(rsaOf(p, q))));
    for (const twin of [rsaOf(p, r), rsaOf(q, r), rsaOf(p, q, 65_539n)])
      expect(await codeOf(home.keyImport.import(request(bytes(twin))))).toBe('JWK_REFUSED');
    home.keyLife.move(key.kid, 'compromised', { reason: 'r', since: null });
    await home.keyLife.delete(key.kid, { reason: 'r', isNow: false });
    expect(await codeOf(home.keyImport.import(request(bytes(rsaOf(p, r)))))).toBe('JWK_REFUSED');
    expect(await codeOf(home.keyImport.import(request(bytes(rsaOf(r, primeOf(1024))))))).toBe('done');
  });

  it('refuse the modulus and a prime of what DCM publishes', async () => {
    const { home } = await openHome();
    const [p, q] = [primeOf(1024), primeOf(1024)];
    const { kty, n, e } = JSON.parse(rsaJwkText(rsaOf(p, q))) as Record<string, string>;
    const set = JSON.stringify({ keys: [{ kty, n, e, kid: 'dcm', alg: 'RS256', use: 'sig' }] });
    home.archive.import(ENV, { bytes: Buffer.from(set), source: 'test', takenAt: null });
    for (const numbers of [rsaOf(p, q), rsaOf(p, primeOf(1024))])
      expect(await codeOf(home.keyImport.import(request(Buffer.from(rsaJwkText(numbers)))))).toBe('JWK_REFUSED');
  });

  it('refuse a prime of what any DCM published at any time, also where a later set does not hold it', async () => {
    const { home, practice, reopen } = await openHome();
    const { baseUrl, counterpartyGuid } = practice;
    home.environments.add({ name: 'other', baseUrl, counterpartyGuid, kind: 'practice', ca: null });
    const publish = (env: string, moduli: readonly string[]) =>
      home.archive.import(env, {
        bytes: Buffer.from(
          JSON.stringify({ keys: moduli.map((n, at) => ({ kty: 'RSA', n, e: 'AQAB', kid: `k${at}` })) }),
        ),
        source: 'test',
        takenAt: null,
      });
    const nOf = (numbers: ReturnType<typeof rsaOf>) => (JSON.parse(rsaJwkText(numbers)) as { n: string }).n;
    const [p, q, r] = [primeOf(1024), primeOf(1024), primeOf(1024)];
    const importing = (numbers: ReturnType<typeof rsaOf>) =>
      codeOf(reopen().keyImport.import(request(Buffer.from(rsaJwkText(numbers)))));
    publish('other', [nOf(rsaOf(p, primeOf(1024)))]);
    publish(ENV, [nOf(rsaOf(q, primeOf(1024)))]);
    // An even number is no modulus: with it every other even one would share a factor.
    publish('other', [Buffer.alloc(256, 0xaa).toString('base64url')]);
    publish(ENV, [nOf(rsaOf(primeOf(1024), primeOf(1024)))]);
    expect([await importing(rsaOf(p, r)), await importing(rsaOf(q, r))]).toEqual(['JWK_REFUSED', 'JWK_REFUSED']);
    expect(await importing(rsaOf(r, primeOf(1024)))).toBe('done');
  });

  it('cost a thousand sets of the same few keys one reading each, and one judgement of each key', async () => {
    const { home } = await openHome();
    const { n } = JSON.parse(rsaJwkText(rsaOf(primeOf(1024), primeOf(1024)))) as { n: string };
    home.store.write(() => {
      for (let at = 0; at < 1000; at += 1) {
        const bytes = Buffer.from(JSON.stringify({ keys: [{ kty: 'RSA', n, e: 'AQAB', kid: String(at) }] }));
        const facts = { env: ENV, takenAt: new Date(0).toISOString(), source: 'test', trust: 'file' as const };
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        home.store.snapshots.insert({ ...facts, sha256, kids: [String(at)], problem: null }, bytes);
      }
    });
    let reads = 0;
    const snapshots = { ...home.store.snapshots, bytes: (id: number) => (reads++, home.store.snapshots.bytes(id)) };
    const known = createKnownModuli({ store: { keys: home.store.keys, snapshots } });
    expect([[...known.all()], [...known.all()]].map(({ length }) => length)).toEqual([1, 1]);
    expect(reads).toBe(1000);
  });
});

describe('a failure', () => {
  it('of the keychain leaves no key and no event', async () => {
    const { home } = await openHome({ openKeychain: readOnlyKeychain });
    expect(await codeOf(home.keyImport.import(request(pkcs8(rsaKey()))))).toBe('KEYCHAIN_DENIED');
    expect(home.keys.list()).toEqual([]);
    expect(home.store.audit.head()?.type).not.toBe('key.imported');
    expect(home.session.recordedKind()).toBeNull();
  });

  it('of the passphrase comes before any keychain is opened', async () => {
    const { home } = await openHome({
      openKeychain: () => {
        throw new Error('the keychain was opened');
      },
    });
    const locked = Buffer.from(
      rsaKey().export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'right' }),
    );
    const wrong = { passphrase: async () => Buffer.from('wrong') };
    expect(await codeOf(home.keyImport.import(request(locked, wrong)))).toBe('PASSPHRASE_WRONG');
    expect(await codeOf(home.keyImport.import(request(locked)))).toBe('PASSPHRASE_NEEDED');
  });

  it('does not keep a key made here from being known by its own file', async () => {
    const { home } = await openHome();
    const made = await home.keys.generate(KEY_REQUEST);
    const pem = Buffer.from(home.keys.exportPublic(made.kid, 'pem'));
    expect(await codeOf(home.keyImport.import(request(pem)))).toBe('KID_TAKEN');
  });
});
