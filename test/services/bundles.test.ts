import { createHash, sign } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { bundleBytes } from '../../electron/domain/bundle.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { bundleContentSchema } from '../../shared/model/bundle.ts';
import { makeKey, signed } from '../domain/tokens.ts';
import { ENV, KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';
import { BANK, NINE, openWatchedHome, stoppedClock, type WatchedHome } from '../fakes/watched-home.ts';

const one = makeKey('RS256', 'one');
const HOUR = 3_600_000;
const opened: TestHome[] = [];
afterEach(async () => {
  for (const home of opened.splice(0)) await home.close();
});
const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'done';
};

/** A home that fetched the set twice, an hour apart, and one without a network that knows the same DCM. */
async function twoHomes(guid?: string): Promise<{ online: WatchedHome; desk: Home }> {
  const online = await openWatchedHome([one.jwk]);
  const clock = stoppedClock('2026-10-12T12:00:00.000Z');
  const other = await openTestHome({ clock });
  opened.push(online, other);
  const bank = online.home.environments.get(BANK);
  other.home.environments.add({ ...bank, name: 'same-dcm', counterpartyGuid: guid ?? bank.counterpartyGuid });
  await online.home.archive.fetch(BANK);
  online.clock.pass(HOUR);
  await online.home.archive.fetch(BANK);
  return { online, desk: other.home };
}
const TEN = '2026-10-12T10:00:00.000Z';
const bytesOf = ({ text }: { text: string }) => Buffer.from(text);

function without(name: string, value: unknown): unknown {
  return Object.fromEntries(Object.entries(value as object).filter(([member]) => member !== name));
}

describe('a set that comes by bundle', () => {
  it('counts as a file while its signer is unknown, and as signed where he is trusted, with the time of both looks', async () => {
    const { online, desk } = await twoHomes();
    const made = await online.home.bundles.ofSnapshot(1);
    const signer = made.report.evidenceKey ?? '';
    expect(desk.bundles.look(bytesOf(made), 'same-dcm')).toMatchObject({ maker: null, elsewhere: null });
    const first = await desk.bundles.import('same-dcm', bytesOf(made), null);
    expect(first).toMatchObject({ isTrusted: false, signer, snapshot: { trust: 'file', takenAt: TEN, kids: ['one'] } });
    expect(desk.archiveHistory.publications('same-dcm')[0]?.spans).toHaveLength(1);
    const second = await desk.bundles.import('same-dcm', bytesOf(made), signer);
    expect(second).toMatchObject({ isTrusted: true, snapshot: { id: 1, trust: 'signed', takenAt: TEN } });
    expect(desk.archive.bytes(1)).toEqual(online.home.archive.bytes(1));
    expect(desk.archiveHistory.read('same-dcm').keys[0]?.spans).toEqual([{ from: NINE, to: TEN }]);
    const event = desk.store.audit.ofType('snapshot.imported').at(-1);
    expect(event?.payload).toMatchObject({ trust: 'signed', signer, bundleSha256: made.report.sha256 });
    const judged = desk.tokenChecks.judge({
      token: signed(one, {}, { iat: Date.parse(NINE) / 1000, exp: Date.parse(NINE) / 1000 + 1200 }),
      source: { from: 'environment', env: 'same-dcm' },
      instant: Date.parse(NINE) + 60_000,
      now: Date.parse(TEN),
      leewaySeconds: 30,
      profile: 'any',
      mode: 'jwt',
      language: 'en',
    });
    expect(judged).toMatchObject({ code: 'OK', issuer: 'dcm', snapshot: { trust: 'signed' } });
  });

  it('needs no flag once its maker is trusted, and one again after that has ended', async () => {
    const { online, desk } = await twoHomes();
    const made = await online.home.bundles.ofSnapshot(1);
    const fingerprint = made.report.evidenceKey ?? '';
    const trusted = desk.makers.trust({ fingerprint, name: 'HQ', reason: 'compared by phone' });
    expect(desk.bundles.look(bytesOf(made), null)).toMatchObject({ maker: trusted, report: { signer: 'known' } });
    expect((await desk.bundles.import('same-dcm', bytesOf(made), null)).snapshot?.trust).toBe('signed');
    desk.makers.end(fingerprint, 'computer sold');
    expect(desk.bundles.look(bytesOf(made), null).maker).toBeNull();
    expect((await desk.bundles.import('same-dcm', bytesOf(made), null)).isTrusted).toBe(false);
    expect(desk.makers.list()).toMatchObject([{ fingerprint, ended: { reason: 'computer sold' } }]);
    const events = desk.store.audit.ofType('maker.trusted').concat(desk.store.audit.ofType('maker.ended'));
    expect(events.map(({ payload }) => payload['fingerprint'])).toEqual([fingerprint, fingerprint]);
    expect(await codeOf(() => desk.makers.end(fingerprint, 'twice'))).toBe('INPUT_INVALID');
    expect(await codeOf(() => desk.makers.trust({ fingerprint: 'short', name: 'x', reason: 'y' }))).toBe(
      'INPUT_INVALID',
    );
  });

  it('stays an unvouched file where its maker had it from one himself', async () => {
    const { online, desk } = await twoHomes();
    const bytes = Buffer.from(JSON.stringify({ keys: [makeKey('RS256', 'stranger').jwk] }));
    const { id } = online.home.archive.import(BANK, { bytes, source: 'usb.json', takenAt: null });
    const made = await online.home.bundles.ofSnapshot(id);
    const kept = await desk.bundles.import('same-dcm', bytesOf(made), made.report.evidenceKey);
    expect(kept).toMatchObject({ isTrusted: false, snapshot: { trust: 'file' } });
  });

  it('is refused for another DCM, by another signer, changed, from the time to come, and nothing is kept', async () => {
    const { online, desk } = await twoHomes('00000000-0000-4000-8000-000000000001');
    const made = await online.home.bundles.ofSnapshot(1);
    const bytes = bytesOf(made);
    const intoBank = (text: Buffer, trusted: string | null = null) =>
      codeOf(() => desk.bundles.import('same-dcm', text, trusted));
    expect(await intoBank(bytes)).toBe('BUNDLE_ELSEWHERE');
    expect(desk.bundles.look(bytes, 'same-dcm').elsewhere).toContain('counterparty');
    expect(await codeOf(() => desk.bundles.import(ENV, bytes, null))).toBe('BUNDLE_ELSEWHERE');
    const { environments } = online.home;
    const early = { ...environments.get(BANK), name: 'early' };
    desk.environments.add(early);
    const intoEarly = (text: Buffer, trusted: string | null = null) =>
      codeOf(() => desk.bundles.import('early', text, trusted));
    expect(await intoEarly(bytes, 'A'.repeat(43))).toBe('BUNDLE_BY_ANOTHER');
    expect(await intoEarly(Buffer.from(made.text.replace('"one', '"two')))).toBe('BUNDLE_REFUSED');
    expect(await intoEarly(Buffer.from('{"keys":[]}'))).toBe('BUNDLE_REFUSED');
    expect(await codeOf(() => desk.bundles.import('nowhere', bytes, null))).toBe('ENVIRONMENT_UNKNOWN');
    online.clock.pass(24 * HOUR);
    await online.home.archive.fetch(BANK);
    const later = await online.home.bundles.ofSnapshot(1);
    expect(await intoEarly(bytesOf(later), later.report.evidenceKey)).toBe('BUNDLE_REFUSED');
    expect([desk.archive.list('early'), desk.archive.list('same-dcm')]).toEqual([[], []]);
  });

  it('is judged by the rules for sets like any other, whoever signed it', async () => {
    const { online, desk } = await twoHomes();
    const { text, report } = await online.home.bundles.ofSnapshot(1);
    // As a maker would sign it whose rules are laxer than ours.
    const bundle = bundleContentSchema.parse(without('signature', JSON.parse(text)));
    if (bundle.kind !== 'jwks-snapshot') throw new Error('another kind');
    const jwks = JSON.stringify({ keys: [one.jwk, one.jwk] });
    const sha256 = createHash('sha256').update(jwks).digest('hex');
    const lax = { ...bundle, snapshot: { ...bundle.snapshot, jwks, sha256 } };
    const signature = await online.home.session
      .open()
      .privateKeys.use('evidence', report.evidenceKey ?? '', (key) => sign(null, bundleBytes(lax), key));
    const signedText = JSON.stringify({ ...lax, signature: signature.toString('base64url') });
    const kept = () => desk.bundles.import('same-dcm', Buffer.from(signedText), report.evidenceKey);
    expect(desk.bundles.look(Buffer.from(signedText), 'same-dcm').report.ok).toBe(true);
    expect([await codeOf(kept), desk.archive.list()]).toEqual(['JWKS_REFUSED', []]);
  });

  it('is made of a good set only, and a bundle is no bare set', async () => {
    const { online } = await twoHomes();
    online.dcm.publish([one.jwk, { ...one.jwk }]);
    online.clock.pass(HOUR);
    await online.home.archive.look(BANK, { isQuiet: true });
    expect(await codeOf(() => online.home.bundles.ofSnapshot(2))).toBe('JWKS_REFUSED');
    expect(await codeOf(() => online.home.bundles.ofSnapshot(9))).toBe('SNAPSHOT_NOT_FOUND');
    const bytes = bytesOf(await online.home.bundles.ofSnapshot(1));
    const asSet = () => online.home.archive.import(BANK, { bytes, source: 'f', takenAt: null });
    expect(await codeOf(asSet)).toBe('JWKS_REFUSED');
    online.home.session.lock();
    expect(await codeOf(() => online.home.bundles.ofSnapshot(1))).toBe('APP_LOCKED');
  });
});

describe('public keys that come by bundle', () => {
  it('are kept as keys held elsewhere, once', async () => {
    const { online, desk } = await twoHomes();
    const { kid } = await online.home.keys.generate({ ...KEY_REQUEST, env: BANK, kid: 'ours' });
    await online.home.keys.generate({ ...KEY_REQUEST, kid: 'of practice' });
    const made = await online.home.bundles.ofKeys(BANK, []);
    expect(made.report).toMatchObject({ kind: 'public-keys', kids: [kid], takenAt: null });
    const bytes = bytesOf(made);
    expect(await desk.bundles.import('same-dcm', bytes, null)).toMatchObject({
      added: [kid],
      known: [],
      snapshot: null,
    });
    expect(desk.keys.get(kid)).toMatchObject({ custody: 'elsewhere', origin: 'elsewhere', env: 'same-dcm' });
    expect(await desk.bundles.import('same-dcm', bytes, null)).toMatchObject({ added: [], known: [kid] });
    expect(desk.store.audit.ofType('bundle.imported')).toHaveLength(2);
  });

  it('are refused where another key has the name; of a stolen key and of another environment none is made', async () => {
    const { online, desk } = await twoHomes();
    await online.home.keys.generate({ ...KEY_REQUEST, env: BANK, kid: 'ours' });
    await desk.keys.generate({ ...KEY_REQUEST, kid: 'ours' });
    const made = await online.home.bundles.ofKeys(BANK, ['ours']);
    expect(await codeOf(() => desk.bundles.import('same-dcm', bytesOf(made), null))).toBe('KID_TAKEN');
    const ofKeys = (env: string, ...kids: string[]) => codeOf(() => online.home.bundles.ofKeys(env, kids));
    expect(await ofKeys(ENV, 'ours')).toBe('KEY_OUT_OF_SCOPE');
    expect(await ofKeys(BANK, 'nobody')).toBe('KEY_NOT_FOUND');
    online.home.keyLife.move('ours', 'compromised', { reason: 'stolen', since: null });
    expect(await ofKeys(BANK, 'ours')).toBe('KEY_NOT_ACTIVE');
    expect(await ofKeys(BANK)).toBe('KEY_NOT_FOUND');
  });
});
