import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transcriptText, verifyTranscript } from '../../electron/domain/ceremony-transcript.ts';
import { systemClock } from '../../electron/compose.ts';
import type { CeremonyRun } from '../../electron/domain/ceremony-run.ts';
import { createCeremonyActs } from '../../electron/services/ceremony-acts.ts';
import { hashCommand, installersFor } from '../../electron/domain/hash-commands.ts';
import { createCeremonyFiles } from '../../electron/services/ceremony-files.ts';
import { createCeremonyShareActs } from '../../electron/services/ceremony-share-acts.ts';
import { isRehearsalKept, openRehearsalHome } from '../../electron/compose-rehearsal.ts';
import { wordAt } from '../../shared/text/fingerprint-words.ts';
import type { CeremonyPerson, CeremonyView } from '../../shared/model/ceremony.ts';
import type { Home } from '../../electron/services/home.ts';
import { codeOf as codeOfPromise } from '../fakes/code-of.ts';
import { KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';
import { VERSION } from '../../shared/version.ts';
import { actDue, confirmDue, goOn, PEOPLE, shipped } from './ceremony-driver.ts';

const CANARY = 'canary that sings at dawn 8841';
/** What the app says of itself. */
const APP = { platform: 'linux', version: '0.1.0', appPath: '-', appReports: () => null } as const;
let test: TestHome;
let home: Home;
beforeAll(async () => {
  test = await openTestHome();
  ({ home } = test);
});
afterAll(() => test.close());

const codeOf = async (work: () => unknown) => await codeOfPromise(Promise.resolve().then(work));
const start = async (name = 'delete-key') => (await home.ceremonies.start(shipped(name).text, PEOPLE)).id;

describe('a ceremony', () => {
  it('deletes a key before witnesses, and leaves a transcript that is verified with no home', async () => {
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, isDraft: true });
    const id = await start();
    const view = await goOn(home.ceremonies, id, { kid });
    expect(view).toMatchObject({ id, state: 'completed', isRehearsal: false, facts: { kid } });
    expect(home.keys.get(kid).state).toBe('deleted');
    const text = transcriptText(await home.ceremonyPapers.export(id));
    const report = verifyTranscript(Buffer.from(text), home.ceremonyPapers.fingerprint());
    expect(report).toMatchObject({ ok: true, state: 'completed', signer: 'known', kid, problem: null });
    expect(verifyTranscript(Buffer.from(text), null).signer).toBe('unknown');
    expect(home.seal.verify(null).ok).toBe(true);
  });

  it('does not do, confirm or record anything out of order', async () => {
    const id = await start();
    expect(await codeOf(() => home.ceremonies.act(id, 'presence', {}))).toBe('CEREMONY_OUT_OF_ORDER');
    expect(
      await codeOf(() => home.ceremonies.confirm(id, 'script-hash', { language: 'en', words: [], text: '' })),
    ).toBe('CEREMONY_OUT_OF_ORDER');
    await actDue(home.ceremonies, id);
    expect(await codeOf(() => home.ceremonies.act(id, 'script-hash', {}))).toBe('CEREMONY_OUT_OF_ORDER');
    await home.ceremonies.abort(id, 'enough');
    expect(await codeOf(() => home.ceremonies.act(id, 'script-hash', {}))).toBe('CEREMONY_ENDED');
  });

  it('names no key for deletion that could not be deleted at its last act', async () => {
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const id = await start();
    await goOn(home.ceremonies, id, {}, 'name-key');
    const named = () => actDue(home.ceremonies, id, { kid });
    expect(await codeOf(named)).toBe('CEREMONY_CHECK_FAILED');
    home.keyLife.move(kid, 'retired', { reason: 'test', since: null });
    expect(await codeOf(named)).toBe('CEREMONY_CHECK_FAILED');
    expect(home.ceremonies.state(id).now).toMatchObject({ id: 'name-key', status: 'waiting' });
  });

  it('says which one of four words is wrong, and goes on with none that is', async () => {
    const id = await start();
    const view = await actDue(home.ceremonies, id);
    const { places } = view.now ?? { places: [] };
    const words = places.map((place, at) => (at === 2 ? 'wrong' : wordAt(view.script.fingerprint, place, 'uk')));
    const thrown = await codeOf(() => home.ceremonies.confirm(id, 'script-hash', { language: 'uk', words, text: '' }));
    expect([thrown, home.ceremonies.state(id).now]).toMatchObject([
      'CEREMONY_MISMATCH',
      { id: 'script-hash', status: 'stopped', wrongPlaces: [places[2]] },
    ]);
    expect(home.ceremonyPapers.transcript(id, 'en').lines.at(-1)).toContain(`(word ${String(places[2])})`);
  });

  it('stops at words that are not those of the paper, until two people have confirmed a deviation', async () => {
    const id = await start();
    await actDue(home.ceremonies, id);
    const words = ['no', 'such', 'words', 'here'];
    expect(await codeOf(() => home.ceremonies.confirm(id, 'script-hash', { language: 'en', words, text: '' }))).toBe(
      'CEREMONY_MISMATCH',
    );
    const stopped = home.ceremonies.state(id).now;
    expect(stopped).toMatchObject({ status: 'stopped', wrongPlaces: stopped?.places });
    expect(await codeOf(() => confirmDue(home.ceremonies, id))).toBe('CEREMONY_STOPPED');
    const said = (...confirmedBy: [string, string]) => ({ text: 'the paper was smudged', confirmedBy });
    expect(await codeOf(() => home.ceremonies.deviate(id, said('witness', 'witness')))).toBe('INPUT_INVALID');
    expect(await codeOf(() => home.ceremonies.deviate(id, said('witness', 'auditor')))).toBe('CEREMONY_PERSON_MISSING');
    home.ceremonies.deviate(id, said('witness', 'administrator'));
    expect(confirmDue(home.ceremonies, id).now?.id).toBe('presence');
    const report = home.ceremonyPapers.report(id, 'en');
    expect(JSON.stringify(report)).toContain('the paper was smudged – confirmed by Andrii Bondar, Olena Koval');
  });

  it('makes a standby key that is sealed under what stands on the paper, and no word of it anywhere', async () => {
    const id = await start('standby-key');
    const view = await goOn(home.ceremonies, id, { passphrase: CANARY });
    const { kid } = view.facts;
    expect(view.state).toBe('completed');
    expect(home.standbys.get(kid ?? '')).toMatchObject({ place: { bag: 'AB 4711', sealNumber: 'S-17' } });
    const transcript = transcriptText(await home.ceremonyPapers.export(id));
    const everything = [transcript, JSON.stringify([...home.store.audit.all()]), JSON.stringify(view)].join();
    expect(transcript).toContain('AB 4711');
    expect(everything).not.toContain(CANARY);
    expect(home.store.audit.ofType('key.generated').at(-1)?.payload['ceremony']).toBe(id);
  });

  it('that is aborted leaves no half-made key', async () => {
    const id = await start('standby-key');
    const { facts } = await goOn(home.ceremonies, id, {}, 'seal-standby');
    expect(home.keys.get(facts.kid ?? '').state).toBe('draft');
    expect((await home.ceremonies.abort(id, 'fire alarm')).state).toBe('aborted');
    expect(home.keys.get(facts.kid ?? '').state).toBe('deleted');
    expect(verifyTranscript(Buffer.from(transcriptText(await home.ceremonyPapers.export(id))), null)).toMatchObject({
      ok: true,
      state: 'aborted',
    });
  });

  it('takes no token, no key and no control character into its transcript, whoever types it', async () => {
    const id = await start();
    const text = (content: string) => () =>
      home.ceremonies.deviate(id, { text: content, confirmedBy: ['witness', 'administrator'] });
    expect(await codeOf(text('all is well'))).toBe('done');
    expect(await codeOf(text('eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln'))).toBe('DATA_CLASS_REFUSED');
    expect(
      await codeOf(
        text(
          '-----BEGIN PRIVATE KEY----- MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC -----END PRIVATE KEY-----',
        ),
      ),
    ).toBe('DATA_CLASS_REFUSED');
    expect(await codeOf(text('up\u001b[2J'))).toBe('INPUT_INVALID');
    expect(home.ceremonies.state(id).deviations).toHaveLength(1);
  });

  it('begins with an administrator and a witness, who are two people', async () => {
    const [administrator, witness] = PEOPLE;
    if (administrator === undefined || witness === undefined) throw new Error('two people');
    const begin =
      (...people: readonly CeremonyPerson[]) =>
      () =>
        home.ceremonies.start(shipped('delete-key').text, people);
    const before = home.ceremonies.list().length;
    expect(await codeOf(begin(administrator))).toBe('CEREMONY_PERSON_MISSING');
    expect(await codeOf(begin(administrator, { ...witness, name: ' olena  KOVAL ' }))).not.toBe('done');
    expect(await codeOf(begin(administrator, witness, { ...witness, name: 'Third Person' }))).not.toBe('done');
    expect(home.ceremonies.list()).toHaveLength(before);
    expect(await codeOf(begin(administrator, witness))).toBe('done');
  });
});

describe('the checks before a ceremony', () => {
  it('stop at an app that is not the published one, and the record keeps that', async () => {
    const id = await start();
    await goOn(home.ceremonies, id, {}, 'compare-app');
    const other = { computed: 'cd'.repeat(32) };
    expect(await codeOf(() => actDue(home.ceremonies, id, other))).toBe('CEREMONY_CHECK_FAILED');
    expect(home.ceremonies.state(id).now).toMatchObject({ id: 'compare-app', status: 'waiting' });
    expect(home.store.ceremonies.entries(id).at(-1)?.content).toMatchObject({ kind: 'failed', step: 'compare-app' });
    expect((await actDue(home.ceremonies, id)).now?.status).toBe('done');
  });

  it('hash the archive of an installed app, with the commands of its system, and the installer of this version', async () => {
    const system = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
    const archive = join(home.path, 'app.asar');
    writeFileSync(archive, 'the whole app');
    Object.assign(process, { resourcesPath: home.path });
    const room = openRehearsalHome({ door: 'app', beside: home.path });
    try {
      const { id } = await room.ceremonies.start(shipped('delete-key').text, PEOPLE);
      const shown = (await goOn(room.ceremonies, id, {}, 'compare-app')).now?.shown ?? [];
      expect(shown.map(({ value }) => value)).toEqual([
        ...installersFor(system, VERSION).map((name) => hashCommand(system, name)),
        hashCommand(system, archive),
        createHash('sha256').update('the whole app').digest('hex'),
      ]);
      await room.ceremonies.abort(id, 'seen');
    } finally {
      Reflect.deleteProperty(process, 'resourcesPath');
      await room.close();
    }
  });

  it('stop at a network that is on, at a clock in doubt and at an old draft, one by one', async () => {
    const up: string[] = [];
    let isOnline = true;
    const machine = { upInterfaces: () => up, isOnline: () => isOnline, ...APP };
    let doubts = false;
    const clockGuard = {
      ...home.clockGuard,
      state: () => ({ ...home.clockGuard.state(null), isTrusted: !doubts }),
    };
    const files = createCeremonyFiles();
    const shareActs = createCeremonyShareActs({ ...home, files });
    const acts = createCeremonyActs({
      ...home,
      clock: systemClock,
      clockGuard,
      machine,
      files,
      shareActs,
      carryActs: {},
      keyActs: {},
    });
    const script = shipped('standby-key').script.steps.find(({ kind }) => kind === 'check-machine');
    if (script === undefined) throw new Error('it checks the machine');
    const due = { id: script.id, step: script, slot: 'administrator', round: null };
    const check = () => codeOf(() => acts.acts['check-machine']?.({ run: {} as CeremonyRun, due, values: {} }));
    for (const { kid, state } of home.keys.list()) {
      if (state === 'draft' && home.standbys.get(kid) === null)
        await home.keyLife.delete(kid, { reason: 'test', isNow: true });
    }
    expect(await check()).toBe('done');
    up.push('eth0');
    expect(await check()).toBe('CEREMONY_CHECK_FAILED');
    isOnline = false;
    expect(await check()).toBe('done');
    doubts = true;
    expect(await check()).toBe('CEREMONY_CHECK_FAILED');
    doubts = false;
    await home.keys.generate({ ...KEY_REQUEST, isDraft: true });
    expect(await check()).toBe('CEREMONY_CHECK_FAILED');
  });
});

describe('a rehearsal', () => {
  it('has a home, keys, numbers and papers of its own, which nobody can take for real ones', async () => {
    const rooms = openRehearsalHome({ door: 'app', beside: home.path });
    try {
      const { id } = await rooms.ceremonies.start(shipped('standby-key').text, PEOPLE);
      const view = await goOn(rooms.ceremonies, id, {
        env: (at) => at.now?.fields.find((one) => one.id === 'env')?.preset ?? '',
        way: 'now',
      });
      expect(rooms.registrations.list()).toMatchObject([{ kid: view.facts.kid, state: 'proven' }]);
      expect(view).toMatchObject({ state: 'completed', isRehearsal: true });
      expect(id).toMatch(/^R-/u);
      const text = transcriptText(await rooms.ceremonyPapers.export(id));
      expect(verifyTranscript(Buffer.from(text), home.ceremonyPapers.fingerprint())).toMatchObject({
        ok: true,
        isRehearsal: true,
        signer: 'unknown',
      });
      const report = rooms.ceremonyPapers.report(id, 'uk');
      for (const title of [report.heading, ...report.blocks.map((block) => block.title)])
        expect(title).toContain('REHEARSAL');
      expect(home.keys.list().some(({ kid }) => kid === view.facts.kid)).toBe(false);
    } finally {
      await rooms.close();
    }
    expect(existsSync(rooms.path)).toBe(false);
  });

  it.each(['rotate-to-standby', 'restore-drill', 'delete-key', 'deliver-key', 'register-key'])(
    'of %s has what it takes for granted',
    async (name) => {
      const room = openRehearsalHome({ door: 'app', beside: home.path });
      try {
        const { id } = await room.ceremonies.start(shipped(name).text, PEOPLE);
        const prop = (what: string) => (at: CeremonyView) =>
          at.now?.shown.find((one) => one.id === `rehearsal-${what}`)?.value ?? at.facts.kid ?? '';
        const typed = {
          env: 'rehearsal',
          workstation: 'this one',
          maker: (at: CeremonyView) => prop(at.now?.kind === 'receipt' ? 'poster' : 'maker')(at),
          document: '',
          'backup-file': '',
          'device-key': '',
        };
        const props = Object.fromEntries(
          ['kid', 'passphrase', 'replaces', 'set', 'share'].map((what) => [what, prop(what)]),
        );
        expect((await goOn(room.ceremonies, id, { ...typed, ...props })).state).toBe('completed');
      } finally {
        await room.close();
      }
    },
  );

  it('goes on after the app has ended, with its throw-away keys and papers, and is erased once it has ended', async () => {
    const begun = openRehearsalHome({ door: 'app', beside: home.path });
    const { id } = await begun.ceremonies.start(shipped('rotate-to-standby').text, PEOPLE);
    const props = (at: CeremonyView) => (what: string) =>
      at.now?.shown.find((one) => one.id === `rehearsal-${what}`)?.value ?? at.facts.kid ?? '';
    const typed = Object.fromEntries(
      ['kid', 'passphrase', 'replaces'].map((what) => [what, (at: CeremonyView) => props(at)(what)]),
    );
    await goOn(begun.ceremonies, id, typed, 'rotate');
    expect(await codeOf(() => openRehearsalHome({ door: 'app', beside: home.path }))).toBe('HOME_IN_USE');
    await begun.close();
    expect(isRehearsalKept(home.path)).toBe(true);

    const again = openRehearsalHome({ door: 'app', beside: home.path });
    expect(again.ceremonies.list()).toMatchObject([{ id, state: 'interrupted' }]);
    expect(await codeOf(() => actDue(again.ceremonies, id, typed))).toBe('CEREMONY_INTERRUPTED');
    await again.ceremonies.resume(id);
    expect(await goOn(again.ceremonies, id, typed)).toMatchObject({ state: 'completed' });
    await again.close();
    expect(isRehearsalKept(home.path)).toBe(false);
  });
});
