import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MISBEHAVIOURS, type Misbehaviour, PRACTICE_ROUTES, type PracticeRoute } from '../../shared/model/practice.ts';
import { type PracticeDcm, startPracticeDcm } from '../../electron/practice/practice-dcm.ts';
import { bankClaims, type BankKey, makeBankKey } from '../fakes/bank.ts';
import { dcmApi, environmentAt, failure } from '../fakes/dcm-calls.ts';
import { misbehave, practiceApi } from '../fakes/practice-calls.ts';

/** Short, so that nobody waits; the client's own limits are held in lost-answers.test.ts. */
const { dcm } = dcmApi({ headersMs: 1500, totalMs: 2500 });

let practice: PracticeDcm;
let bank: BankKey;
let environment: ReturnType<typeof environmentAt>;
let guid: string;

beforeAll(async () => {
  practice = await startPracticeDcm({ now: Date.now, randomBytes });
  bank = await makeBankKey('54321');
  environment = { ...environmentAt(0), baseUrl: practice.baseUrl };
  ({ guid } = await dcm.createJwk(environment, bodyOf('first'), 'first'));
  await dcm.createJwk(environment, JSON.stringify({ data: bank.jwk }), 'bank');
});
afterAll(async () => practice.stop());
afterEach(async () => practiceApi.behave(practice.baseUrl, { as: 'well', route: null, times: null }));

const bodyOf = (kid: string): string => JSON.stringify({ data: { ...bank.jwk, kid } });
let turn = 0;

/** The five calls. A change sends a key of its own each time. */
const CALLS: Readonly<Record<PracticeRoute, () => Promise<unknown>>> = {
  create: () => dcm.createJwk(environment, bodyOf(`new-${String((turn += 1))}`), `key-${String(turn)}`),
  list: () => dcm.listJwks(environment),
  update: () => dcm.updateJwk(environment, guid, bodyOf(`put-${String((turn += 1))}`)),
  authenticate: async () => dcm.authenticate(environment, await bank.sign(bankClaims(Date.now()))),
  jwks: () => dcm.fetchJwks(environment),
};

interface Expected {
  readonly code: string;
  /** What became of a change. */
  readonly fate: 'refused' | 'unknown';
  /** The server's own words, or ours for what it did. */
  readonly words: string;
}

const REFUSED_ANSWER = { code: 'DCM_ANSWER_REFUSED', fate: 'unknown' } as const;
const EXPECTED: Readonly<Record<Exclude<Misbehaviour, 'other-key'>, Expected>> = {
  redirect: { code: 'DCM_REDIRECTED', fate: 'unknown', words: '302 to http://127.0.0.1:9' },
  'login-page': { ...REFUSED_ANSWER, words: 'Sign in to DCM' },
  'no-content': { ...REFUSED_ANSWER, words: '204' },
  'wrong-type': { ...REFUSED_ANSWER, words: 'does not call itself JSON' },
  'byte-order-mark': { ...REFUSED_ANSWER, words: 'byte order mark' },
  'gzip-bomb': { ...REFUSED_ANSWER, words: 'compressed' },
  silence: { code: 'DCM_TIMEOUT', fate: 'unknown', words: '1.5 s' },
  'slow-drip': { code: 'DCM_TIMEOUT', fate: 'unknown', words: '2.5 s' },
  'endless-chunks': { ...REFUSED_ANSWER, words: '256 KiB' },
  'deep-json': { ...REFUSED_ANSWER, words: 'JSON that cannot be read' },
  'lying-length': { ...REFUSED_ANSWER, words: 'another length than it announced' },
  'refuse-text': { code: 'DCM_REFUSED', fate: 'refused', words: 'logic error 17: ask the help desk' },
  unauthorized: { code: 'DCM_UNAUTHORIZED', fate: 'refused', words: 'Access credentials are invalid' },
  conflict: { code: 'DCM_REFUSED', fate: 'unknown', words: 'another request for this jwk is under way' },
  unprocessable: { code: 'DCM_REFUSED', fate: 'refused', words: 'jwk is not acceptable: kid is reserved' },
  'too-many': { code: 'DCM_FAILED', fate: 'refused', words: 'rate limit' },
  failing: { code: 'DCM_FAILED', fate: 'unknown', words: 'database is down' },
  drop: { code: 'DCM_UNREACHABLE', fate: 'unknown', words: 'dropped the connection' },
  'drop-after-storing': { code: 'DCM_UNREACHABLE', fate: 'unknown', words: 'dropped the connection' },
};
const MODES = MISBEHAVIOURS.filter((mode) => mode !== 'other-key');

describe.each(PRACTICE_ROUTES)('%s', (route) => {
  test('succeeds with a DCM that behaves', async () => {
    expect((await failure(CALLS[route]())).code).toBe('nothing thrown');
  });

  test.each(MODES.filter((mode) => route !== 'authenticate' || mode !== 'refuse-text'))(
    'by a DCM in the manner of %s has its code, words and next step, and the next call succeeds',
    async (mode) => {
      const expected = EXPECTED[mode];
      await misbehave(practice.baseUrl, mode, { route });
      const failed = await failure(CALLS[route]());
      expect(failed).toMatchObject({ code: expected.code, fate: expected.fate });
      expect(failed.message).toContain(expected.words);
      expect(failed.message).not.toContain('secret');
      expect(failed.hint).not.toBe('');
      const isInDoubt = expected.fate === 'unknown' && (route === 'create' || route === 'update');
      expect(failed.hint.includes('look at what DCM lists')).toBe(isInDoubt);
      expect((await failure(CALLS[route]())).code).toBe('nothing thrown');
    },
  );
});

test('a 400 in text to Authenticate is DCM’s word on the token', async () => {
  await misbehave(practice.baseUrl, 'refuse-text');
  expect(await CALLS.authenticate()).toMatchObject({
    accepted: false,
    serverMessage: 'logic error 17: ask the help desk',
  });
});

test('a Retry-After of centuries is no advice', async () => {
  await misbehave(practice.baseUrl, 'too-many');
  expect((await failure(CALLS.list())).hint).toBe('wait a few minutes, then try again');
});

describe('what was sent', () => {
  const STORING: readonly Misbehaviour[] = ['no-content', 'wrong-type', 'lying-length', 'drop-after-storing'];
  const NOT_STORING: readonly Misbehaviour[] = ['redirect', 'refuse-text', 'unauthorized', 'failing', 'drop'];
  const isListed = async (kid: string) => (await practiceList()).includes(kid);
  const practiceList = async () =>
    (await dcm.listJwks(environment)).entries.map(({ data }) => (data as { readonly kid: string }).kid);

  test.each([...STORING.map((mode) => [mode, true] as const), ...NOT_STORING.map((mode) => [mode, false] as const)])(
    'in the manner of %s was stored: %j, as a look shows',
    async (mode, isStored) => {
      await misbehave(practice.baseUrl, mode, { route: 'create' });
      await failure(dcm.createJwk(environment, bodyOf(`kept-${mode}`), `kept-${mode}`));
      expect(await isListed(`kept-${mode}`)).toBe(isStored);
    },
  );
});

describe('somebody else’s key', () => {
  test('stands in the list under our kid', async () => {
    await misbehave(practice.baseUrl, 'other-key');
    const { entries } = await dcm.listJwks(environment);
    const data = entries.find((one) => (one.data as { readonly kid: string }).kid === bank.jwk.kid)?.data;
    expect(data).toMatchObject({ kid: bank.jwk.kid, kty: 'RSA' });
    expect((data as { readonly n: string }).n).not.toBe(bank.jwk.n);
  });

  test('stands in DCM’s own keys under its kid, and an answer to create names an entry that is nobody’s', async () => {
    const honest = (await dcm.fetchJwks(environment)).bytes.toString('utf8');
    await misbehave(practice.baseUrl, 'other-key', { times: 2 });
    const forged = (await dcm.fetchJwks(environment)).bytes.toString('utf8');
    expect(forged).toContain(practice.dcmKid);
    expect(JSON.parse(forged)).not.toEqual(JSON.parse(honest));
    const { guid: strange } = await dcm.createJwk(environment, bodyOf('strange'), 'strange');
    expect((await dcm.listJwks(environment)).entries.map((one) => one.guid)).not.toContain(strange);
  });
});

describe('telling it', () => {
  test('"500 twice, then 200" counts requests', async () => {
    await misbehave(practice.baseUrl, 'failing', { route: 'list', times: 2 });
    const codes = [];
    for (let at = 0; at < 3; at += 1) codes.push((await failure(CALLS.list())).code);
    expect(codes).toEqual(['DCM_FAILED', 'DCM_FAILED', 'nothing thrown']);
  });

  test('holds for one route alone, or for all until it is told to be well', async () => {
    await misbehave(practice.baseUrl, 'failing', { route: 'jwks', times: null });
    expect((await failure(CALLS.list())).code).toBe('nothing thrown');
    expect((await failure(CALLS.jwks())).code).toBe('DCM_FAILED');
    await misbehave(practice.baseUrl, 'conflict', { times: null });
    expect((await failure(CALLS.list())).code).toBe('DCM_REFUSED');
    await practiceApi.behave(practice.baseUrl, { as: 'well', route: null, times: null });
    expect((await failure(CALLS.jwks())).code).toBe('nothing thrown');
  });

  test('is possible from this machine’s programs only, in JSON that is known', async () => {
    const url = `${practice.baseUrl}/practice/v1/behaviour`;
    const body = JSON.stringify({ as: 'failing', route: null, times: null });
    const statuses = await Promise.all([
      fetch(url, { method: 'POST', body, headers: { origin: 'https://evil.test' } }),
      fetch(url, { method: 'POST', body: '{"as":"failing"}' }),
      fetch(url, { method: 'POST', body: '{"as":"evil","route":null,"times":null}' }),
      fetch(url),
      fetch(`${practice.baseUrl}/practice/v1/other`, { method: 'POST', body }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([403, 400, 400, 405, 404]);
    expect((await failure(CALLS.list())).code).toBe('nothing thrown');
  });
});

test('stopping ends at once, also in the middle of an endless answer', async () => {
  const other = await startPracticeDcm({ now: Date.now, randomBytes, state: practice.state() });
  await misbehave(other.baseUrl, 'endless-chunks', { times: null });
  const response = await fetch(`${other.baseUrl}/api/v1/.well-known/jwks.json`);
  const start = performance.now();
  await other.stop();
  expect(performance.now() - start).toBeLessThan(1000);
  await expect(response.text()).rejects.toThrow();
});
