import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Passport } from '../../shared/model/passport.ts';
import { verifyPassport } from '../../electron/domain/passport-check.ts';
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

const checkText = (text: string, trusted = fingerprint) => verifyPassport(Buffer.from(text), trusted);
const check = (value: unknown, trusted = fingerprint) => checkText(JSON.stringify(value), trusted);

describe('a key passport', () => {
  it('tells the whole life of one key, and every total follows from its events', () => {
    expect(passport.moves.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      [null, 'active', null],
      ['active', 'suspended', 'on leave'],
    ]);
    const byFlow = [{ flow: 'sign-in', count: 3 }];
    expect(passport.uses).toMatchObject({ total: 4, probes: 1, withoutFlow: 0, byFlow });
    expect(passport.registrations).toMatchObject([{ env: ENV, state: 'in-use' }]);
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
      if (checkText(text.slice(0, at) + other + text.slice(at + 1)).ok) survivors.push(at);
    }
    expect(survivors).toEqual([]);
  });

  it('is refused when signed by another key than it names, when cut, and when it is something else', () => {
    const { evidenceKey } = passport;
    expect(check({ ...passport, evidenceKey: { ...evidenceKey, x: 'A'.repeat(43) } }).ok).toBe(false);
    expect(check({ ...passport, events: passport.events.slice(1) }).ok).toBe(false);
    expect(check({ ...passport, more: 1 }).ok).toBe(false);
    for (const text of ['', 'null', '{}', 'not JSON']) expect(checkText(text)).toMatchObject({ ok: false });
  });

  it('is refused with a member twice in it, though a lenient reader would see what was signed', () => {
    const twice = JSON.stringify(passport).replace('"state":"suspended"', '"state":"active","state":"suspended"');
    expect(JSON.parse(twice)).toEqual(passport);
    expect(checkText(twice)).toMatchObject({ ok: false, problem: 'a member stands twice in it' });
  });

  it('is made of the key as it is when it is signed, not as it was before the keychain was opened', async () => {
    const { home } = opened;
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const made = home.passports.create(kid);
    home.keyLife.move(kid, 'compromised', { reason: 'stolen', since: '2026-11-01T03:00:00.000Z' });
    const late = await made;
    expect([late.key.state, late.key.compromisedSince]).toEqual(['compromised', '2026-11-01T03:00:00.000Z']);
    expect(check(late)).toMatchObject({ ok: true, signer: 'known' });
  });

  it('tells flows of any name: those that a JavaScript object has already, and those that look like none', async () => {
    const { home } = opened;
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const flows = ['constructor', '__proto__', 'toString', 'probe', '-', '', '__proto__', undefined];
    for (const flow of flows) {
      const extraClaims = flow === undefined ? {} : { flow };
      await home.signing.sign({ ...signRequest(kid), profile: 'platform', flow: null, extraClaims });
    }
    const { uses } = home.keyLife.read(kid);
    const once = ['constructor', 'toString', 'probe', '-', ''].map((flow) => ({ flow, count: 1 }));
    expect(uses).toMatchObject({
      total: 8,
      probes: 0,
      withoutFlow: 1,
      byFlow: [{ flow: '__proto__', count: 2 }, ...once],
    });
    const about = await home.passports.create(kid);
    expect([about.uses, check(about).problem]).toEqual([uses, null]);
    const hidden = { ...about, uses: { ...uses, byFlow: uses.byFlow.slice(1) } };
    expect(check(hidden).ok).toBe(false);
  });
});
