import { createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPracticeApi } from '../../electron/adapters/http/practice-api.ts';
import { type PracticeDcm, startPracticeDcm } from '../../electron/practice/practice-dcm.ts';
import type { PracticeState } from '../../electron/practice/practice-state.ts';
import { type BankKey, makeBankKey } from '../fakes/bank.ts';
import { dcmApi, environmentAt, failure } from '../fakes/dcm-calls.ts';

const NOW = Date.parse('2026-03-04T05:06:07.000Z');
const now = (): number => NOW;
const { dcm, http } = dcmApi();

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

describe('tokens by the practice DCM', () => {
  const claims = { flow: 'sign-in', obj: '123456789', sub: 'officer@bank.example' };

  async function jwks(): Promise<JSONWebKeySet> {
    return JSON.parse((await dcm.fetchJwks(at())).bytes.toString('utf8')) as JSONWebKeySet;
  }

  async function verify(token: string): Promise<string> {
    try {
      await jwtVerify(token, createLocalJWKSet(await jwks()), { algorithms: ['RS256'], currentDate: new Date(NOW) });
      return 'valid';
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'odd';
    }
  }

  test('come with a JWKS of one public RSA key', async () => {
    const { keys } = await jwks();
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
    expect(keys[0]).toMatchObject({ alg: 'RS256', e: 'AQAB', kid: practice.dcmKid, kty: 'RSA', use: 'sig' });
  });

  test.each([
    ['genuine', 'valid'],
    ['expired', 'ERR_JWT_EXPIRED'],
    ['tampered', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['unknown-kid', 'ERR_JWKS_NO_MATCHING_KEY'],
  ] as const)('of kind %s are %s', async (kind, result) => {
    const token = await practice.issueToken({ kind });
    expect(await verify(token)).toBe(result);
    expect(Object.keys(decodeProtectedHeader(token)).sort()).toEqual(['alg', 'kid', 'typ']);
    expect(Object.keys(decodeJwt(token)).sort()).toEqual(['exp', 'flow', 'iat', 'obj', 'sub']);
    expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{342}$/u);
  });

  test('say what was asked for, and live 1200 s', async () => {
    const iat = NOW / 1000;
    expect(decodeJwt(await practice.issueToken({ kind: 'genuine' }))).toEqual({ ...claims, iat, exp: iat + 1200 });
    const wanted = { flow: 'sign-up', obj: 'o', sub: 'technical@bank.example' };
    expect(decodeJwt(await practice.issueToken({ kind: 'genuine', ...wanted }))).toMatchObject(wanted);
    expect(decodeJwt(await practice.issueToken({ kind: 'tampered', obj: '987654321' }))['obj']).toBe('123456789');
  });

  test('can be asked for from another process', async () => {
    const api = createPracticeApi({ http });
    const token = await api.issueToken(practice.baseUrl, { kind: 'genuine', sub: 'Олена@bank.example' });
    expect(decodeJwt(token).sub).toBe('Олена@bank.example');
    expect(await verify(await api.issueToken(practice.baseUrl, { kind: 'tampered', sub: null }))).not.toBe('valid');
  });

  test('are asked for nowhere but on this machine, and refused for kinds that do not exist', async () => {
    const api = createPracticeApi({ http });
    expect((await failure(api.issueToken('https://dcm.example', { kind: 'genuine', sub: null }))).code).toBe(
      'BASE_URL_REFUSED',
    );
    const long = api.issueToken(practice.baseUrl, { kind: 'genuine', sub: 'x'.repeat(2000) });
    expect((await failure(long)).code).toBe('DCM_REFUSED');
    const odd = await fetch(`${practice.baseUrl}/practice/v1/token`, { method: 'POST', body: '{"kind":"none"}' });
    expect(odd.status).toBe(400);
  });
});

describe('the state', () => {
  test('is told before the answer, and lets a later practice DCM go on as the same one', async () => {
    const told: PracticeState[] = [];
    const first = await startPracticeDcm({ now, randomBytes, onStateChange: (state) => told.push(state) });
    const environment = at(first, first.counterpartyGuid);
    const { guid } = await dcm.createJwk(environment, bodyOf(bank.jwk), 'i');
    const token = await first.issueToken({ kind: 'genuine' });
    expect(told.length).toBe(2);
    await dcm.createJwk(environment, bodyOf(bank.jwk), 'i');
    expect(told.length).toBe(2);
    await first.stop();

    const saved: unknown = JSON.parse(JSON.stringify(told.at(-1)));
    const second = await startPracticeDcm({ now, randomBytes, state: saved });
    const again = { ...environment, baseUrl: second.baseUrl };
    expect([second.dcmKid, second.counterpartyGuid]).toEqual([first.dcmKid, first.counterpartyGuid]);
    expect((await dcm.listJwks(again)).entries.map((one) => one.guid)).toEqual([guid]);
    expect((await dcm.createJwk(again, bodyOf(bank.jwk), 'i')).guid).toBe(guid);
    const { bytes } = await dcm.fetchJwks(again);
    await jwtVerify(token, createLocalJWKSet(JSON.parse(bytes.toString('utf8')) as JSONWebKeySet), {
      currentDate: new Date(NOW),
    });
    await second.stop();
  });

  test('that cannot be kept is not in force: the answer is a 500 and nothing is registered', async () => {
    let isFull = false;
    const onStateChange = (): void => {
      if (isFull) throw new Error('disk is full');
    };
    const server = await startPracticeDcm({ now, randomBytes, onStateChange });
    const environment = at(server);
    isFull = true;
    expect(await failure(dcm.createJwk(environment, bodyOf(bank.jwk), 'i'))).toMatchObject({
      code: 'DCM_FAILED',
      fate: 'unknown',
    });
    expect((await dcm.listJwks(environment)).entries).toEqual([]);
    isFull = false;
    await dcm.createJwk(environment, bodyOf(bank.jwk), 'i');
    expect((await dcm.listJwks(environment)).entries.length).toBe(1);
    await server.stop();
  });

  test.each([[{}], [[]], ['x'], [{ version: 2 }]])('that is damaged is refused: %j', async (state) => {
    expect((await failure(startPracticeDcm({ now, randomBytes, state }))).code).toBe('INPUT_INVALID');
  });

  test('with a damaged key is refused', async () => {
    const state = { ...practice.state(), dcmKeys: [{ kid: 'K', key: 'AAAA' }] };
    expect((await failure(startPracticeDcm({ now, randomBytes, state }))).code).toBe('INPUT_INVALID');
  });

  test('of two practice DCMs shares nothing', async () => {
    const other = await startPracticeDcm({ now, randomBytes });
    expect(other.dcmKid).not.toBe(practice.dcmKid);
    const digest = (one: PracticeDcm): string =>
      createHash('sha256')
        .update(one.state().dcmKeys[0]?.key ?? '')
        .digest('hex');
    expect(digest(other)).not.toBe(digest(practice));
    await other.stop();
  });
});
