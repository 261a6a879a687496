import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PracticeDcm, startPracticeDcm } from '../../electron/practice/practice-dcm.ts';
import { bankClaims, type BankKey, makeBankKey } from '../fakes/bank.ts';
import { dcmApi, environmentAt, failure } from '../fakes/dcm-calls.ts';
import { practiceApi } from '../fakes/practice-calls.ts';

const { dcm } = dcmApi();

let clock: number;
let practice: PracticeDcm;
let bank: BankKey;
let environment: ReturnType<typeof environmentAt>;

async function start(state: unknown = null): Promise<void> {
  practice = await startPracticeDcm({ now: () => clock, randomBytes, state });
  environment = { ...environmentAt(0), baseUrl: practice.baseUrl };
}

beforeEach(async () => {
  clock = Date.parse('2026-03-04T05:06:07.000Z');
  bank = await makeBankKey('54321', 'ES256');
  await start();
});
afterEach(async () => practice.stop());

const bodyOf = (key: BankKey): string => JSON.stringify({ data: key.jwk });
const kids = async () =>
  (await dcm.listJwks(environment)).entries.map(({ data }) => (data as { readonly kid: string }).kid);
const isAccepted = async (key: BankKey) =>
  (await dcm.authenticate(environment, await key.sign(bankClaims(clock)))).accepted;
const published = async () => {
  const { keys } = JSON.parse((await dcm.fetchJwks(environment)).bytes.toString('utf8')) as {
    readonly keys: readonly { readonly kid: string }[];
  };
  return keys.map(({ kid }) => kid);
};
const kidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')) as { readonly kid: string }).kid;

describe('its own key', () => {
  test('rotates: it signs with the new one, and the old one stays or goes as it was told', async () => {
    const first = practice.dcmKid;
    const second = await practiceApi.rotate(practice.baseUrl, { keepsOld: true });
    expect(await published()).toEqual([first, second]);
    expect(kidOf(await practice.issueToken({ kind: 'genuine' }))).toBe(second);
    expect(practice.dcmKid).toBe(second);
    const third = await practiceApi.rotate(practice.baseUrl, { keepsOld: false });
    expect(await published()).toEqual([third]);
    expect(new Set([first, second, third]).size).toBe(3);
  });

  test('is the same after it was stopped and started', async () => {
    await practiceApi.rotate(practice.baseUrl, { keepsOld: true });
    const before = await published();
    await practice.stop();
    await start(JSON.parse(JSON.stringify(practice.state())));
    expect(await published()).toEqual(before);
  });
});

describe('a delay of what is published', () => {
  test('lets a registered key be listed and accepted only when it is over', async () => {
    await practiceApi.setPublishDelay(practice.baseUrl, 600);
    await dcm.createJwk(environment, bodyOf(bank), 'i');
    expect([await kids(), await isAccepted(bank)]).toEqual([[], false]);
    clock += 599_000;
    expect([await kids(), await isAccepted(bank)]).toEqual([[], false]);
    clock += 1000;
    expect([await kids(), await isAccepted(bank)]).toEqual([['54321'], true]);
  });

  test('keeps the old key in force for so long after a PUT', async () => {
    const { guid } = await dcm.createJwk(environment, bodyOf(bank), 'i');
    await practiceApi.setPublishDelay(practice.baseUrl, 60);
    const successor = await makeBankKey('successor', 'ES256');
    await dcm.updateJwk(environment, guid, bodyOf(successor));
    expect([await kids(), await isAccepted(bank), await isAccepted(successor)]).toEqual([['54321'], true, false]);
    clock += 60_000;
    expect([await kids(), await isAccepted(bank), await isAccepted(successor)]).toEqual([['successor'], false, true]);
  });
});

describe('a PUT', () => {
  test.each([
    ['put-keeps', true],
    ['put-replaces', false],
  ] as const)('told to be %s leaves the old key accepted: %j', async (as, isKept) => {
    await practiceApi.behave(practice.baseUrl, { as, route: null, times: null });
    const { guid } = await dcm.createJwk(environment, bodyOf(bank), 'i');
    const successor = await makeBankKey('successor', 'ES256');
    await dcm.updateJwk(environment, guid, bodyOf(successor));
    expect(await isAccepted(bank)).toBe(isKept);
    expect(await isAccepted(successor)).toBe(true);
    expect((await kids()).toSorted()).toEqual(isKept ? ['54321', 'successor'] : ['successor']);
  });
});

describe('the saved state', () => {
  test('of the first version is read, with its key, its entries and what was answered', async () => {
    const { guid } = await dcm.createJwk(environment, bodyOf(bank), 'same');
    const { counterpartyGuid, dcmKeys, counterparties } = practice.state();
    const [{ kid, key } = { kid: '', key: '' }] = dcmKeys;
    const first = {
      version: 1,
      counterpartyGuid,
      dcmKid: kid,
      dcmKey: key,
      counterparties: Object.fromEntries(
        Object.entries(counterparties).map(([name, { entries, receipts }]) => [
          name,
          { entries: entries.map(({ before: _before, inForceFrom: _from, ...entry }) => entry), receipts },
        ]),
      ),
    };
    await practice.stop();
    await start(first);
    expect([await published(), await kids(), await isAccepted(bank)]).toEqual([[kid], ['54321'], true]);
    expect((await dcm.createJwk(environment, bodyOf(bank), 'same')).guid).toBe(guid);
    expect(practice.state().version).toBe(2);
  });

  test('of a version that is not known is refused', async () => {
    const state = { ...practice.state(), version: 3 };
    expect((await failure(startPracticeDcm({ now: () => clock, randomBytes, state }))).code).toBe('INPUT_INVALID');
  });
});
