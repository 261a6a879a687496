import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import type { RotationStep } from '../../shared/model/rotation.ts';
import { ENV, KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';
import { systemClock } from '../../electron/compose.ts';

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const codeOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

/** A home with one registered and proven key. */
async function openWithKey(...options: Parameters<typeof openTestHome>) {
  opened = await openTestHome(...options);
  const { home } = opened;
  const { kid } = await home.keys.generate(KEY_REQUEST);
  await home.registrations.send(kid, ENV);
  await home.dcmChecks.prove(kid, ENV);
  return { home, oldKid: kid };
}

async function makeSuccessor(home: Home, oldKid: string): Promise<string> {
  const { kid } = await home.keys.generate({ ...KEY_REQUEST, details: { replaces: oldKid } });
  return kid;
}

const stepsOf = (home: Home, id: string): readonly RotationStep[] =>
  home.rotations.get(id).rotation.steps.map(({ step }) => step);
const why = (reason: string) => ({ reason, since: null });

describe('a planned rotation', () => {
  it('switches when DCM lists and accepts the successor and the call-back service is confirmed', async () => {
    let now = systemClock.now();
    const clock = { now: () => now, monotonicMs: () => now };
    const { home, oldKid } = await openWithKey({ clock });
    const { rotation } = home.rotations.start(oldKid, { kind: 'planned', reason: 'yearly' });
    const { id } = rotation;
    expect(home.keys.get(oldKid).state).toBe('active');
    const newKid = await makeSuccessor(home, oldKid);
    home.rotations.setSuccessor(id, newKid);
    expect(await codeOf(() => home.rotations.switchOver(id))).toBe('ROTATION_NOT_READY');
    await home.rotations.send(id, 'POST');
    await home.rotations.look(id);
    expect(home.rotations.get(id)).toMatchObject({ waitsFor: ['call-back-confirmed'], maySwitch: false });
    home.rotations.confirmCallBack(id, 'Ivan, 10:05');
    home.rotations.switchOver(id);
    expect([home.keys.get(oldKid).state, home.keys.get(newKid).state]).toEqual(['suspended', 'active']);
    const { oldKeyNeededUntil, longestLifeSeconds, leewaySeconds } = home.rotations.get(id);
    expect(Date.parse(oldKeyNeededUntil ?? '')).toBe(now + (longestLifeSeconds + leewaySeconds) * 1000);
    expect(await codeOf(() => home.rotations.end(id, { outcome: 'done', reason: 'over' }))).toBe('ROTATION_NOT_READY');
    now += (longestLifeSeconds + leewaySeconds) * 1000;
    expect(home.rotations.end(id, { outcome: 'done', reason: 'over' }).rotation.outcome).toBe('done');
    expect(home.keys.get(oldKid).state).toBe('retired');
    expect(home.keyLife.read(oldKid).replacedBy).toEqual([newKid]);
  });

  it('refuses a successor that was not made to take the place of the old key', async () => {
    const { home, oldKid } = await openWithKey();
    const { id } = home.rotations.start(oldKid, { kind: 'planned', reason: 'r' }).rotation;
    const { kid: stranger } = await home.keys.generate(KEY_REQUEST);
    expect(await codeOf(() => home.rotations.setSuccessor(id, stranger))).toBe('ROTATION_NOT_READY');
    expect(await codeOf(() => home.rotations.send(id, 'POST'))).toBe('ROTATION_NOT_READY');
  });

  it('leaves the old key registered: it is not put over, and DCM is not asked to', async () => {
    const { home, oldKid } = await openWithKey();
    const { id } = home.rotations.start(oldKid, { kind: 'planned', reason: 'yearly' }).rotation;
    const newKid = await makeSuccessor(home, oldKid);
    home.rotations.setSuccessor(id, newKid);
    await expect(home.rotations.send(id, 'PUT')).rejects.toMatchObject({
      code: 'ROTATION_NOT_READY',
      hint: expect.stringMatching(/POST.*emergency/u) as string,
    });
    expect((await home.dcmChecks.listAtDcm(ENV)).map(({ kid }) => kid)).toEqual([oldKid]);
    expect([stepsOf(home, id), home.registrations.steps(newKid, ENV)]).toEqual([[], []]);
    await home.rotations.send(id, 'POST');
    expect((await home.dcmChecks.listAtDcm(ENV)).map(({ kid }) => kid).sort()).toEqual([oldKid, newKid].sort());
  });

  it('is one at a time for each key, survives a restart, and ends once', async () => {
    const { home, oldKid } = await openWithKey();
    const { id } = home.rotations.start(oldKid, { kind: 'planned', reason: 'r' }).rotation;
    expect(await codeOf(() => home.rotations.start(oldKid, { kind: 'planned', reason: 'r' }))).toBe(
      'ROTATION_NOT_READY',
    );
    expect(opened?.reopen().rotations.list()).toHaveLength(1);
    home.rotations.end(id, { outcome: 'abandoned', reason: 'not now' });
    expect(await codeOf(() => home.rotations.end(id, { outcome: 'abandoned', reason: 'again' }))).toBe(
      'ROTATION_NOT_READY',
    );
    expect(home.keys.get(oldKid).state).toBe('active');
  });

  it('that has ended sends nothing, asks nothing and retires no key', async () => {
    let now = systemClock.now();
    const clock = { now: () => now, monotonicMs: () => now };
    const { home, oldKid } = await openWithKey({ clock });
    const { id } = home.rotations.start(oldKid, { kind: 'planned', reason: 'r' }).rotation;
    const newKid = await makeSuccessor(home, oldKid);
    home.rotations.setSuccessor(id, newKid);
    home.rotations.end(id, { outcome: 'abandoned', reason: 'not now' });
    expect(await codeOf(() => home.rotations.send(id, 'PUT'))).toBe('ROTATION_NOT_READY');
    expect(await codeOf(() => home.rotations.send(id, 'POST'))).toBe('ROTATION_NOT_READY');
    expect(await codeOf(() => home.rotations.look(id))).toBe('ROTATION_NOT_READY');
    expect((await home.dcmChecks.listAtDcm(ENV)).map(({ kid }) => kid)).toEqual([oldKid]);
    expect(home.registrations.list().map(({ kid }) => kid)).toEqual([oldKid]);

    const second = home.rotations.start(oldKid, { kind: 'planned', reason: 'r' }).rotation.id;
    home.rotations.setSuccessor(second, newKid);
    await home.rotations.send(second, 'POST');
    await home.rotations.look(second);
    home.rotations.confirmCallBack(second, 'Ivan, 10:05');
    home.rotations.switchOver(second);
    home.rotations.end(second, { outcome: 'abandoned', reason: 'we go back' });
    home.keyLife.move(oldKid, 'active', { reason: 'we go back', since: null });
    now += 3_600_000;
    expect(await codeOf(() => home.rotations.end(second, { outcome: 'done', reason: 'r' }))).toBe('ROTATION_NOT_READY');
    expect(home.keys.get(oldKid).state).toBe('active');
  });
});

describe('an emergency', () => {
  async function begin(behaviour: Parameters<typeof openTestHome>[1] = {}) {
    const { home, oldKid } = await openWithKey({}, behaviour);
    const { id } = home.rotations.start(oldKid, { kind: 'emergency', reason: 'laptop stolen' }).rotation;
    const newKid = await makeSuccessor(home, oldKid);
    home.rotations.setSuccessor(id, newKid);
    return { home, oldKid, newKid, id };
  }

  it('suspends the old key first, and is safe when a PUT replaced it', async () => {
    const { home, oldKid, newKid, id } = await begin();
    expect(home.keys.get(oldKid).state).toBe('suspended');
    await home.rotations.look(id);
    expect(home.rotations.get(id).isSafe).toBe(false);
    expect(stepsOf(home, id)).not.toContain('old-refused');
    await home.rotations.send(id, 'PUT');
    expect(home.rotations.get(id).isSafe).toBe(false);
    await home.rotations.look(id);
    expect(home.rotations.get(id)).toMatchObject({ isSafe: true, maySwitch: true });
    home.rotations.switchOver(id);
    home.rotations.end(id, { outcome: 'done', reason: 'DCM refuses it' });
    expect(home.keys.get(oldKid).state).toBe('retired');
    expect(
      home.registrations
        .list()
        .map(({ kid, state }) => [kid, state])
        .sort(),
    ).toEqual(
      [
        [oldKid, 'replaced'],
        [newKid, 'proven'],
      ].sort(),
    );
    const report = await home.reconciliations.run(ENV);
    expect([report.isDrift, report.matched.map(({ kid }) => kid)]).toEqual([false, [newKid]]);
  });

  it('is not safe after a PUT that keeps the old key, nor after a POST beside it', async () => {
    for (const way of ['PUT', 'POST'] as const) {
      const { home, oldKid, id } = await begin({ putKeepsOld: true });
      await home.rotations.send(id, way);
      await home.rotations.look(id);
      expect(home.rotations.get(id)).toMatchObject({ isSafe: false, maySwitch: true });
      home.rotations.switchOver(id);
      expect(await codeOf(() => home.rotations.end(id, { outcome: 'done', reason: 'r' }))).toBe('ROTATION_NOT_READY');
      expect(home.registrations.list().find(({ kid }) => kid === oldKid)?.state).toBe('proven');
      await opened?.close();
    }
  });

  it('never calls a key safe that can sign no probe, however long it is gone from the list', async () => {
    const { home, oldKid, id } = await begin();
    home.keyLife.move(oldKid, 'compromised', why('seen in the wild'));
    await home.rotations.send(id, 'PUT');
    await home.rotations.look(id);
    expect(home.rotations.get(id).isSafe).toBe(false);
    home.rotations.switchOver(id);
    expect(home.rotations.end(id, { outcome: 'done', reason: 'DCM, by phone' }).isSafe).toBe(false);
    expect(home.keys.get(oldKid).state).toBe('compromised');
  });

  it('is not safe while the old key stands in DCM’s list under another kid', async () => {
    const { home, oldKid, id } = await begin();
    await home.rotations.send(id, 'PUT');
    const data = { ...home.keys.get(oldKid).jwk, kid: 'another-name' };
    const guid = await postAsStranger(data);
    expect((await home.rotations.look(id)).isSafe).toBe(false);
    expect(stepsOf(home, id)).not.toContain('old-unlisted');
    await postAsStranger({ ...home.keys.get(await makeSuccessor(home, oldKid)).jwk, kid: 'gone' }, guid);
    expect((await home.rotations.look(id)).isSafe).toBe(true);
  });

  it('waits for no planned rotation of the same key, which ends; nor does another one begin beside it', async () => {
    const { home, oldKid } = await openWithKey();
    const planned = home.rotations.start(oldKid, { kind: 'planned', reason: 'yearly' }).rotation.id;
    const { id } = home.rotations.start(oldKid, { kind: 'emergency', reason: 'laptop stolen' }).rotation;
    expect(home.keys.get(oldKid).state).toBe('suspended');
    expect(home.rotations.get(planned).rotation.outcome).toBe('abandoned');
    expect(home.rotations.get(id).rotation.endedAt).toBeNull();
    for (const kind of ['planned', 'emergency'] as const) {
      expect(await codeOf(() => home.rotations.start(oldKid, { kind, reason: 'r' }))).toBe('ROTATION_NOT_READY');
    }
  });

  it('is safe no longer when DCM lists the old key again, though the probes get no answer this time', async () => {
    const { home, oldKid, id } = await begin();
    await home.rotations.send(id, 'PUT');
    expect((await home.rotations.look(id)).isSafe).toBe(true);
    await postAsStranger(home.keys.get(oldKid).jwk);
    await home.practice.behave(opened?.practice.baseUrl ?? '', { as: 'failing', route: 'authenticate', times: null });
    expect(await codeOf(() => home.rotations.look(id))).toBe('DCM_FAILED');
    expect(home.rotations.get(id).isSafe).toBe(false);
    expect(stepsOf(home, id)).not.toContain('old-unlisted');
  });

  it('puts the successor over no other key of ours that has taken the old one’s entry', async () => {
    const { home, oldKid, newKid, id } = await begin();
    const { kid: other } = await home.keys.generate(KEY_REQUEST);
    const guid = home.registrations.list().find(({ kid }) => kid === oldKid)?.guid ?? '';
    await home.registrations.update(guid, other, ENV);
    expect(await codeOf(() => home.rotations.send(id, 'PUT'))).toBe('ROTATION_NOT_READY');
    const listed = (await home.dcmChecks.listAtDcm(ENV)).map(({ kid }) => kid);
    expect([listed.includes(other), listed.includes(newKid)]).toEqual([true, false]);
  });
});

/** What somebody with our login does at DCM: posts a key, or puts it over an entry. @returns the entry */
async function postAsStranger(data: object, over: string | null = null): Promise<string> {
  const { baseUrl, counterpartyGuid } = opened?.practice ?? { baseUrl: '', counterpartyGuid: '' };
  const url = `${baseUrl}/api/v1/counterparty/${counterpartyGuid}/jwk${over === null ? '' : `/${over}`}`;
  const answer = await fetch(url, { method: over === null ? 'POST' : 'PUT', body: JSON.stringify({ data }) });
  return ((await answer.json()) as { guid?: string }).guid ?? '';
}
