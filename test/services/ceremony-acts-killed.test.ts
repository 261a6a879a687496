import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { transcriptText, verifyTranscript } from '../../electron/domain/ceremony-transcript.ts';
import type { Home } from '../../electron/services/home.ts';
import { codeOf } from '../fakes/code-of.ts';
import { openMortalHome } from '../fakes/mortal-home.ts';
import { KEY_REQUEST } from '../fakes/test-home.ts';
import { goOn, PEOPLE, saveFile, shipped } from './ceremony-driver.ts';
import { doneWhole, killedEverywhere, lookAt, makeTemplate } from './killed-everywhere.ts';
import { CEREMONY, type DeedName, DEEDS, type Given, goOnTo } from './mortal-deeds.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcm-acts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PASSPHRASE = 'seven horses in a yard';
/** A key of no environment. */
const HOMELESS = { ...KEY_REQUEST, env: null };
const PLACE = { bag: 'AB 4711', sealNumber: 'S-17', safe: 'safe 3, cellar' };

function addPractice({ environments }: Home): void {
  const counterpartyGuid = '00000000-0000-4000-8000-000000000000';
  environments.add({ name: 'practice', baseUrl: 'http://127.0.0.1:9', counterpartyGuid, kind: 'practice', ca: null });
}

/** Two keys in a set of which two shares out of three restore them. */
async function makeSet({ keys, backups }: Home) {
  const kids = [(await keys.generate(HOMELESS)).kid, (await keys.generate(HOMELESS)).kid];
  const custodians = ['Olena', 'Taras', 'Iryna'].map((name) => ({ name, place: null }));
  const { set, file } = await backups.begin({ kids, threshold: 2, custodians, replaces: null });
  const shares: string[] = [];
  for (const number of [1, 2, 3]) {
    const share = await backups.show(set.id, number);
    await backups.readBack(set.id, number, share);
    shares.push(share);
  }
  await backups.close(set.id);
  return { set: set.id, file, shares };
}

const entriesOf = (home: Home) =>
  readdirSync(join(home.path, '..', 'system')).filter((name) => name.includes('key.key-'));

/** Every private half that the keychain should hold can be used, or opened with its passphrase. */
async function isHeld({ keys, session, standbys }: Home, kid: string): Promise<boolean> {
  const { keychainId, thumbprint } = keys.record(kid);
  if (keychainId === null) return false;
  if (standbys.get(kid) !== null) return (await standbys.check(kid, Buffer.from(PASSPHRASE))).checkedAt !== null;
  return await session
    .open()
    .privateKeys.use(keychainId, thumbprint, () => true)
    .catch(() => false);
}

/** What a home holds once all is carried out that was begun: nothing in it differs from one kill to another. */
async function holdings(home: Home) {
  const open = home.session.open();
  await open.exclusively(async () => await open.privateKeys.reconcile());
  const held: (readonly [string, boolean])[] = [];
  for (const { kid, state } of home.keys.list()) held.push([state, await isHeld(home, kid)]);
  return {
    keys: held,
    entries: entriesOf(home).length,
    unfinished: home.store.intents.unfinished().length,
    copies: home.keys.list().flatMap(({ copies }) => copies.map(({ kind, goneAt }) => [kind, goneAt === null])),
    standbys: home.standbys.list(null).map(({ place, isPlainLeft }) => [place, isPlainLeft]),
    sets: home.backupSets.list().map(({ state, lastDrillAt }) => [state, lastDrillAt !== null]),
    registrations: home.registrations.list().map(({ state }) => state),
    isTrailWhole: home.seal.verify(null).ok,
  };
}

/** Goes on with the ceremony to its end, as the people would, and looks. */
async function ceremonyEnd(home: Home, given: Given) {
  await goOnTo(home, given, 'delete-key');
  await goOnTo(home, given, 'delete-key');
  if (home.ceremonies.state(CEREMONY).file !== null) saveFile(home.ceremonies, CEREMONY);
  await goOnTo(home, given);
  const { ok, state } = verifyTranscript(Buffer.from(transcriptText(await home.ceremonyPapers.export(CEREMONY))), null);
  return { transcript: { ok, state }, ...(await holdings(home)) };
}

/** The ceremonies and the step of each that is killed; what the template holds before. */
const STEPS: Readonly<Record<string, (home: Home) => Promise<Given & { readonly step: string }>>> = {
  async 'standby-key'(home) {
    addPractice(home);
    return { step: 'seal-standby', typed: { passphrase: PASSPHRASE } };
  },
  async 'rotate-to-standby'(home) {
    addPractice(home);
    const { kid: replaces } = await home.keys.generate(KEY_REQUEST);
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, isDraft: true });
    await home.standbys.seal(kid, { place: PLACE, note: null, passphrase: Buffer.from(PASSPHRASE) });
    return { step: 'rotate', typed: { kid, replaces, passphrase: PASSPHRASE } };
  },
  async 'restore-drill'(home) {
    const { set, file, shares } = await makeSet(home);
    return { step: 'drill', typed: { set, 'backup-file': file }, shares };
  },
  async 'delete-key'(home) {
    const { kid } = await home.keys.generate({ ...HOMELESS, isDraft: true });
    return { step: 'delete-key', typed: { kid } };
  },
  async 'deliver-key'(home) {
    const [device, maker] = await atDesk(home, async (desk) => {
      const made = await desk.deliveries.ofDevice('practice');
      return [made.text, made.report.evidenceKey ?? ''];
    });
    return { step: 'deliver', typed: { 'device-key': device, maker, workstation: 'desk 7' } };
  },
};

/** What comes from the computer on the other side of the air gap, which knows DCM by the same address. */
async function atDesk<T>(home: Home, work: (desk: Home) => Promise<T>): Promise<T> {
  addPractice(home);
  const desk = openMortalHome(mkdtempSync(join(folder, 'desk-')));
  try {
    addPractice(desk);
    return await work(desk);
  } finally {
    await desk.close();
  }
}

/** Templates of what is done with no ceremony. */
const ALONE = {
  restore: async (home: Home): Promise<Given> => await atDesk(home, makeSet),
  take: async (home: Home): Promise<Given> =>
    await atDesk(home, async (desk) => {
      const device = await home.deliveries.ofDevice('practice');
      const { kid } = await desk.keys.generate({ ...KEY_REQUEST, isDraft: true });
      const made = await desk.deliveries.deliver(kid, {
        env: 'practice',
        device: Buffer.from(device.text),
        trusted: device.report.evidenceKey,
        reason: 'made there',
      });
      return { file: made.text, maker: made.report.evidenceKey ?? '' };
    }),
} as const;

/** Does again what was killed; it may say that its keys are known. */
async function doneAgain(name: 'restore' | 'take', home: Home, given: Given) {
  const again = DEEDS[name]({ home, given, begin: () => undefined });
  return { isKept: ['done', 'KID_TAKEN'].includes(String(await codeOf(again))), ...(await holdings(home)) };
}

/** Kills it at each step, and has each end as the one that nobody killed. */
async function requireSameEnd<T>(name: string, deed: DeedName, look: (home: Home, given: Given) => Promise<T>) {
  const template = join(folder, name);
  const whole = await doneWhole(template, deed);
  const expected = await lookAt(whole.folder, look);
  expect(expected).toMatchObject({ unfinished: 0, isTrailWhole: true });
  let kills = 0;
  for await (const found of killedEverywhere(template, deed, whole.steps, look)) {
    kills += 1;
    expect({ kills, ...found }).toEqual({ kills, ...expected });
  }
  expect(kills).toBe(whole.steps);
  expect(kills).toBeGreaterThan(2);
}

describe('a ceremony that is killed in the middle of an act', () => {
  it.each(Object.keys(STEPS))('of %s ends as one that nobody killed', { timeout: 120_000 }, async (name) => {
    await makeTemplate(join(folder, name), async (home) => {
      const given = await STEPS[name]?.(home);
      if (given === undefined) throw new Error(name);
      await home.ceremonies.start(shipped(name).text, PEOPLE);
      await goOnTo(home, given, given.step);
      return given;
    });
    await requireSameEnd(name, 'step', ceremonyEnd);
  });
});

describe('a set that is killed while it is closed', () => {
  it('is void in the register and in the transcript, or in neither', { timeout: 120_000 }, async () => {
    const template = join(folder, 'split-key');
    await makeTemplate(template, async ({ ceremonies }) => {
      await ceremonies.start(shipped('split-key').text, PEOPLE);
      const typed = { threshold: '2', shares: '2', env: '' };
      await goOn(ceremonies, CEREMONY, typed, 'begin-split');
      return { typed };
    });
    const { steps } = await doneWhole(template, 'close');
    const look = async ({ ceremonies, backupSets }: Home) => {
      const { voided } = await ceremonies.resume(CEREMONY);
      return backupSets.list().map(({ id, state }) => [state, voided.some(({ set }) => set === id)]);
    };
    const found: unknown[] = [];
    for await (const one of killedEverywhere(template, 'close', steps, look)) found.push(one);
    expect(found).toHaveLength(steps);
    for (const sets of found) expect([[['void', true]], [['closed', false]]]).toContainEqual(sets);
    expect(found.at(-1)).toEqual([['closed', false]]);
  });
});

describe('a deed that is killed', () => {
  it.each(['restore', 'take'] as const)('%s is done again, or was done', { timeout: 120_000 }, async (name) => {
    await makeTemplate(join(folder, name), ALONE[name]);
    await requireSameEnd(name, name, async (home, given) => await doneAgain(name, home, given));
  });

  it('is found where it leaves a private half that nobody takes away (planted)', async () => {
    const template = join(folder, 'planted');
    await makeTemplate(template, ALONE.restore);
    const look = async (home: Home, given: Given) => await doneAgain('restore', home, given);
    const expected = await lookAt((await doneWhole(template, 'restore')).folder, look);
    for await (const found of killedEverywhere(template, 'restore-strewn', 1, look)) {
      expect(found).toEqual({ ...expected, entries: expected.entries + 1 });
    }
  });
});
