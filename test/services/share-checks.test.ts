import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readShare, shareText } from '../../electron/domain/share.ts';
import { makeBackup, type MadeBackup, PEOPLE } from '../fakes/made-backup.ts';
import { codeOf } from '../fakes/code-of.ts';
import { KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';

let test: TestHome;
let kid: string;
let made: MadeBackup;
beforeAll(async () => {
  test = await openTestHome();
  ({ kid } = await test.home.keys.generate(KEY_REQUEST));
  made = await makeBackup(test.home, [kid]);
});
afterAll(async () => test.close());

const paper = (number: number) => made.papers[number - 1] ?? '';
const provenAt = (number: number) => test.home.backupSets.get(made.set.id).custodians[number - 1]?.provenAt;
const events = () => [...test.home.store.audit.all()].filter(({ type }) => type === 'backup.share-checked');
/** The same share with another letter at the end of one group. */
function changed(text: string, group: number): string {
  const parts = text.split('-');
  const part = parts[group] ?? '';
  parts[group] = `${part.slice(0, 4)}${part.endsWith('A') ? 'C' : 'A'}`;
  return parts.join('-');
}

describe('one share looked at alone', () => {
  it('that is right is recorded, names its keeper, and moves "last read right" of its paper alone', async () => {
    const before = [provenAt(1), provenAt(2)];
    // The next millisecond, so that a moved time differs.
    await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(before[1] ?? ''));
    const found = await test.home.shareChecks.check(paper(2).toLowerCase(), null);
    const known = { setId: made.set.id, state: 'closed', custodian: PEOPLE[1]?.name, place: PEOPLE[1]?.place };
    expect(found).toMatchObject({ ok: true, code: 'OK', compared: 'same', number: 2, known, record: 'recorded' });
    expect(provenAt(1)).toBe(before[0]);
    expect(Date.parse(provenAt(2) ?? '')).toBeGreaterThan(Date.parse(before[1] ?? ''));
    expect(events().at(-1)?.payload).toMatchObject({ setId: made.set.id, share: 2, outcome: 'OK' });
  });

  it('that is well formed and not the one that was shown is told as that, and moves nothing', async () => {
    const before = provenAt(4);
    const { value, ...facts } = await readShare(paper(4));
    const forged = await shareText({ ...facts, value: value.map((octet) => octet ^ 1) });
    const found = await test.home.shareChecks.check(forged, null);
    expect(found).toMatchObject({
      ok: false,
      code: 'SHARE_WRONG',
      compared: 'different',
      number: 4,
      record: 'recorded',
    });
    expect(events().at(-1)?.payload).toMatchObject({ share: 4, outcome: 'SHARE_WRONG', compared: 'different' });
    expect(provenAt(4)).toBe(before);
    // A set of which no digests were kept: the same paper passes, and that moves nothing either.
    const forgotten = vi.spyOn(test.home.store.backupSets, 'shareDigest').mockReturnValue(null);
    const blind = await test.home.shareChecks.check(forged, null);
    forgotten.mockRestore();
    expect(blind).toMatchObject({ ok: true, compared: 'not-compared', record: 'recorded' });
    expect(provenAt(4)).toBe(before);
  });

  it('that is damaged is named with its groups, recorded, and moves nothing', async () => {
    const before = provenAt(3);
    const found = await test.home.shareChecks.check(changed(paper(3), 9), made.set.id);
    const damage = { what: 'groups', groups: [9], number: 3 };
    expect(found).toMatchObject({ ok: false, code: 'SHARE_DAMAGED', damage, record: 'recorded' });
    expect(provenAt(3)).toBe(before);
    expect(events().at(-1)?.payload).toMatchObject({ share: 3, outcome: 'SHARE_DAMAGED' });
  });

  it('of another set, or of none that is known here, is told as that', async () => {
    const strange = await shareText({
      setId: '00112233445566aa',
      threshold: 3,
      shares: 5,
      number: 1,
      x: 4,
      value: new Uint8Array(32).fill(9),
    });
    const count = events().length;
    const alone = await test.home.shareChecks.check(strange, null);
    expect(alone).toMatchObject({ ok: true, number: 1, known: null, record: 'set-unknown' });
    expect(await test.home.shareChecks.check(strange, made.set.id)).toMatchObject({ code: 'SHARE_FOREIGN' });
    expect(events()).toHaveLength(count);
    expect(await codeOf(test.home.shareChecks.check(strange, '00112233445566aa'))).toBe('BACKUP_NOT_FOUND');
  });

  it('of a set that is void says so, and is not called proven', async () => {
    const gone = await makeBackup(test.home, [kid]);
    test.home.backups.abandon(gone.set.id, 'a bag was lost');
    const before = test.home.backupSets.get(gone.set.id).custodians[0]?.provenAt;
    const found = await test.home.shareChecks.check(gone.papers[0] ?? '', null);
    expect(found).toMatchObject({ ok: true, known: { state: 'void' }, record: 'recorded' });
    expect(test.home.backupSets.get(gone.set.id).custodians[0]?.provenAt).toBe(before);
  });

  it('leaves nothing of itself in trail and answer', async () => {
    const found = await test.home.shareChecks.check(paper(5), null);
    const all = JSON.stringify([found, ...test.home.store.audit.all()]);
    const groups = paper(5).split('-').slice(1);
    expect(groups.some((group, at) => all.includes(`${group}-${groups[at + 1] ?? '?'}`))).toBe(false);
    expect(all).toContain(made.set.id);
  });
});
