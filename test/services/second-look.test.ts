import { afterEach, describe, expect, it } from 'vitest';
import { createSecondLook } from '../../electron/services/second-look.ts';
import type { JudgeRequest } from '../../electron/services/token-checks.ts';
import { makeKey, signed } from '../domain/tokens.ts';
import { BANK, NINE, openWatchedHome, type WatchedHome } from '../fakes/watched-home.ts';

const one = makeKey('RS256', 'one');
const two = makeKey('ES256', 'two');
const iat = Date.parse(NINE) / 1000 - 60;
const token = signed(two, {}, { iat, exp: iat + 1200 });
let opened: WatchedHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

async function openDesk() {
  const watched = (opened = await openWatchedHome([one.jwk]));
  const { home, clock, dcm } = watched;
  await home.archive.fetch(BANK);
  const online = { is: true };
  const secondLook = createSecondLook({ ...home, isOnline: () => online.is, clock });
  const before = dcm.asked();
  /** Judges as the window does: an answer at once, and perhaps a better one. */
  async function judge(more: Partial<JudgeRequest> = {}) {
    const now = clock.now();
    const request: JudgeRequest = {
      token,
      source: { from: 'environment', env: BANK },
      instant: now,
      now,
      leewaySeconds: 30,
      profile: 'any',
      mode: 'jwt',
      language: 'en',
      ...more,
    };
    const first = home.tokenChecks.judge(request);
    return { first, better: await secondLook.after(request, first) };
  }
  return { ...watched, judge, online, looks: () => dcm.asked() - before };
}

describe('a token whose kid is in no set', () => {
  it('is answered at once, and better as soon as DCM’s newest set is here', async () => {
    const { judge, dcm, clock } = await openDesk();
    clock.pass(1000);
    dcm.publish([one.jwk, two.jwk]);
    const { first, better } = await judge();
    expect([first.code, better?.code, better?.issuer]).toEqual(['KEY_UNKNOWN', 'OK', 'dcm']);
    expect(better?.tokenSha256).toBe(first.tokenSha256);
  });

  it('makes the app look once in 30 seconds at most, and not sooner after a failure', async () => {
    const { judge, dcm, clock, looks } = await openDesk();
    dcm.publish(null);
    for (let second = 0; second < 30; second += 1) {
      expect((await judge()).better).toBeNull();
      clock.pass(1000);
    }
    expect(looks()).toBe(1);
    dcm.publish([one.jwk, two.jwk]);
    expect((await judge()).better?.code).toBe('OK');
    expect(looks()).toBe(2);
  });

  it('shares one look with the others that come meanwhile', async () => {
    const { judge, dcm, looks } = await openDesk();
    dcm.publish([one.jwk, two.jwk]);
    const all = await Promise.all([1, 2, 3].map(async () => await judge()));
    expect(all.map(({ better }) => better?.code)).toEqual(['OK', 'OK', 'OK']);
    expect(looks()).toBe(1);
  });

  it('stays undecided where DCM does not know the key either, or gives a bad set', async () => {
    const { judge, dcm, clock } = await openDesk();
    expect((await judge()).better).toBeNull();
    clock.pass(31_000);
    dcm.publish([two.jwk, two.jwk]);
    expect((await judge()).better).toBeNull();
  });
});

describe('nobody is asked', () => {
  it.each<[string, Partial<JudgeRequest>]>([
    ['for an instant that is past', { instant: Date.parse(NINE) - 1000 }],
    ['where our own keys were asked for', { source: { from: 'own' } }],
    ['for a snapshot that was chosen', { source: { from: 'snapshot', id: 1 } }],
    ['for a token without a kid', { token: signed(two, { kid: undefined }, {}) }],
    ['for a token that is none', { token: 'a.b.c' }],
    ['for a token of a known key', { token: signed(one, {}, {}) }],
  ])('%s', async (_name, more) => {
    const { judge, looks } = await openDesk();
    expect((await judge(more)).better).toBeNull();
    expect(looks()).toBe(0);
  });

  it('while the app is offline', async () => {
    const { judge, online, looks } = await openDesk();
    online.is = false;
    expect((await judge()).better).toBeNull();
    expect(looks()).toBe(0);
  });
});
