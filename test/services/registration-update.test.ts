import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import { type ForgetfulDcm, startForgetfulDcm } from '../fakes/forgetful-dcm.ts';
import { KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';

const ENV = 'forgetful';
let opened: TestHome | null = null;
let dcm: ForgetfulDcm | null = null;
afterEach(async () => {
  await opened?.close();
  await dcm?.server.stop();
});

/** A home with a registered key, and another one that may take its place. */
async function openWithTwoKeys() {
  opened = await openTestHome();
  dcm = await startForgetfulDcm();
  const { home, practice } = opened;
  const baseUrl = `http://127.0.0.1:${String(dcm.server.port)}`;
  const { counterpartyGuid } = practice;
  home.environments.add({ name: ENV, baseUrl, counterpartyGuid, kind: 'practice', ca: null });
  const { kid: oldKid } = await home.keys.generate({ ...KEY_REQUEST, env: ENV });
  const { kid: newKid } = await home.keys.generate({ ...KEY_REQUEST, env: ENV });
  const { guid } = await home.registrations.send(oldKid, ENV);
  return { home, dcm, oldKid, newKid, guid: guid ?? '' };
}

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
const changes = ({ server }: ForgetfulDcm) => server.requests.filter(({ line }) => !line.startsWith('GET'));

describe('an update', () => {
  it('sends exactly the bytes that were shown, and the old key is replaced', async () => {
    const { home, dcm, oldKid, newKid, guid } = await openWithTwoKeys();
    const shown = home.registrations.previewUpdate(guid, newKid, ENV);
    expect(await home.registrations.update(guid, newKid, ENV)).toMatchObject({ kid: newKid, guid, state: 'listed' });
    const sent = changes(dcm).at(-1);
    expect(sent?.body.toString()).toBe(shown.body);
    expect(sent?.line.startsWith(`PUT ${new URL(shown.url).pathname} `)).toBe(true);
    expect(home.registrations.list().find(({ kid }) => kid === oldKid)?.state).toBe('replaced');
  });

  it('keeps every step with its evidence, time and actor', async () => {
    const { home, oldKid, newKid, guid } = await openWithTwoKeys();
    await home.registrations.update(guid, newKid, ENV);
    const steps = home.registrations.steps(newKid, ENV);
    expect(steps.map(({ state, method }) => [state, method])).toEqual([
      ['sent', 'PUT'],
      ['listed', 'PUT'],
    ]);
    const digests = steps.map(({ requestSha256, responseSha256 }) => [requestSha256?.length, responseSha256?.length]);
    expect(digests).toEqual([
      [64, undefined],
      [64, 64],
    ]);
    expect(steps.every(({ by, at }) => by.includes('not verified') && !Number.isNaN(Date.parse(at)))).toBe(true);
    expect(home.registrations.steps(oldKid, ENV).at(-1)).toMatchObject({ state: 'replaced', method: 'GET' });
  });

  it('after a lost answer says that it does not know; asked again it looks, and sends nothing', async () => {
    const { home, dcm, newKid, guid } = await openWithTwoKeys();
    dcm.state.hangsUp = true;
    expect(await codeOf(home.registrations.update(guid, newKid, ENV))).toBe('DCM_UNREACHABLE');
    expect(home.registrations.list().find(({ kid }) => kid === newKid)?.state).toBe('unknown');
    const before = changes(dcm).length;
    expect(await home.registrations.update(guid, newKid, ENV)).toMatchObject({ state: 'listed', guid });
    expect(changes(dcm)).toHaveLength(before);
  });

  it('that was lost before it reached DCM is asked again as an update, never as a second entry', async () => {
    const { home, dcm, oldKid, newKid, guid } = await openWithTwoKeys();
    const old = { ...(dcm.stored[0]?.data as object) };
    dcm.state.hangsUp = true;
    expect(await codeOf(home.registrations.update(guid, newKid, ENV))).toBe('DCM_UNREACHABLE');
    // As if it had never come: the entry holds the old key still.
    dcm.stored.splice(0, 1, { guid, data: old });
    dcm.state.hangsUp = false;
    const shown = home.registrations.preview(newKid, ENV);
    expect(shown).toMatchObject({ method: 'PUT', url: home.registrations.previewUpdate(guid, newKid, ENV).url });
    expect(await home.registrations.send(newKid, ENV)).toMatchObject({ state: 'listed', guid });
    expect(changes(dcm).map(({ line }) => line.split(' ')[0])).toEqual(['POST', 'PUT', 'PUT']);
    expect(changes(dcm).at(-1)?.body.toString()).toBe(shown.body);
    expect(dcm.stored).toHaveLength(1);
    expect(home.registrations.list().find(({ kid }) => kid === oldKid)?.state).toBe('replaced');
    // Settled: from here on the key is registered like any other.
    expect(home.registrations.preview(newKid, ENV).method).toBe('POST');
  });

  it('leaves a key in its entry while its planned rotation needs it, and an emergency does not wait', async () => {
    const { home, dcm, oldKid, newKid, guid } = await openWithTwoKeys();
    const before = changes(dcm).length;
    const { rotation } = home.rotations.start(oldKid, { kind: 'planned', reason: 'yearly' });
    expect(await codeOf(home.registrations.update(guid, newKid, ENV))).toBe('ROTATION_NOT_READY');
    expect(changes(dcm)).toHaveLength(before);
    home.rotations.end(rotation.id, { outcome: 'abandoned', reason: 'not this year' });
    home.rotations.start(oldKid, { kind: 'planned', reason: 'yearly' });
    home.rotations.start(oldKid, { kind: 'emergency', reason: 'stolen' });
    expect(await home.registrations.update(guid, newKid, ENV)).toMatchObject({ state: 'listed', guid });
  });

  it('is settled by a comparison with DCM’s list', async () => {
    const { home, dcm, newKid, guid } = await openWithTwoKeys();
    dcm.state.hangsUp = true;
    await codeOf(home.registrations.update(guid, newKid, ENV));
    await home.reconciliations.run(ENV);
    expect(home.registrations.list().find(({ kid }) => kid === newKid)).toMatchObject({ state: 'listed', guid });
  });

  it('after a lost answer the old key is replaced too, whoever finds out: a second try, or a comparison', async () => {
    for (const findOut of ['update', 'send', 'compare'] as const) {
      const { home, dcm, oldKid, newKid, guid } = await openWithTwoKeys();
      dcm.state.hangsUp = true;
      await codeOf(home.registrations.update(guid, newKid, ENV));
      if (findOut === 'update') await home.registrations.update(guid, newKid, ENV);
      else if (findOut === 'send') await home.registrations.send(newKid, ENV);
      else await home.reconciliations.run(ENV);
      await home.reconciliations.run(ENV);
      expect(home.registrations.list().find(({ kid }) => kid === oldKid)?.state, findOut).toBe('replaced');
      expect(home.registrations.steps(oldKid, ENV).filter(({ state }) => state === 'replaced')).toHaveLength(1);
      await opened?.close();
      await dcm.server.stop();
    }
  });

  it('that DCM refused leaves the key what it was: in no entry, and of unknown fate where an answer was lost', async () => {
    const { home, dcm, newKid, guid } = await openWithTwoKeys();
    const known = () => home.registrations.list().find(({ kid }) => kid === newKid);
    dcm.state.refuses = true;
    expect(await codeOf(home.registrations.update(guid, newKid, ENV))).toBe('DCM_REFUSED');
    expect(known()).toMatchObject({ state: 'draft', guid: null });
    dcm.state.refuses = false;
    dcm.state.hangsUp = true;
    dcm.state.lists = false;
    await codeOf(home.registrations.send(newKid, ENV));
    dcm.state.refuses = true;
    expect(await codeOf(home.registrations.send(newKid, ENV))).toBe('DCM_REFUSED');
    expect(known()).toMatchObject({ state: 'unknown', guid: null });
  });

  it('refuses an entry that is not there, one of somebody else, and a key that is listed elsewhere', async () => {
    const { home, dcm, oldKid, newKid, guid } = await openWithTwoKeys();
    const before = changes(dcm).length;
    expect(await codeOf(home.registrations.update('guid-99', newKid, ENV))).toBe('REGISTRATION_NOT_FOUND');
    dcm.stored.push({ guid: 'theirs', data: { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'theirs' } });
    expect(await codeOf(home.registrations.update('theirs', newKid, ENV))).toBe('KEY_OUT_OF_SCOPE');
    expect(await codeOf(home.registrations.update('theirs', oldKid, ENV))).toBe('KEY_OUT_OF_SCOPE');
    expect(changes(dcm)).toHaveLength(before);
    await home.reconciliations.run(ENV);
    home.reconciliations.adopt(ENV, { guid: 'theirs', owner: 'the back end', reason: 'asked Ivan' });
    expect(await codeOf(home.registrations.update('theirs', oldKid, ENV))).toBe('KID_TAKEN');
    expect(await home.registrations.update('theirs', newKid, ENV)).toMatchObject({ guid: 'theirs', state: 'listed' });
    expect(home.registrations.list().find(({ kid }) => kid === oldKid)).toMatchObject({ guid, state: 'listed' });
  });
});
