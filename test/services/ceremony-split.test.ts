import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transcriptText, verifyTranscript } from '../../electron/domain/ceremony-transcript.ts';
import { systemClock } from '../../electron/compose.ts';
import type { Ceremonies } from '../../electron/services/ceremonies.ts';
import type { Home } from '../../electron/services/home.ts';
import { readOverview } from '../../electron/services/overview.ts';
import { codeOf as codeOfPromise } from '../fakes/code-of.ts';
import { openTestHome, type TestHome } from '../fakes/test-home.ts';
import { actDue, confirmDue, goOn, PEOPLE, saveFile, shipped } from './ceremony-driver.ts';

let test: TestHome;
beforeEach(async () => {
  test = await openTestHome();
});
afterEach(() => test.close());

const codeOf = async (work: () => unknown) => await codeOfPromise(Promise.resolve().then(work));
const start = async (ceremonies: Ceremonies, name: string) => (await ceremonies.start(shipped(name).text, PEOPLE)).id;

/** What the overview says of ceremonies, most urgent first. */
function overviewOf(home: Home): readonly string[] {
  return readOverview(home, systemClock).items.flatMap(({ id }) => (id.startsWith('ceremony-') ? [id] : []));
}

/** Every round of the custodians that is left, each with what is shown to him. @returns the shares, by number */
async function rounds(ceremonies: Ceremonies, id: string, papers = new Map<number, string>()) {
  for (;;) {
    const { now } = ceremonies.state(id);
    const number = Number(now?.id.split('.')[1]);
    if (now === null || Number.isNaN(number)) return papers;
    if (now.status === 'done') confirmDue(ceremonies, id);
    else {
      if (now.id === 'bag.2') await requireOwnBag(ceremonies, id);
      if (now.kind === 'show-share') papers.set(number, (await ceremonies.showShare(id, now.id)).text);
      await actDue(ceremonies, id, { share: papers.get(number) ?? '' });
    }
  }
}

/** The bag and the seal of the first custodian are none of the second's. */
async function requireOwnBag(ceremonies: Ceremonies, id: string): Promise<void> {
  for (const typed of [{ bag: 'ab 14711' }, { seal: 'S-117' }, { medium: 'USB stick "red", 55111' }])
    expect(await codeOf(() => actDue(ceremonies, id, typed))).toBe('INPUT_INVALID');
}

describe('a ceremony that splits a key', () => {
  it('shows each share to its custodian alone, has all read back, and proves the set; a drill then restores it', async () => {
    const { ceremonies, ceremonyPapers, backupSets, store } = test.home;
    const id = await start(ceremonies, 'split-key');
    await goOn(ceremonies, id, {}, 'show-share.1');
    const file = saveFile(ceremonies, id);
    // Nothing is written down before it was shown, and nothing is closed before all is read back.
    expect(await codeOf(() => ceremonies.act(id, 'show-share.1', { how: 'by-hand' }))).toBe('CEREMONY_OUT_OF_ORDER');
    expect(await codeOf(() => ceremonies.act(id, 'close-split', {}))).toBe('CEREMONY_OUT_OF_ORDER');
    const { text: first } = await ceremonies.showShare(id, 'show-share.1');
    expect((await ceremonies.showShare(id, 'show-share.1')).text).toBe(first);
    await actDue(ceremonies, id);
    expect(await codeOf(() => ceremonies.showShare(id, 'show-share.1'))).toBe('CEREMONY_OUT_OF_ORDER');
    const wrong = first.slice(0, -1) + (first.endsWith('A') ? 'C' : 'A');
    expect(await codeOf(() => ceremonies.act(id, 'read-back.1', { share: wrong }))).toMatch(/^SHARE_/u);
    // What was typed wrong is no part of the record; that it was wrong is.
    expect(ceremonies.state(id).now?.problem).not.toBeNull();
    const papers = await rounds(ceremonies, id, new Map([[1, first]]));
    expect(papers.size).toBe(5);
    expect((await goOn(ceremonies, id)).state).toBe('completed');
    const set = ceremonies.state(id).facts.set ?? '';
    expect(backupSets.get(set)).toMatchObject({ state: 'closed', threshold: 3, shares: 5 });
    const report = verifyTranscript(Buffer.from(transcriptText(await ceremonyPapers.export(id))), null);
    expect(report).toMatchObject({ ok: true, state: 'completed' });

    const drill = await start(ceremonies, 'restore-drill');
    const share = () => papers.get(2 * Number(ceremonies.state(drill).now?.id.split('.')[1]) - 1) ?? '';
    // A lock forgets what custodians have given: they come again.
    await goOn(ceremonies, drill, { set, share }, 'give-share.3');
    test.home.session.lock();
    test.home.session.unlock();
    expect(await codeOf(() => actDue(ceremonies, drill, { set, share }))).toBe('CEREMONY_INTERRUPTED');
    expect((await ceremonies.resume(drill)).now?.id).toBe('give-share.1');
    const view = await goOn(ceremonies, drill, { set, share, 'backup-file': file });
    expect(view).toMatchObject({ state: 'completed', custodiansNeeded: 3 });
    expect(backupSets.get(set).lastDrillAt).not.toBeNull();

    const kept = [...store.ceremonies.entries(id), ...store.ceremonies.entries(drill), ...store.audit.all()];
    const everything = `${JSON.stringify(kept)}${JSON.stringify(ceremonyPapers.report(id, 'en'))}${JSON.stringify(ceremonies.state(id))}`;
    const database =
      readFileSync(`${test.home.path}/dcm-keys.db-wal`, 'latin1') +
      readFileSync(`${test.home.path}/dcm-keys.db`, 'latin1');
    for (const paper of [...papers.values(), wrong]) {
      for (const group of paper.split('-').slice(4)) {
        expect(group.length).toBeGreaterThan(4);
        expect(everything.includes(paper) || everything.includes(`${group}-`)).toBe(false);
      }
      expect(database.includes(paper)).toBe(false);
    }
    expect(everything).toContain('AB 14711');
  });

  it('that is aborted after its set was closed makes the set void, takes the key away, and says both for ever', async () => {
    const { home } = test;
    const id = await start(home.ceremonies, 'split-key');
    await goOn(home.ceremonies, id, { threshold: '2', shares: '2' }, 'show-share.1');
    saveFile(home.ceremonies, id);
    await rounds(home.ceremonies, id);
    const { facts } = await goOn(home.ceremonies, id, {}, 'media');
    const [set, kid] = [facts.set ?? '', facts.kid ?? ''];
    expect([home.backupSets.get(set).state, home.keys.get(kid).state]).toEqual(['closed', 'draft']);
    expect(overviewOf(home)).toEqual(['ceremony-open']);

    expect(home.ceremonies.state(id).hasPapers).toBe(true);
    const aborted = await home.ceremonies.abort(id, 'a bag was torn', 'two sheets, shredder');
    expect(aborted).toMatchObject({ voided: [{ set }], hasPapers: false });
    // Said in the abort itself: nobody is asked for it once more.
    expect(home.keys.get(kid).copies.map(({ goneAt }) => goneAt === null)).toEqual([false]);
    expect(readOverview(home, systemClock).items.map((item) => item.id)).not.toContain('backup-void');
    expect([home.backupSets.get(set).state, home.keys.get(kid).state]).toEqual(['void', 'deleted']);
    expect(overviewOf(home)).toEqual([]);
    const { lines } = home.ceremonyPapers.transcript(id, 'en');
    expect(lines.at(-3)).toContain('papers with shares destroyed: two sheets, shredder');
    expect(lines.at(-2)).toContain(`set ${set} is void`);
    expect(lines.at(-2)).toContain('papers');
    expect(lines.at(-1)).toContain(`the half-made key ${kid} was taken away`);
    const transcript = Buffer.from(transcriptText(await home.ceremonyPapers.export(id)));
    expect(verifyTranscript(transcript, null)).toMatchObject({ ok: true, state: 'aborted' });
  });

  it('that is interrupted after the first share makes the set void, has its papers destroyed, and makes a new one', async () => {
    const id = await start(test.home.ceremonies, 'split-key');
    await goOn(test.home.ceremonies, id, {}, 'show-share.1');
    await test.home.ceremonies.showShare(id, 'show-share.1');
    const { set: before } = test.home.ceremonies.state(id).facts;
    // While it runs here, it goes on nowhere else.
    const beside = test.reopen();
    expect(await codeOf(() => beside.ceremonies.resume(id))).toBe('HOME_IN_USE');
    expect(await codeOf(() => beside.ceremonies.abort(id, 'by somebody else'))).toBe('HOME_IN_USE');
    expect(test.home.backupSets.get(before ?? '').state).toBe('open');
    test.home.backups.forget();
    test.home.ceremonies.forget();
    const home = test.reopen();
    expect(home.ceremonies.state(id).state).toBe('interrupted');
    expect(await codeOf(() => home.ceremonies.showShare(id, 'show-share.1'))).toBe('CEREMONY_INTERRUPTED');
    const resumed = await home.ceremonies.resume(id);
    expect(resumed).toMatchObject({ state: 'running', voided: [{ set: before }], now: { id: 'destroy-papers' } });
    expect(overviewOf(home)).toEqual(['ceremony-void', 'ceremony-open']);
    expect(home.backupSets.get(before ?? '').state).toBe('void');
    // The process before can't go on behind the back of this one.
    expect(await codeOf(() => test.home.ceremonies.act(id, 'destroy-papers', { papers: 'one' }))).toBe(
      'CEREMONY_INTERRUPTED',
    );
    await goOn(home.ceremonies, id, {}, 'show-share.1');
    const { set } = home.ceremonies.state(id).facts;
    expect(set).not.toBe(before);
    await rounds(home.ceremonies, id);
    expect(await codeOf(() => actDue(home.ceremonies, id))).toBe('CEREMONY_CHECK_FAILED');
    saveFile(home.ceremonies, id);
    expect((await goOn(home.ceremonies, id)).state).toBe('completed');
    const exported = await home.ceremonyPapers.export(id);
    expect(verifyTranscript(Buffer.from(transcriptText(exported)), null)).toMatchObject({
      ok: true,
      state: 'completed',
    });
    expect(JSON.stringify(home.ceremonyPapers.report(id, 'en'))).toContain(`set ${before ?? ''} is void`);
  });

  it('takes nobody twice, in whatever order the name is said', async () => {
    const { ceremonies } = test.home;
    const id = await start(ceremonies, 'split-key');
    await goOn(ceremonies, id, {}, 'presence');
    const person = { role: 'custodian', name: 'Koval Olena', document: 'passport, ends 300' } as const;
    expect(await codeOf(() => ceremonies.arrive(id, person))).toBe('CEREMONY_PERSON_REFUSED');
    const twice = PEOPLE.map((one) => (one.role === 'witness' ? { ...one, name: '0lena Koval' } : one));
    expect(await codeOf(() => ceremonies.start(shipped('split-key').text, twice))).toBe('CEREMONY_PERSON_REFUSED');
  });

  it('makes no key and shows no share while nobody watches', async () => {
    const { ceremonies, keys } = test.home;
    const id = await start(ceremonies, 'split-key');
    await goOn(ceremonies, id, {}, 'generate-key');
    ceremonies.leave(id, 'witness', 'the telephone');
    expect(await codeOf(() => actDue(ceremonies, id))).toBe('CEREMONY_PERSON_MISSING');
    expect(keys.list()).toEqual([]);
    ceremonies.comeBack(id, 'witness');
    await goOn(ceremonies, id, {}, 'show-share.1');
    ceremonies.leave(id, 'witness', 'the telephone');
    expect(await codeOf(() => ceremonies.showShare(id, 'show-share.1'))).toBe('CEREMONY_PERSON_MISSING');
    ceremonies.comeBack(id, 'witness');
    expect((await ceremonies.showShare(id, 'show-share.1')).number).toBe(1);
  });

  it('that is paused with an open set goes on in its own process only', async () => {
    const { ceremonies, backupSets } = test.home;
    const id = await start(ceremonies, 'split-key');
    await goOn(ceremonies, id, {}, 'show-share.1');
    await ceremonies.showShare(id, 'show-share.1');
    ceremonies.pause(id, 'lunch');
    const other = test.reopen().ceremonies;
    expect(await codeOf(() => other.resume(id))).toBe('HOME_IN_USE');
    expect(await codeOf(() => other.abort(id, 'they are gone'))).toBe('HOME_IN_USE');
    expect(backupSets.list().map(({ state }) => state)).toEqual(['open']);
    expect((await ceremonies.resume(id)).voided).toEqual([]);
  });

  it('names who sees a share, and where each bag lies; what two people would know is refused', async () => {
    const { ceremonies, backupSets, store } = test.home;
    const id = await start(ceremonies, 'split-key');
    await goOn(ceremonies, id, {}, 'show-share.1');
    const replace = (slot: string, name: string) =>
      ceremonies.replacePerson(id, slot, { name, document: 'passport, ends 999', reason: 'is ill' });
    replace('custodian-1', 'Petro Novak');
    const papers = new Map([[1, (await ceremonies.showShare(id, 'show-share.1')).text]]);
    const set = ceremonies.state(id).facts.set ?? '';
    expect(backupSets.get(set).custodians[0]?.name).toBe('Petro Novak');
    expect(store.audit.ofType('backup.share-shown').at(-1)?.payload).toMatchObject({ custodian: 'Petro Novak' });
    await actDue(ceremonies, id);
    replace('custodian-1', 'Halyna Dub');
    const share = papers.get(1) ?? '';
    expect(await codeOf(() => actDue(ceremonies, id, { share }))).toBe('BACKUP_STATE');
    await ceremonies.abort(id, 'two people know one share');

    const next = await start(ceremonies, 'split-key');
    await goOn(ceremonies, next, {}, 'show-share.1');
    await rounds(ceremonies, next);
    expect(saveFile(ceremonies, next)).not.toBe('');
    await goOn(ceremonies, next);
    const closed = backupSets.get(ceremonies.state(next).facts.set ?? '');
    expect(closed.custodians.map(({ place }) => place)).toContain('safe 3, cellar, bag AB 24711, seal S-217');
    const copy = test.home.keys.get(closed.kids[0] ?? '').copies.find(({ kind }) => kind === 'backup');
    expect(copy?.where).toContain('Custodian Number 2 (safe 3, cellar, bag AB 24711, seal S-217)');
  });
});
