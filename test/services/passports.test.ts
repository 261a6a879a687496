import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Passport } from '../../shared/model/passport.ts';
import { verifyPassport } from '../../electron/domain/passport.ts';
import { ENV, KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

let opened: TestHome;
let passport: Passport;
let fingerprint: string | null;

beforeAll(async () => {
  opened = await openTestHome();
  const { home } = opened;
  const { kid } = await home.keys.generate(KEY_REQUEST);
  await home.keys.generate(KEY_REQUEST);
  await home.registrations.send(kid, ENV);
  await home.dcmChecks.prove(kid, ENV);
  for (let time = 0; time < 3; time += 1) await home.signing.sign(signRequest(kid));
  home.keyLife.move(kid, 'suspended', { reason: 'on leave', since: null });
  passport = await home.passports.create(kid);
  fingerprint = home.seal.verify(null).evidenceKey;
}, 30_000);
afterAll(() => opened.close());

const check = (value: unknown, trusted = fingerprint) => verifyPassport(JSON.stringify(value), trusted);

describe('a key passport', () => {
  it('tells the whole life of one key, and every total follows from its events', () => {
    expect(passport.moves.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      [null, 'active', null],
      ['active', 'suspended', 'on leave'],
    ]);
    expect(passport.uses).toMatchObject({ total: 4, byFlow: { 'sign-in': 3, probe: 1 } });
    expect(passport.registrations).toMatchObject([{ env: ENV, state: 'proven' }]);
    expect(passport.events.every((event) => event.payload['kid'] === passport.key.kid)).toBe(true);
  });

  it('is intact by itself; its signer is known only by a fingerprint that is trusted', () => {
    expect(check(passport)).toMatchObject({ ok: true, signer: 'known', kid: passport.key.kid });
    expect(check(passport, null)).toMatchObject({ ok: true, signer: 'unknown' });
    expect(check(passport, 'another')).toMatchObject({ ok: true, signer: 'unknown' });
  });

  it('is refused with any single character of it changed', () => {
    const text = JSON.stringify(passport);
    const step = 7;
    const survivors: number[] = [];
    for (let at = 0; at < text.length; at += step) {
      const other = text[at] === '1' ? '2' : '1';
      if (verifyPassport(text.slice(0, at) + other + text.slice(at + 1), fingerprint).ok) survivors.push(at);
    }
    expect(survivors).toEqual([]);
  });

  it('is refused when signed by another key than it names, when cut, and when it is something else', () => {
    const { evidenceKey } = passport;
    expect(check({ ...passport, evidenceKey: { ...evidenceKey, x: 'A'.repeat(43) } }).ok).toBe(false);
    expect(check({ ...passport, events: passport.events.slice(1) }).ok).toBe(false);
    expect(check({ ...passport, more: 1 }).ok).toBe(false);
    for (const text of ['', 'null', '{}', 'not JSON']) expect(verifyPassport(text, null)).toMatchObject({ ok: false });
  });
});
