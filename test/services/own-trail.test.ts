import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../shared/model/audit-event.ts';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import type { Store } from '../../electron/adapters/sqlite/store.ts';
import { type HomeAdapters, systemAdapters, systemClock } from '../../electron/compose.ts';
import { publicJwkFromKey } from '../../electron/domain/jwk.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { readOverview } from '../../electron/services/overview.ts';
import { digestOf, part } from '../domain/tokens.ts';
import { KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const open = async (...given: Parameters<typeof openTestHome>): Promise<TestHome> =>
  (opened = await openTestHome(...given));

/** The same pair once more: what a thief has. */
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = publicJwkFromKey(pair.publicKey, { kid: 'ours', alg: 'RS256' });
const generateKey: HomeAdapters['generateKey'] = async (alg, bits) =>
  alg === 'RS256' ? pair : await systemAdapters.generateKey(alg, bits);
function stolen(sub: string): string {
  const seconds = Math.floor(Date.now() / 1000);
  const input = `${part({ alg: 'RS256', kid: 'ours' })}.${part({ sub, iat: seconds, exp: seconds + 300 })}`;
  return `${input}.${sign('sha256', Buffer.from(input), pair.privateKey).toString('base64url')}`;
}
function judge(home: Home, token: string) {
  const now = Date.now();
  const rest = { leewaySeconds: 30, profile: 'any', mode: 'jwt', language: 'en', instant: now, now } as const;
  return home.tokenChecks.judge({ token, source: { from: 'own' }, ...rest });
}
const codesOf = (home: Home, token: string) => judge(home, token).warnings.map(({ code }) => code);
const make = async (home: Home) => await home.keys.generate({ ...KEY_REQUEST, kid: 'ours' });

describe('who signed', () => {
  it('is told of each token of our key, before and after the trail has grown', async () => {
    const { home } = await open({ generateKey });
    expect((await make(home)).jwk.n).toBe(jwk.n);
    expect(codesOf(home, stolen('one'))).toEqual(['SIGNED_ELSEWHERE']);
    const noted = home.store.audit.ofType('token.judged').at(-1)?.payload;
    expect(noted).toMatchObject({ kid: 'ours', alarms: ['SIGNED_ELSEWHERE'], attacks: [] });
    const { token } = await home.signing.sign(signRequest('ours'));
    const verdict = judge(home, token);
    const [event] = home.store.audit.ofType('token.signed');
    expect(verdict).toMatchObject({ code: 'OK', warnings: [] });
    expect(home.store.audit.ofType('token.judged').at(-1)?.payload).not.toHaveProperty('alarms');
    expect(verdict.signedHere).toEqual({ at: event?.at, auditSeq: event?.seq, purpose: 'token', reason: 'ticket 1' });
    expect(judge(home, stolen('two'))).toMatchObject({ outcome: 'valid', signedHere: null });
    expect(codesOf(home, stolen('two'))).toEqual(['SIGNED_ELSEWHERE']);
  });

  it('is found in the trail where the list of signed tokens has lost the token', async () => {
    const { home } = await open({
      generateKey,
      openStore: (...given) => withoutList(systemAdapters.openStore(...given)),
    });
    await make(home);
    const { token, tokenSha256 } = await home.signing.sign(signRequest('ours'));
    expect(home.store.signed.byDigest(tokenSha256)).toBeNull();
    expect(judge(home, token)).toMatchObject({ warnings: [], signedHere: { purpose: 'token' } });
  });

  it('is not believed of a row that no event vouches for', async () => {
    const { home } = await open({ generateKey });
    await make(home);
    const { tokenSha256 } = await home.signing.sign(signRequest('ours'));
    const row = home.store.signed.byDigest(tokenSha256);
    if (row === null) throw new Error('nothing was signed');
    const planted = stolen('planted');
    home.store.write(() => home.store.signed.insert({ ...row, tokenSha256: digestOf(planted), auditSeq: 1 }));
    expect(home.store.signed.byDigest(digestOf(planted))).not.toBeNull();
    expect(judge(home, planted)).toMatchObject({ signedHere: null, warnings: [{ code: 'SIGNED_ELSEWHERE' }] });
  });
});

describe('a key with which somebody else signs', () => {
  const todo = (home: Home) =>
    readOverview(home, systemClock).items.flatMap(({ id, kid, urgency }) =>
      id === 'signed-elsewhere' ? [`${kid} ${urgency}`] : [],
    );
  it('stays on the list of what is to be done until it is called stolen', async () => {
    const { home, reopen } = await open({ generateKey });
    await make(home);
    expect([judge(home, stolen('one')).code, todo(home)]).toEqual(['OK', ['ours now']]);
    const first = home.store.facts.get('signed-elsewhere');
    judge(home, stolen('two'));
    expect(home.store.facts.get('signed-elsewhere')).toBe(first);
    home.keyLife.move('ours', 'suspended', { reason: 'alarm', since: null });
    expect(todo(reopen())).toEqual(['ours now']);
    home.keyLife.move('ours', 'compromised', { reason: 'case 1', since: null });
    expect(todo(home)).toEqual([]);
  });

  it('is not put there by a token of our own, and a damaged note is as good as none', async () => {
    const { home } = await open({ generateKey });
    await make(home);
    judge(home, (await home.signing.sign(signRequest('ours'))).token);
    expect(todo(home)).toEqual([]);
    for (const note of ['{', '[]', '{"ours":1}']) {
      home.store.write(() => home.store.facts.set('signed-elsewhere', note));
      expect(todo(home)).toEqual([]);
    }
    judge(home, stolen('one'));
    expect(todo(home)).toEqual(['ours now']);
  });
});

describe('what cannot be said', () => {
  it.each([
    ['broken', { hash: '0'.repeat(64) }, 'TRAIL_BROKEN'],
    ['of another shape', { type: 'nothing' as never }, 'TRAIL_UNREADABLE'],
  ])('follows from a trail with an event that is %s, also one that was whole before', async (_how, fault, code) => {
    const faulty = { from: Number.POSITIVE_INFINITY };
    const { home } = await open({
      generateKey,
      openStore: (...given) => withFault(systemAdapters.openStore(...given), faulty, fault),
    });
    await make(home);
    faulty.from = 2;
    expect(codesOf(home, stolen('one'))).toEqual([code]);
    faulty.from = Number.POSITIVE_INFINITY;
    expect(codesOf(home, stolen('one'))).toEqual(['SIGNED_ELSEWHERE']);
  });

  it('follows from a key whose making the trail does not know', async () => {
    const keychain = createMemoryKeychain();
    const { home } = await open({ generateKey, openKeychain: () => keychain });
    const made = await make(home);
    const record = home.store.keys.get('ours');
    if (record === null) throw new Error('no key was made');
    // Put there past the trail, as by a restored table.
    const elder = { ...record, kid: 'elder', thumbprint: `x${made.thumbprint.slice(1)}` };
    home.store.write(() => home.store.keys.insert(elder));
    const [, payload] = stolen('one').split('.');
    const input = `${part({ alg: 'RS256', kid: 'elder' })}.${payload}`;
    const token = `${input}.${sign('sha256', Buffer.from(input), pair.privateKey).toString('base64url')}`;
    expect(codesOf(home, token)).toEqual(['TRAIL_YOUNGER']);
  });

  it('follows from a trail that has become shorter, or has got another end, since it was read', async () => {
    const faulty: { head: ((event: AuditEvent | null) => AuditEvent | null) | null } = { head: null };
    const { home } = await open({
      generateKey,
      openStore: (...given) => withHead(systemAdapters.openStore(...given), faulty),
    });
    await make(home);
    expect(codesOf(home, stolen('one'))).toEqual(['SIGNED_ELSEWHERE']);
    const first = home.store.audit.page(2, 1)[0] ?? null;
    for (const head of [() => first, (event: AuditEvent | null) => event && { ...event, hash: '0'.repeat(64) }]) {
      faulty.head = head;
      const verdict = judge(home, stolen('two'));
      faulty.head = null;
      expect(verdict.warnings[0]?.code).toBe('TRAIL_BROKEN');
      expect(codesOf(home, stolen('two'))).toEqual(['SIGNED_ELSEWHERE']);
    }
  });

  it('leaves the verdict standing where the trail cannot be read at all', async () => {
    const faulty = { isOn: false };
    const { home } = await open({
      generateKey,
      openStore: (...given) => unreadable(systemAdapters.openStore(...given), faulty),
    });
    await make(home);
    faulty.isOn = true;
    expect(judge(home, stolen('one'))).toMatchObject({ code: 'OK', warnings: [{ code: 'TRAIL_UNREADABLE' }] });
  });
});

function withoutList(store: Store): Store {
  return { ...store, signed: { ...store.signed, byDigest: () => null } };
}

/** Changes every event from a number on, on its way out of the database. */
function withFault(store: Store, faulty: { from: number }, change: object): Store {
  function* all() {
    for (const event of store.audit.all()) yield event.seq < faulty.from ? event : { ...event, ...change };
  }
  return { ...store, audit: { ...store.audit, all } };
}

/** Another end of the trail than there is, for who asks for it. */
function withHead(store: Store, faulty: { head: ((event: AuditEvent | null) => AuditEvent | null) | null }): Store {
  const head = () => (faulty.head === null ? store.audit.head() : faulty.head(store.audit.head()));
  return { ...store, audit: { ...store.audit, head } };
}

function unreadable(store: Store, faulty: { isOn: boolean }): Store {
  function* all() {
    if (faulty.isOn) throw new AppError('DATABASE_DAMAGED', 'the disk has gone', { hint: 'look at it' });
    yield* store.audit.all();
  }
  return { ...store, audit: { ...store.audit, all } };
}
