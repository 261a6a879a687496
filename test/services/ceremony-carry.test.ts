import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/compose.ts';
import { readOverview } from '../../electron/services/overview.ts';
import type { Home } from '../../electron/services/home.ts';
import { codeOf as codeOfPromise } from '../fakes/code-of.ts';
import { ENV, KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';
import { actDue, goOn, PEOPLE, saveFile, shipped } from './ceremony-driver.ts';

let opened: readonly TestHome[];
/** The machine of the ceremony, and the computer at the desk; both know DCM by one address. */
let air: Home;
let desk: Home;
beforeEach(async () => {
  opened = [await openTestHome(), await openTestHome()];
  const [one, other] = opened;
  if (one === undefined || other === undefined) throw new Error('two homes');
  [air, desk] = [one.home, other.home];
  desk.environments.add({ ...air.environments.get(ENV), name: 'same-dcm' });
});
afterEach(async () => {
  for (const home of opened) await home.close();
});

const codeOf = async (work: () => unknown) => await codeOfPromise(Promise.resolve().then(work));
const start = async (name: string) => (await air.ceremonies.start(shipped(name).text, PEOPLE)).id;

describe('a ceremony across the air gap', () => {
  it('delivers a key to one workstation, and deletes it here only after its file was saved', async () => {
    const device = await desk.deliveries.ofDevice('same-dcm');
    const maker = device.report.evidenceKey ?? '';
    const typed = { 'device-key': device.text, maker, workstation: 'desk 7', kid: () => kidOf(id) };
    const id = await start('deliver-key');
    await goOn(air.ceremonies, id, typed, 'delete-key');
    expect(await codeOf(() => actDue(air.ceremonies, id, typed))).toBe('CEREMONY_CHECK_FAILED');
    // Taken and not written anywhere: a dialog that was closed.
    air.ceremonies.file(id);
    expect(await codeOf(() => actDue(air.ceremonies, id, typed))).toBe('CEREMONY_CHECK_FAILED');
    const text = saveFile(air.ceremonies, id);
    expect((await goOn(air.ceremonies, id, typed)).state).toBe('completed');
    expect(air.keys.get(kidOf(id)).state).toBe('deleted');
    const { key } = await desk.bundles.import('same-dcm', Buffer.from(text), air.ceremonyPapers.fingerprint());
    expect(key).toMatchObject({ kid: kidOf(id), custody: 'here' });
  });

  it('seals a standby key whose request went out, and Overview says that it is not registered before the receipt is in', async () => {
    const id = await start('standby-key');
    await goOn(air.ceremonies, id, {}, 'seal-standby');
    const request = Buffer.from(air.ceremonies.file(id).text);
    const { kid } = (await goOn(air.ceremonies, id)).facts;
    const unregistered = () =>
      readOverview(air, systemClock)
        .items.filter((one) => one.id === 'standby-unregistered')
        .map((one) => one.kid);
    expect(unregistered()).toEqual([kid]);
    const { receipt } = await desk.carriedRegistrations.post('same-dcm', request, air.ceremonyPapers.fingerprint());
    await air.bundles.import(ENV, Buffer.from(receipt.text), receipt.report.evidenceKey);
    expect(unregistered()).toEqual([]);
  });

  it('carries a registration out and its receipt in; what lay in memory when the app ended is made again', async () => {
    const { kid } = await air.keys.generate({ ...KEY_REQUEST, isDraft: true });
    const id = await start('register-key');
    await goOn(air.ceremonies, id, { kid }, 'receipt');
    air.ceremonies.pause(id, 'the request travels');
    const again = opened[0]?.reopen() ?? air;
    const resumed = await again.ceremonies.resume(id);
    expect(resumed).toMatchObject({ state: 'running', now: { id: 'register-request', status: 'waiting' } });
    await goOn(again.ceremonies, id, { kid }, 'receipt');
    const request = Buffer.from(again.ceremonies.file(id).text);
    const { receipt } = await desk.carriedRegistrations.post('same-dcm', request, again.ceremonyPapers.fingerprint());
    const typed = { document: receipt.text, maker: receipt.report.evidenceKey ?? '' };
    expect((await goOn(again.ceremonies, id, typed)).state).toBe('completed');
    expect(again.registrations.list()).toMatchObject([{ kid, state: 'listed' }]);
  });
});

describe('what a ceremony says it did to a key', () => {
  const passphrase = 'seven horses in a yard';
  const place = { bag: 'ZZ 9999', sealNumber: '1', safe: 'cellar' };

  it('was done by this ceremony: a key in use that never was a standby is not put to use', async () => {
    const { kid } = await air.keys.generate(KEY_REQUEST);
    const id = await start('rotate-to-standby');
    const named = await codeOf(async () => await goOn(air.ceremonies, id, { kid, replaces: kid }));
    expect(named).toBe('CEREMONY_CHECK_FAILED');
    expect(air.ceremonies.state(id).now).toMatchObject({ id: 'name-key', status: 'waiting' });
  });

  it('is refused where the key was drawn beside it, and counts once where the app ended in between', async () => {
    const draft = async () => (await air.keys.generate({ ...KEY_REQUEST, isDraft: true })).kid;
    const kid = await draft();
    await air.standbys.seal(kid, { place, note: null, passphrase: Buffer.from(passphrase) });
    const id = await start('rotate-to-standby');
    await goOn(air.ceremonies, id, { kid }, 'rotate');
    expect(await codeOf(() => actDue(air.ceremonies, id, { kid, replaces: kid }))).toBe('INPUT_INVALID');
    await air.standbys.draw(kid, { reason: 'beside it', replaces: null, passphrase: Buffer.from(passphrase) });
    expect(await codeOf(() => actDue(air.ceremonies, id, { replaces: 'another' }))).toBe('CEREMONY_CHECK_FAILED');

    const other = await draft();
    await air.standbys.seal(other, { place, note: null, passphrase: Buffer.from(passphrase) });
    await air.ceremonies.abort(id, 'drawn beside it');
    const next = await start('rotate-to-standby');
    await goOn(air.ceremonies, next, { kid: other }, 'rotate');
    const reason = `in the ceremony (ceremony ${next})`;
    await air.standbys.draw(other, { reason, replaces: kid, passphrase: Buffer.from(passphrase) });
    expect(await codeOf(() => actDue(air.ceremonies, next, { replaces: 'another' }))).toBe('CEREMONY_CHECK_FAILED');
    expect((await goOn(air.ceremonies, next, { kid: other, replaces: kid })).state).toBe('completed');
  });

  it('names the bag in which the passphrase lies, not another one', async () => {
    const id = await start('standby-key');
    await goOn(air.ceremonies, id, {}, 'seal-standby');
    const note = `ceremony ${id}`;
    await air.standbys.seal(kidOf(id), { place, note, passphrase: Buffer.from(passphrase) });
    const typed = { bag: place.bag, 'seal-number': '1', safe: 'cellar' };
    expect(await codeOf(() => actDue(air.ceremonies, id, {}))).toBe('CEREMONY_CHECK_FAILED');
    expect(await codeOf(() => actDue(air.ceremonies, id, { ...typed, passphrase: 'another one of words' }))).toBe(
      'PASSPHRASE_WRONG',
    );
    expect(await codeOf(() => actDue(air.ceremonies, id, typed))).toBe('done');
  });

  it('was a deletion by this ceremony', async () => {
    const { kid } = await air.keys.generate({ ...KEY_REQUEST, isDraft: true });
    const id = await start('delete-key');
    await goOn(air.ceremonies, id, { kid }, 'delete-key');
    await air.keyLife.delete(kid, { reason: 'beside it', isNow: true });
    expect(await codeOf(() => actDue(air.ceremonies, id, { kid }))).toBe('CEREMONY_CHECK_FAILED');
  });
});

function kidOf(id: string): string {
  return air.ceremonies.state(id).facts.kid ?? '';
}
