import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownSetId } from '../../electron/domain/share-set.ts';
import { backupItems } from '../../electron/services/backup-items.ts';
import { makeBackup, PEOPLE } from '../fakes/made-backup.ts';
import { codeOf } from '../fakes/code-of.ts';
import { KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';

let test: TestHome;
let kid: string;
beforeAll(async () => {
  test = await openTestHome();
  ({ kid } = await test.home.keys.generate({ ...KEY_REQUEST, label: 'first' }));
});
afterAll(async () => test.close());

const request = (more: object = {}) => ({
  kids: [kid],
  threshold: 3,
  custodians: PEOPLE,
  replaces: null,
  ...more,
});
const begin = (more: object = {}) => test.home.backups.begin(request(more));

describe('a backup set', () => {
  it('closes only when every share was read back, and says who keeps what since when', async () => {
    const { backups, store, backupSets } = test.home;
    const { set } = await begin();
    expect(set).toMatchObject({
      state: 'open',
      threshold: 3,
      shares: 5,
      kids: [kid],
      isRehearsal: true,
      nextDrillAt: null,
    });
    expect(await codeOf(backups.readBack(set.id, 1, 'x'))).toBe('BACKUP_NOT_PROVEN');
    const papers = new Map<number, string>();
    for (const { number } of set.custodians) papers.set(number, await backups.show(set.id, number));
    expect(await codeOf(backups.close(set.id))).toBe('BACKUP_NOT_PROVEN');
    for (const number of [1, 2, 3, 4]) await backups.readBack(set.id, number, papers.get(number) ?? '');
    expect(await codeOf(backups.close(set.id))).toBe('BACKUP_NOT_PROVEN');
    await backups.readBack(set.id, 5, papers.get(5) ?? '');
    const closed = await backups.close(set.id);
    expect(closed.state).toBe('closed');
    expect(Date.parse(closed.nextDrillAt ?? '') - Date.parse(closed.closedAt ?? '')).toBe(365 * 86_400_000);
    for (const { since, provenAt } of closed.custodians) expect(since !== null && provenAt !== null).toBe(true);
    expect(backupSets.list()[0]).toEqual(closed);
    const types = [...store.audit.all()].map(({ type }) => type).filter((type) => type.startsWith('backup.'));
    const each = (type: string) => types.filter((one) => one === type).length;
    expect(['backup.begun', 'backup.share-shown', 'backup.share-proven', 'backup.closed'].map(each)).toEqual([
      1, 5, 5, 1,
    ]);
    expect(test.home.keys.get(kid).copies).toMatchObject([{ kind: 'backup', goneAt: null }]);
    expect(test.home.keys.get(kid).copies[0]?.where).toContain('3 of 5: Olena (safe 1); Taras (safe 2)');
    expect(await codeOf(backups.show(set.id, 1))).toBe('BACKUP_STATE');
  });

  it('takes of each custodian his own paper and no other', async () => {
    const { backups } = test.home;
    const { set } = await begin();
    const [one, two] = [await backups.show(set.id, 1), await backups.show(set.id, 2)];
    expect(await codeOf(backups.readBack(set.id, 1, two))).toBe('SHARE_WRONG');
    const changed = `${one.slice(0, -1)}${one.endsWith('A') ? 'B' : 'A'}`;
    expect(await codeOf(backups.readBack(set.id, 1, changed))).toBe('SHARE_DAMAGED');
    await backups.readBack(set.id, 1, one);
    expect(await codeOf(backups.readBack(set.id, 2, one))).toBe('SHARE_DUPLICATE');
    expect(await codeOf(backups.show(set.id, 6))).toBe('INPUT_INVALID');
    backups.abandon(set.id, 'a custodian fell ill');
    expect(test.home.store.audit.ofType('backup.voided').at(-1)?.payload).toMatchObject({
      reason: 'a custodian fell ill',
      papersToDestroy: ['1', '2'],
    });
    expect(await codeOf(backups.show(set.id, 3))).toBe('BACKUP_STATE');
  });

  it('wants two people at least, each with one share, and keys whose private half is here', async () => {
    const [olena, taras] = PEOPLE;
    const twice = { name: ' OLENA ', place: null };
    expect(await codeOf(begin({ threshold: 2, custodians: [olena, taras, twice] }))).toBe('CUSTODIANS_REFUSED');
    expect(await codeOf(begin({ threshold: 1, custodians: [olena, taras] }))).toBe('INPUT_INVALID');
    expect(await codeOf(begin({ threshold: 2, custodians: [olena] }))).toBe('INPUT_INVALID');
    expect(await codeOf(begin({ custodians: [...PEOPLE, { name: ' ', place: null }] }))).toBe('INPUT_INVALID');
    expect(await codeOf(begin({ kids: [] }))).toBe('INPUT_INVALID');
    expect(await codeOf(begin({ kids: [kid, kid] }))).toBe('INPUT_INVALID');
    expect(await codeOf(begin({ kids: ['nobody'] }))).toBe('KEY_NOT_FOUND');
    const { kid: stolen } = await test.home.keys.generate(KEY_REQUEST);
    test.home.keyLife.move(stolen, 'compromised', { reason: 'drill', since: null });
    expect(await codeOf(begin({ kids: [kid, stolen] }))).toBe('STATE_MOVE_REFUSED');
    expect(test.home.backupSets.list().some(({ state }) => state === 'open')).toBe(false);
  });

  it('is open one at a time, and goes on after the app was locked', async () => {
    const { backups, session } = test.home;
    const { set } = await begin();
    expect(await codeOf(begin())).toBe('HOME_IN_USE');
    const other = test.reopen();
    expect(await codeOf(other.backups.begin(request()))).toBe('HOME_IN_USE');
    expect(other.backupSets.get(set.id).state).toBe('open');
    expect(await codeOf(other.backups.show(set.id, 1))).toBe('BACKUP_STATE');
    session.lock();
    expect(await codeOf(backups.show(set.id, 1))).toBe('APP_LOCKED');
    session.unlock();
    expect(await codeOf(backups.show(set.id, 1))).toBe('done');
    backups.abandon(set.id, 'enough');
  });

  it('with other custodians is a new set: the old one stands until the new one is closed', async () => {
    const { backups, backupSets } = test.home;
    const old = (await makeBackup(test.home, [kid])).set;
    const half = await begin({ replaces: old.id });
    await backups.show(half.set.id, 1);
    expect(backupSets.get(old.id).state).toBe('closed');
    backups.abandon(half.set.id, 'interrupted');
    expect(backupSets.get(old.id).state).toBe('closed');
    const { kid: other } = await test.home.keys.generate(KEY_REQUEST);
    expect(await codeOf(begin({ kids: [other], replaces: old.id }))).toBe('INPUT_INVALID');
    expect(await codeOf(begin({ replaces: half.set.id }))).toBe('BACKUP_STATE');
    const fresh = (await makeBackup(test.home, [kid, other], old.id)).set;
    expect(fresh.id).not.toBe(old.id);
    expect(backupSets.get(fresh.id).state).toBe('closed');
    expect(backupSets.get(old.id)).toMatchObject({ state: 'void', nextDrillAt: null });
    const later = Date.parse(fresh.nextDrillAt ?? '') - 86_400_000;
    const due = (now: number) =>
      backupItems(test.home, now)
        .filter(({ id }) => id === 'backup-drill-due')
        .map(({ urgency }) => urgency);
    expect([due(later - 40 * 86_400_000), due(later).at(0), due(later + 3 * 86_400_000).at(0)]).toEqual([
      [],
      'soon',
      'now',
    ]);
    expect(backupItems(test.home, later).find(({ id }) => id === 'backup-drill-due')?.set).toBe(fresh.id);
    const papers = () => backupItems(test.home, later).filter(({ id }) => id === 'backup-void').length;
    const before = papers();
    const copy = test.home.keys.get(kid).copies.find(({ where }) => where.includes(shownSetId(old.id)));
    test.home.keyDetails.copyGone(kid, copy?.id ?? '', 'shredded');
    expect(papers()).toBe(before - 1);
  });
});
