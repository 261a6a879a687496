import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeDcm, startPracticeDcm } from '../../electron/practice/practice-dcm.ts';
import { bankClaims, type BankKey, makeBankKey } from '../fakes/bank.ts';
import { dcmApi, environmentAt, failure } from '../fakes/dcm-calls.ts';

const NOW = Date.parse('2026-03-04T05:06:07.000Z');
const now = (): number => NOW;
const { dcm } = dcmApi();

let practice: PracticeDcm;
let bank: BankKey;

/** A counterparty of its own for each test: they share one server, and no keys. */
function at(dcmServer: PracticeDcm = practice, counterpartyGuid = randomGuid()) {
  return { ...environmentAt(0), baseUrl: dcmServer.baseUrl, counterpartyGuid };
}

function randomGuid(): string {
  return randomBytes(16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}

const bodyOf = (jwk: object): string => JSON.stringify({ data: jwk });

beforeAll(async () => {
  practice = await startPracticeDcm({ now, randomBytes });
  bank = await makeBankKey('54321');
});
afterAll(async () => practice.stop());

describe('registering', () => {
  test('keeps a public JWK with everything that stands in it, and lists it', async () => {
    const environment = at();
    const jwk = { ...bank.jwk, label: 'Ключ № 1', nested: { a: [1, null] } };
    const { guid } = await dcm.createJwk(environment, bodyOf(jwk), 'i-1');
    const time = new Date(NOW).toISOString();
    expect((await dcm.listJwks(environment)).entries).toEqual([{ guid, data: jwk, createdAt: time, updatedAt: time }]);
  });

  test('keeps counterparties apart, and knows strangers as empty', async () => {
    const [one, other] = [at(), at()];
    await dcm.createJwk(one, bodyOf(bank.jwk), 'i-1');
    expect((await dcm.listJwks(other)).entries).toEqual([]);
    expect(await dcm.authenticate(other, await bank.sign(bankClaims(NOW)))).toMatchObject({
      accepted: false,
      serverMessage: 'kid is not registered',
    });
  });

  test('gives the same guid for the same Idempotency-Key and bytes, and makes one entry', async () => {
    const environment = at();
    const sent = await Promise.all([1, 2, 3].map(() => dcm.createJwk(environment, bodyOf(bank.jwk), 'same')));
    expect(new Set(sent.map((one) => one.guid)).size).toBe(1);
    expect((await dcm.listJwks(environment)).entries.length).toBe(1);
  });

  test('refuses an Idempotency-Key that comes back with other bytes', async () => {
    const environment = at();
    await dcm.createJwk(environment, bodyOf(bank.jwk), 'same');
    const failed = await failure(dcm.createJwk(environment, `${bodyOf(bank.jwk)} `, 'same'));
    expect(failed).toMatchObject({ code: 'DCM_REFUSED', fate: 'refused' });
    expect((await dcm.listJwks(environment)).entries.length).toBe(1);
  });

  test('makes a second entry for a second request, as a DCM that nobody asked to think would', async () => {
    const environment = at();
    await dcm.createJwk(environment, bodyOf(bank.jwk), 'one');
    await dcm.createJwk(environment, bodyOf(bank.jwk), 'two');
    expect((await dcm.listJwks(environment)).entries.length).toBe(2);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', 'data'],
    ['an array', '[]'],
    ['no data', '{}'],
    ['data that is text', '{"data":"x"}'],
    ['no key', '{"data":{"kid":"a"}}'],
    ['no kid', '{"data":{"kty":"RSA","n":"AQAB","e":"AQAB"}}'],
    ['a symmetric key', '{"data":{"kty":"oct","k":"AAAA","kid":"a"}}'],
    ['an algorithm that is none', '{"data":{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"a","alg":"none"}}'],
    ['a key for encryption', '{"data":{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"a","use":"enc"}}'],
    ['an off-curve point', '{"data":{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA","kid":"a"}}'],
    ['bad UTF-8', Buffer.from('{"data":{"kid":"\xff"}}', 'latin1').toString('latin1')],
    ['depth', `{"data":{"kid":"a","x":${'['.repeat(5000)}${']'.repeat(5000)}}}`],
    ['17 KiB', `{"data":{"kid":"${'a'.repeat(17 * 1024)}"}}`],
  ])('refuses %s with a JSON error, and lists nothing', async (_what, body) => {
    const environment = at();
    const failed = await failure(dcm.createJwk(environment, body, 'i'));
    expect(failed).toMatchObject({ code: 'DCM_REFUSED', fate: 'refused' });
    expect((await dcm.listJwks(environment)).entries).toEqual([]);
  });

  test('refuses a private key, and never keeps it', async () => {
    const environment = at();
    expect((await failure(dcm.createJwk(environment, bodyOf(bank.privateJwk), 'i'))).code).toBe('DCM_REFUSED');
    expect(JSON.stringify(practice.state())).not.toContain(bank.privateJwk.d);
  });
});

describe('updating', () => {
  test('replaces: the new key is accepted, the old one no longer', async () => {
    const environment = at();
    const successor = await makeBankKey('new-kid', 'ES256');
    const { guid } = await dcm.createJwk(environment, bodyOf(bank.jwk), 'i');
    await dcm.updateJwk(environment, guid, bodyOf(successor.jwk));
    expect((await dcm.listJwks(environment)).entries.map((one) => [one.guid, one.data])).toEqual([
      [guid, successor.jwk],
    ]);
    expect(await dcm.authenticate(environment, await successor.sign(bankClaims(NOW)))).toMatchObject({
      accepted: true,
    });
    expect(await dcm.authenticate(environment, await bank.sign(bankClaims(NOW)))).toMatchObject({ accepted: false });
  });

  test('can be told to keep the old key in force', async () => {
    const lenient = await startPracticeDcm({
      now,
      randomBytes,
      state: practice.state(),
      behaviour: { putKeepsOld: true },
    });
    const environment = at(lenient);
    const successor = await makeBankKey('new-kid', 'ES256');
    const { guid } = await dcm.createJwk(environment, bodyOf(bank.jwk), 'i');
    await dcm.updateJwk(environment, guid, bodyOf(successor.jwk));
    expect((await dcm.listJwks(environment)).entries.length).toBe(2);
    expect(await dcm.authenticate(environment, await bank.sign(bankClaims(NOW)))).toMatchObject({ accepted: true });
    await lenient.stop();
  });

  test('refuses an entry that is not there, and one of another counterparty', async () => {
    const [one, other] = [at(), at()];
    const { guid } = await dcm.createJwk(one, bodyOf(bank.jwk), 'i');
    expect((await failure(dcm.updateJwk(other, guid, bodyOf(bank.jwk)))).code).toBe('DCM_REFUSED');
    expect((await failure(dcm.updateJwk(one, 'nobody', bodyOf(bank.jwk)))).code).toBe('DCM_REFUSED');
  });
});

describe('authenticate', () => {
  let environment: ReturnType<typeof at>;
  const seconds = NOW / 1000;
  const ask = async (token: string) => {
    const { accepted, sessionToken, serverMessage } = await dcm.authenticate(environment, token);
    return accepted ? typeof sessionToken : serverMessage;
  };

  beforeAll(async () => {
    environment = at();
    await dcm.createJwk(environment, bodyOf(bank.jwk), 'i');
  });

  test.each(['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'])('accepts a good token by a %s key', async (alg) => {
    const key = await makeBankKey(`key-${alg}`, alg);
    await dcm.createJwk(environment, bodyOf(key.jwk), alg);
    expect(await ask(await key.sign(bankClaims(NOW)))).toBe('string');
  });

  test('gives another session token each time', async () => {
    const token = await bank.sign(bankClaims(NOW));
    const [one, two] = [await dcm.authenticate(environment, token), await dcm.authenticate(environment, token)];
    expect(one.sessionToken).not.toBe(two.sessionToken);
  });

  test.each([
    ['flow', undefined, 'claim flow is not acceptable'],
    ['flow', 'sign-out', 'claim flow is not acceptable'],
    ['obj', undefined, 'claim obj is missing'],
    ['obj', 5, 'claim obj is missing'],
    ['sub', '', 'claim sub is missing'],
    ['iat', undefined, 'claim iat is missing'],
    ['exp', undefined, 'claim exp is missing'],
    ['exp', 'soon', 'claim exp is not acceptable'],
    ['exp', seconds - 31, 'token has expired'],
    ['exp', seconds - 29, 'string'],
    ['iat', seconds + 31, 'token is from the future'],
    ['iat', seconds + 29, 'string'],
    ['nbf', seconds + 31, 'claim nbf is not acceptable'],
  ])('bank guide: %s = %j gives %s', async (name, value, answer) => {
    expect(await ask(await bank.sign({ ...bankClaims(NOW), [name]: value }))).toBe(answer);
  });

  test('platform guide: iat and jti are enough, and a jti is good once', async () => {
    const first = await bank.sign({ iat: seconds, jti: 'a' });
    expect(await ask(first)).toBe('string');
    expect(await ask(first)).toBe('jti has been used before');
    expect(await ask(await bank.sign({ iat: seconds, jti: 'b', exp: seconds + 9 }))).toBe('string');
    expect(await ask(await bank.sign({ jti: 'c' }))).toBe('claim iat is missing');
    expect(await ask(await bank.sign({ iat: seconds, jti: '' }))).toBe('claim jti is missing');
  });

  test('refuses what is not by the registered key under its one algorithm', async () => {
    const thief = await makeBankKey('54321');
    expect(await ask(await thief.sign(bankClaims(NOW)))).toBe('signature is wrong');
    expect(await ask(await bank.sign(bankClaims(NOW), { kid: 'nobody' }))).toBe('kid is not registered');
    expect(await ask(await bank.sign(bankClaims(NOW), { kid: undefined }))).toBe('token has no kid');
    const other = await makeBankKey('54321', 'PS256');
    expect(await ask(await other.sign(bankClaims(NOW)))).toBe('alg of the token is not the alg of the key');
    const [header = '', payload = ''] = (await bank.sign(bankClaims(NOW))).split('.');
    const none = Buffer.from('{"alg":"none","kid":"54321"}').toString('base64url');
    expect(await ask(`${none}.${payload}.`)).toBe('alg of the token is not the alg of the key');
    expect(await ask(`${header}.${payload}.`)).not.toBe('string');
  });

  test.each(['x', '..', 'a.b', 'a.b.c.d.e', '.'.repeat(10_000), `${'a'.repeat(16_000)}.b.c`])(
    'refuses garbage: %#',
    async (token) => {
      expect(await ask(token)).toBe('token is malformed');
    },
  );

  test('refuses a request that also brings Authorization, or no token', async () => {
    const url = `${environment.baseUrl}/api/v1/counterparty/${environment.counterpartyGuid}/jwk/authenticate`;
    const token = await bank.sign(bankClaims(NOW));
    const both = await fetch(url, {
      method: 'POST',
      headers: { 'cx-authorization': token, authorization: 'bearer x' },
    });
    expect([both.status, await both.json()]).toEqual([400, { error: 'header Authorization must be empty' }]);
    const neither = await fetch(url, { method: 'POST' });
    expect([neither.status, await neither.json()]).toEqual([400, { error: 'header CX-Authorization is missing' }]);
  });
});
