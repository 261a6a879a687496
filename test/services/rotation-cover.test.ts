import { afterEach, describe, expect, it } from 'vitest';
import type { PracticeBehaviour } from '../../electron/practice/jwk-register.ts';
import type { Home } from '../../electron/services/home.ts';
import { codeOf as codeOfWork } from '../fakes/code-of.ts';
import { ENV, KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';

const PLACE = { bag: 'B-0017', sealNumber: '448812', safe: 'safe 2' };
const WORDS = 'ocean lantern trust violin copper seven';
const codeOf = async (work: () => unknown) => await codeOfWork((async () => await work())());

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const passphrase = () => Buffer.from(WORDS);
const draft = async (home: Home, replaces: string | null): Promise<string> =>
  (await home.keys.generate({ ...KEY_REQUEST, isDraft: true, ...(replaces === null ? {} : { details: { replaces } }) }))
    .kid;
const postsOf = (home: Home, kid: string) => home.registrations.steps(kid, ENV).map(({ method }) => method);

/** A compromised key, and a standby key that DCM holds already; the emergency has begun, and the standby key was drawn. */
async function begin(behaviour: Partial<PracticeBehaviour> = {}) {
  opened = await openTestHome({ sealCost: { N: 2 ** 14, r: 8, p: 1 } }, behaviour);
  const { home } = opened;
  const { kid: oldKid } = await home.keys.generate(KEY_REQUEST);
  await home.registrations.send(oldKid, ENV);
  const standby = await draft(home, null);
  await home.registrations.send(standby, ENV);
  await home.dcmChecks.prove(standby, ENV);
  await home.standbys.seal(standby, { place: PLACE, note: null, passphrase: passphrase() });
  const { id } = home.rotations.start(oldKid, { kind: 'emergency', reason: 'laptop stolen' }).rotation;
  await home.standbys.draw(standby, { reason: 'emergency', replaces: oldKid, passphrase: passphrase() });
  return { home, oldKid, standby, id };
}

describe('an emergency with a registered standby key', () => {
  it('sends nothing for what DCM holds, probes it, and puts another key over the compromised entry', async () => {
    const { home, oldKid, standby, id } = await begin();
    const before = postsOf(home, standby);
    expect(home.rotations.setSuccessor(id, standby)).toMatchObject({ needsCover: true, maySwitch: false });
    expect(await home.rotations.look(id)).toMatchObject({ needsCover: true, maySwitch: true, isSafe: false });
    home.rotations.switchOver(id);
    expect(await codeOf(() => home.rotations.end(id, { outcome: 'done', reason: 'r' }))).toBe('ROTATION_NOT_READY');
    const over = await draft(home, oldKid);
    const covered = await home.rotations.cover(id, over);
    expect(covered.rotation.steps).toContainEqual(expect.objectContaining({ step: 'old-covered', note: over }));
    expect(await home.rotations.look(id)).toMatchObject({ needsCover: false, isSafe: true });
    expect(home.rotations.end(id, { outcome: 'done', reason: 'over' }).rotation.outcome).toBe('done');
    // Nothing was posted for the standby key, and DCM has two entries: its own, and the one that was put over.
    expect(postsOf(home, standby).filter((method) => method === 'POST')).toEqual(
      before.filter((one) => one === 'POST'),
    );
    expect([postsOf(home, over).includes('PUT'), postsOf(home, over).includes('POST')]).toEqual([true, false]);
    const { matched, extra, isDrift } = await home.reconciliations.run(ENV);
    expect([matched.map(({ kid }) => kid).sort(), extra, isDrift]).toEqual([[standby, over].sort(), [], false]);
    // What covers the entry may stand by next.
    expect((await home.standbys.seal(over, { place: PLACE, note: null, passphrase: passphrase() })).kid).toBe(over);
  });

  it('is not safe where DCM keeps the old key in spite of the update', async () => {
    const { home, oldKid, standby, id } = await begin({ putKeepsOld: true });
    home.rotations.setSuccessor(id, standby);
    await codeOf(async () => await home.rotations.cover(id, await draft(home, oldKid)));
    expect((await home.rotations.look(id)).isSafe).toBe(false);
  });

  it('covers with a new draft that was made for it, and with nothing else', async () => {
    const { home, oldKid, standby, id } = await begin();
    const over = await draft(home, oldKid);
    expect(await codeOf(() => home.rotations.cover(id, over))).toBe('ROTATION_NOT_READY');
    home.rotations.setSuccessor(id, standby);
    for (const kid of [standby, oldKid, await draft(home, null)]) {
      expect(await codeOf(() => home.rotations.cover(id, kid))).toBe('ROTATION_NOT_READY');
    }
    expect(home.registrations.list().find(({ kid }) => kid === oldKid)?.state).not.toBe('replaced');
  });
});
