import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateKey as makeKey } from '../../electron/adapters/crypto/node-key-generator.ts';
import { bundleBytes } from '../../electron/domain/bundle.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { MadeBundle } from '../../electron/services/bundle-signing.ts';
import type { Home } from '../../electron/services/home.ts';
import { type BundleContent, bundleContentSchema } from '../../shared/model/bundle.ts';
import { codeOf as codeOfWork } from '../fakes/code-of.ts';
import { ENV, KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

const pairs = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
const codeOf = async (work: () => unknown) => await codeOfWork((async () => await work())());
const bytesOf = ({ text }: MadeBundle) => Buffer.from(text);
const signerOf = ({ report }: MadeBundle) => report.evidenceKey ?? '';
const DRAFT = { ...KEY_REQUEST, isDraft: true } as const;

let opened: TestHome[];
/** The computer without a network, the one at the desk that has one, and DCM, which both know by the same address. */
let air: Home;
let desk: Home;
let kid: string;

async function open(): Promise<TestHome> {
  let made = 0;
  const generateKey: typeof makeKey = async (alg, bits) =>
    alg === 'RS256' ? (pairs[made++] ?? Promise.reject(new Error('no pair'))) : await makeKey(alg, bits);
  const home = await openTestHome({ generateKey });
  opened.push(home);
  return home;
}

beforeEach(async () => {
  opened = [];
  const [one, other] = [await open(), await open()];
  [air, desk] = [one.home, other.home];
  desk.environments.add({ ...air.environments.get(ENV), name: 'same-dcm' });
  ({ kid } = await air.keys.generate(DRAFT));
});
afterEach(async () => {
  for (const home of opened) await home.close();
});

/** As a maker would sign it whose program checks less than ours. */
async function signedBy(home: Home, { text, report }: MadeBundle, change: (content: BundleContent) => void) {
  const rest = Object.entries(JSON.parse(text) as object).filter(([name]) => name !== 'signature');
  const content = bundleContentSchema.parse(Object.fromEntries(rest));
  change(content);
  const signature = await home.session
    .open()
    .privateKeys.use('evidence', report.evidenceKey ?? '', (key) => sign(null, bundleBytes(content), key));
  return Buffer.from(JSON.stringify({ ...content, signature: signature.toString('base64url') }));
}

describe('a registration that is carried', () => {
  it('goes out with its exact bytes, is posted by another computer, and comes back as listed', async () => {
    const request = await air.carriedRegistrations.request(kid, ENV);
    expect(request.report).toMatchObject({ kind: 'registration-request', kids: [kid] });
    const { body } = air.registrations.preview(kid, ENV);
    const from = ['same-dcm', bytesOf(request), signerOf(request)] as const;
    expect(desk.carriedRegistrations.preview(...from)).toMatchObject({ method: 'POST', body, kid });
    const { registration, receipt } = await desk.carriedRegistrations.post(...from);
    expect(desk.keys.get(kid)).toMatchObject({ custody: 'elsewhere', state: 'draft', env: 'same-dcm' });
    const posts = desk.registrations.steps(kid, 'same-dcm').filter(({ method }) => method === 'POST');
    expect(posts).toMatchObject([{ requestSha256: registration.requestSha256 }]);
    const kept = await air.bundles.import(ENV, bytesOf(receipt), signerOf(receipt));
    expect(kept.registration).toMatchObject({ kid, env: ENV, guid: registration.guid, state: 'listed' });
    expect(air.registrations.steps(kid, ENV)).toMatchObject([
      {
        state: 'listed',
        method: 'NONE',
        guid: registration.guid,
        note: expect.stringContaining(signerOf(receipt)) as string,
      },
    ]);
    await air.dcmChecks.prove(kid, ENV);
    const again = await desk.carriedRegistrations.post(...from);
    expect(desk.registrations.steps(kid, 'same-dcm').filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect((await air.bundles.import(ENV, bytesOf(again.receipt), signerOf(receipt))).registration?.state).toBe(
      'proven',
    );
    for (const { text } of [request, receipt]) expect(Buffer.byteLength(text)).toBeLessThan(2900);
  });

  it('is posted and believed for a trusted maker only, in the DCM that it was made for', async () => {
    const request = await air.carriedRegistrations.request(kid, ENV);
    const { carriedRegistrations } = desk;
    const bytes = bytesOf(request);
    expect(await codeOf(() => carriedRegistrations.post('same-dcm', bytes, null))).toBe('BUNDLE_UNTRUSTED');
    expect(await codeOf(() => carriedRegistrations.post('same-dcm', bytes, 'A'.repeat(43)))).toBe('BUNDLE_BY_ANOTHER');
    // A wrong fingerprint is not answered with the right one, which could then be typed without any call.
    const wrong = carriedRegistrations.post('same-dcm', bytes, 'A'.repeat(43));
    const answer = await wrong.then(
      () => 'done',
      (error: unknown) => (error instanceof AppError ? `${error.message} ${error.hint}` : 'no error of ours'),
    );
    expect([answer.includes('signed by another key'), answer.includes(signerOf(request))]).toEqual([true, false]);
    expect(await codeOf(() => carriedRegistrations.post(ENV, bytes, signerOf(request)))).toBe('BUNDLE_ELSEWHERE');
    expect(await codeOf(() => desk.bundles.import('same-dcm', bytes, signerOf(request)))).toBe('INPUT_INVALID');
    expect([desk.keys.list(), await desk.dcmChecks.listAtDcm('same-dcm')]).toEqual([[], []]);
    const { receipt } = await carriedRegistrations.post('same-dcm', bytes, signerOf(request));
    expect(await codeOf(() => air.bundles.import(ENV, bytesOf(receipt), null))).toBe('BUNDLE_UNTRUSTED');
    expect(air.registrations.list()).toEqual([]);
  });

  it('is not moved by a receipt for another request, another key or other bytes', async () => {
    const request = await air.carriedRegistrations.request(kid, ENV);
    const { receipt } = await desk.carriedRegistrations.post('same-dcm', bytesOf(request), signerOf(request));
    type Receipt = Extract<BundleContent, { kind: 'registration-receipt' }>['receipt'];
    const changes: readonly Partial<Receipt>[] = [
      { requestBundleSha256: 'a'.repeat(64) },
      { requestSha256: 'a'.repeat(64) },
      { thumbprint: 'A'.repeat(43) },
      { kid: 'another' },
    ];
    for (const change of changes) {
      const bytes = await signedBy(desk, receipt, (content) => {
        if (content.kind === 'registration-receipt') Object.assign(content.receipt, change);
      });
      expect(await codeOf(() => air.bundles.import(ENV, bytes, signerOf(receipt)))).toBe('BUNDLE_REFUSED');
    }
    expect(air.registrations.list()).toEqual([]);
  });

  it('is not moved back by a receipt that is carried in again, or by an older one', async () => {
    const request = await air.carriedRegistrations.request(kid, ENV);
    const { receipt } = await desk.carriedRegistrations.post('same-dcm', bytesOf(request), signerOf(request));
    const dated = (listedAt: string, guid: string) =>
      signedBy(desk, receipt, (content) => {
        if (content.kind === 'registration-receipt') Object.assign(content.receipt, { listedAt, guid });
      });
    const [old, next, older] = [
      await dated('2026-10-12T09:00:00.000Z', 'entry-1'),
      await dated('2026-10-13T09:00:00.000Z', 'entry-2'),
      await dated('2026-10-11T09:00:00.000Z', 'entry-0'),
    ];
    const take = async (bytes: Buffer) => (await air.bundles.import(ENV, bytes, signerOf(receipt))).registration?.guid;
    expect([await take(old), await take(next)]).toEqual(['entry-1', 'entry-2']);
    const before = air.registrations.steps(kid, ENV);
    expect(await take(old)).toBe('entry-2');
    expect(await codeOf(() => take(older))).toBe('BUNDLE_REFUSED');
    expect(air.registrations.steps(kid, ENV)).toEqual(before);
    expect(air.registrations.list()).toMatchObject([{ kid, guid: 'entry-2', state: 'listed' }]);
  });

  it('is posted by nobody who is told of a time to come: five minutes are the difference of two clocks', async () => {
    const request = await air.carriedRegistrations.request(kid, ENV);
    const madeIn = (minutes: number) =>
      signedBy(air, request, (content) => {
        content.madeAt = new Date(Date.now() + minutes * 60_000).toISOString();
      });
    const codeIn = async (minutes: number) => {
      const bytes = await madeIn(minutes);
      return await codeOf(() => desk.carriedRegistrations.preview('same-dcm', bytes, signerOf(request)));
    };
    expect([await codeIn(4), await codeIn(60), await codeIn(60 * 24 * 365)]).toEqual([
      'done',
      'BUNDLE_REFUSED',
      'BUNDLE_REFUSED',
    ]);
  });
});

describe('a key that is sealed to another computer', () => {
  it('arrives there alone: its thumbprint is compared, both sides know of the copy, and it signs', async () => {
    const device = await desk.deliveries.ofDevice('same-dcm');
    const made = await air.deliveries.deliver(kid, {
      env: ENV,
      device: bytesOf(device),
      trusted: signerOf(device),
      reason: 'made in the ceremony of 12 October',
    });
    expect(made.report).toMatchObject({ kind: 'device-sealed-key', kids: [kid], device: device.report.device });
    expect(air.keys.get(kid).copies).toMatchObject([
      { where: expect.stringContaining(device.report.device?.thumbprint ?? '-') as string },
    ]);
    expect(desk.examination.examine(bytesOf(made))).toMatchObject({ kind: 'signed-bundle', isSecret: false });
    const kept = await desk.bundles.import('same-dcm', bytesOf(made), signerOf(made));
    const { thumbprint } = air.keys.get(kid);
    expect(kept.key).toMatchObject({ kid, thumbprint, custody: 'here', state: 'draft', origin: 'imported' });
    expect(desk.keys.get(kid).copies).toHaveLength(1);
    // Carried in once more it changes nothing.
    const events = desk.store.audit.about(kid);
    expect((await desk.bundles.import('same-dcm', bytesOf(made), signerOf(made))).key).toEqual(kept.key);
    expect(desk.store.audit.about(kid)).toEqual(events);
    desk.keyLife.move(kid, 'active', { reason: 'taken over', since: null });
    expect((await desk.signing.sign({ ...signRequest(kid), env: 'same-dcm' })).kid).toBe(kid);
    await air.keyLife.delete(kid, { reason: 'delivered, deleted here', isNow: true });
    expect(air.keys.get(kid).state).toBe('deleted');
    expect(air.store.audit.about(kid).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['key.copy-noted', 'bundle.made', 'key.delivered', 'key.deleted']),
    );
  });

  it('joins its public half, which came with the registration request', async () => {
    const request = await air.carriedRegistrations.request(kid, ENV);
    await desk.carriedRegistrations.post('same-dcm', bytesOf(request), signerOf(request));
    const device = await desk.deliveries.ofDevice('same-dcm');
    const to = { env: ENV, device: bytesOf(device), trusted: signerOf(device), reason: 'ceremony' };
    const made = await air.deliveries.deliver(kid, to);
    await desk.bundles.import('same-dcm', bytesOf(made), signerOf(made));
    expect(desk.keys.get(kid)).toMatchObject({ custody: 'here', state: 'draft', origin: 'imported' });
    expect((await desk.dcmChecks.prove(kid, 'same-dcm')).accepted).toBe(true);
  });

  it('is sealed to a computer whose words were compared, and opened by no other one; another key inside is refused', async () => {
    const device = await desk.deliveries.ofDevice('same-dcm');
    const to = { env: ENV, device: bytesOf(device), reason: 'ceremony' };
    expect(await codeOf(() => air.deliveries.deliver(kid, { ...to, trusted: null }))).toBe('BUNDLE_UNTRUSTED');
    expect(air.keys.get(kid).copies).toEqual([]);
    const trusted = signerOf(device);
    const made = await air.deliveries.deliver(kid, { ...to, trusted });
    const third = (await open()).home;
    third.environments.add({ ...air.environments.get(ENV), name: 'same-dcm' });
    expect(await codeOf(() => third.bundles.import('same-dcm', bytesOf(made), null))).toBe('BUNDLE_UNTRUSTED');
    expect(await codeOf(() => third.bundles.import('same-dcm', bytesOf(made), signerOf(made)))).toBe(
      'BUNDLE_ELSEWHERE',
    );
    const { kid: second } = await air.keys.generate(DRAFT);
    const other = await air.deliveries.deliver(second, { ...to, trusted });
    const swapped = await signedBy(air, made, (content) => {
      if (content.kind !== 'device-sealed-key') throw new Error('another kind');
      content.sealed.jwe = (JSON.parse(other.text) as { sealed: { jwe: string } }).sealed.jwe;
    });
    expect(await codeOf(() => desk.bundles.import('same-dcm', swapped, signerOf(made)))).toBe('BUNDLE_REFUSED');
    // Somebody puts his own device key under the name of the desk: he signs it himself, or breaks the signature.
    const mine = await third.deliveries.ofDevice('same-dcm');
    const forged = JSON.parse(device.text) as { device: unknown };
    forged.device = (JSON.parse(mine.text) as { device: unknown }).device;
    const copies = air.keys.get(kid).copies;
    const toStranger = (bytes: Buffer) => codeOf(() => air.deliveries.deliver(kid, { ...to, device: bytes, trusted }));
    expect(await toStranger(bytesOf(mine))).toBe('BUNDLE_BY_ANOTHER');
    expect(await toStranger(Buffer.from(JSON.stringify(forged)))).toBe('BUNDLE_REFUSED');
    expect(air.keys.get(kid).copies).toEqual(copies);
    expect([desk.keys.list(), third.keys.list()]).toEqual([[], []]);
  });
});
