import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readShare, shareText } from '../../electron/domain/share.ts';
import { type BackupDesk, createBackupDesk } from '../../electron/services/backup-desk.ts';
import type { Home } from '../../electron/services/home.ts';
import { openBareHome } from '../fakes/bare-home.ts';
import { codeOf } from '../fakes/code-of.ts';
import { makeBackup, type MadeBackup } from '../fakes/made-backup.ts';
import { KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';

let test: TestHome;
let backup: MadeBackup;
let secrets: readonly string[];
beforeAll(async () => {
  test = await openTestHome();
  const { kid } = await test.home.keys.generate({ ...KEY_REQUEST, label: 'платежі' });
  backup = await makeBackup(test.home, [kid]);
  secrets = await Promise.all(backup.papers.map(async (paper) => hex((await readShare(paper)).value)));
});
afterAll(async () => test.close());

let desk: BackupDesk;
/** What waits until nobody goes on. */
let waiting: (() => void)[];
const onForgotten = vi.fn();
beforeEach(() => {
  test.home.session.unlock();
  onForgotten.mockClear();
  desk = deskOf(test.home);
});

function deskOf(home: Parameters<typeof createBackupDesk>[0]['home']): BackupDesk {
  waiting = [];
  return createBackupDesk({
    home,
    onForgotten,
    after(_delay, work) {
      waiting.push(work);
      return () => (waiting = waiting.filter((one) => one !== work));
    },
  });
}

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');

/** The octets of shares that are taken in while `work` is done, as they are afterwards. */
async function heldAfter(work: () => Promise<unknown>): Promise<readonly Uint8Array[]> {
  const seen: Uint8Array[] = [];
  const slice = vi.spyOn(Uint8Array.prototype, 'slice').mockImplementation(function (this: Uint8Array, from, to) {
    const part = new Uint8Array(this.subarray(from, to));
    if (secrets.includes(hex(part))) seen.push(part);
    return part;
  });
  try {
    await work();
  } finally {
    slice.mockRestore();
  }
  expect(seen.length).toBeGreaterThan(0);
  return seen;
}

const left = (held: readonly Uint8Array[]) => held.filter((octets) => octets.some((octet) => octet !== 0)).length;

async function addTwo(to: BackupDesk = desk): Promise<void> {
  to.open(backup.file, 'drill');
  for (const paper of backup.papers.slice(0, 2)) expect((await to.add(paper)).found.ok).toBe(true);
}

describe('a backup on the desk', () => {
  it('says what its file says in clear, and what its keys are here', async () => {
    expect(desk.read()).toBeNull();
    expect(await codeOf(desk.add(backup.papers[0] ?? ''))).toBe('BACKUP_STATE');
    expect(desk.open(backup.file, 'drill')).toMatchObject({
      setId: backup.set.id,
      threshold: 3,
      fileSha256: backup.set.fileSha256,
      known: 'closed',
      keys: [{ label: 'платежі', state: 'active', here: 'active' }],
      taken: [],
      problem: null,
    });
    expect(desk.open(backup.file, 'restore').problem?.code).toBe('KID_TAKEN');
    const fresh = openBareHome();
    try {
      expect(deskOf(fresh.home).open(backup.file, 'restore')).toMatchObject({
        known: null,
        keys: [{ here: null }],
        problem: null,
      });
    } finally {
      await fresh.close();
    }
    expect(() => desk.open(Buffer.from('{}'), 'drill')).toThrow(expect.objectContaining({ code: 'BACKUP_REFUSED' }));
    expect(desk.read()).toBeNull();
  });

  it('takes one share after the other, names each by number and keeper, and refuses the rest by name', async () => {
    const [one = '', two = '', three = '', four = ''] = backup.papers;
    desk.open(backup.file, 'drill');
    expect((await desk.add(one)).opened.taken).toEqual([{ number: 1, custodian: 'Olena', place: 'safe 1' }]);
    const changed = `${two.slice(0, -1)}${two.endsWith('A') ? 'B' : 'A'}`;
    const refusals = [(await desk.add(changed)).found, (await desk.add(one)).found];
    expect(refusals.map(({ code }) => code)).toEqual(['SHARE_DAMAGED', 'SHARE_DUPLICATE']);
    expect(refusals[0]?.damage).toMatchObject({ groups: [20], number: 2 });
    const { value, ...facts } = await readShare(two);
    const forged = await shareText({ ...facts, value: value.map((octet) => octet ^ 1) });
    expect((await desk.add(forged)).found).toMatchObject({ code: 'SHARE_WRONG', compared: 'different', number: 2 });
    const other = await makeBackup(test.home, backup.set.kids);
    expect((await desk.add(other.papers[1] ?? '')).found.code).toBe('SHARE_FOREIGN');
    await desk.add(two);
    // Both at once: one of them is the same share twice.
    const both = await Promise.all([desk.add(three), desk.add(three)]);
    expect(both.map(({ found }) => found.code).toSorted()).toEqual(['OK', 'SHARE_DUPLICATE']);
    expect(desk.read()?.taken.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(await codeOf(desk.add(four))).toBe('BACKUP_STATE');
  });

  it('is proven with them: a certificate, the new bags in the register, and nothing held any more', async () => {
    await addTwo();
    expect(await codeOf(desk.drill(new Map()))).toBe('SHARE_TOO_FEW');
    expect(desk.read()?.taken).toHaveLength(2);
    await desk.add(backup.papers[4] ?? '');
    expect(await codeOf(desk.drill(new Map([[3, 'bag C-1']])))).toBe('INPUT_INVALID');
    expect(await codeOf(desk.drill(new Map([[5, backup.papers[4] ?? '']])))).toBe('DATA_CLASS_REFUSED');
    const held = await heldAfter(async () => {
      const certificate = await desk.drill(new Map([[5, 'safe 5, bag C-1']]));
      expect(certificate).toMatchObject({ bags: ['share 5: safe 5, bag C-1'], setId: backup.set.id });
    });
    expect(left(held)).toBe(0);
    const places = test.home.backupSets.get(backup.set.id).custodians.map(({ place }) => place);
    expect(places).toEqual(['safe 1', 'safe 2', 'safe 3', 'safe 4', 'safe 5, bag C-1']);
    expect(desk.read()).toBeNull();
  });
});

describe('a restore from the desk', () => {
  it('asks what becomes of a key that could sign: suspended, or active for a reason; each as one step with its events', async () => {
    const [suspendedAs, activeAs] = [openBareHome(), openBareHome()];
    try {
      const [kid = ''] = backup.set.kids;
      const opened = async ({ home }: typeof suspendedAs) => {
        const fresh = deskOf(home);
        fresh.open(backup.file, 'restore');
        for (const paper of backup.papers.slice(0, 3)) await fresh.add(paper);
        return fresh;
      };
      const first = await opened(suspendedAs);
      expect(await codeOf(first.drill(new Map()))).toBe('BACKUP_STATE');
      expect(await codeOf(first.restore({ suspended: [], reason: null }))).toBe('INPUT_INVALID');
      expect(await codeOf(first.restore({ suspended: ['other'], reason: null }))).toBe('INPUT_INVALID');
      expect(await codeOf(first.restore({ suspended: [], reason: backup.papers[0] ?? '' }))).toBe('DATA_CLASS_REFUSED');
      expect(suspendedAs.home.keys.list()).toEqual([]);
      const held = await heldAfter(async () => {
        const { keys, from } = await first.restore({ suspended: [kid], reason: null });
        expect(keys).toMatchObject([{ kid, state: 'suspended' }]);
        expect(from.installId).toBe(test.home.store.facts.get('install-id'));
      });
      expect([left(held), first.read()]).toEqual([0, null]);
      const { audit } = suspendedAs.home.store;
      const [event] = audit.ofType('backup.restored');
      expect(event?.payload).toMatchObject({ states: ['active'], suspended: [kid], reason: null });
      expect(audit.ofType('key.moved')).toMatchObject([
        { seq: (event?.seq ?? 0) + 2, payload: { kid, from: 'active', to: 'suspended' } },
      ]);
      const second = await opened(activeAs);
      const { keys } = await second.restore({ suspended: [], reason: 'the old trail was read' });
      expect(keys).toMatchObject([{ kid, state: 'active' }]);
      expect(activeAs.home.store.audit.ofType('backup.restored')[0]?.payload).toMatchObject({
        reason: 'the old trail was read',
      });
      expect(activeAs.home.store.audit.ofType('key.moved')).toEqual([]);
    } finally {
      await suspendedAs.close();
      await activeAs.close();
    }
  });

  it('says what is known here of its keys, above all that one was stolen, and brings none back', async () => {
    const { home, close } = await openTestHome();
    try {
      const { kid } = await home.keys.generate(KEY_REQUEST);
      const made = await makeBackup(home, [kid]);
      home.keyLife.move(kid, 'compromised', { reason: 'drill', since: null });
      const here = deskOf(home);
      const opened = here.open(made.file, 'restore');
      expect(opened).toMatchObject({
        keys: [{ state: 'active', here: 'compromised' }],
        problem: { code: 'KID_TAKEN' },
      });
      for (const paper of made.papers.slice(0, 3)) await here.add(paper);
      expect(await codeOf(here.restore({ suspended: [kid], reason: null }))).toBe('KID_TAKEN');
      expect(home.keys.get(kid).state).toBe('compromised');
    } finally {
      await close();
    }
  });
});

describe('shares that are held', () => {
  it('are seen by these tests where they are not zeroed', async () => {
    const { session, ...rest } = test.home;
    const deaf: Home['session'] = { ...session, onLock: () => undefined };
    const broken = deskOf({ session: deaf, ...rest });
    expect(left(await heldAfter(async () => await addTwo(broken)))).toBe(2);
    session.lock();
    expect(broken.read()?.taken).toHaveLength(2);
  });

  const ends: readonly (readonly [string, () => void])[] = [
    ['it is locked', () => test.home.session.lock()],
    ['they are forgotten on demand, as with the page', () => desk.forget()],
    ['another file is opened', () => desk.open(backup.file, 'restore')],
    ['nobody goes on', () => waiting.forEach((work) => work())],
  ];
  it.each(ends)('are zeroed and gone when %s', async (_when, end) => {
    const held = await heldAfter(async () => await addTwo());
    expect(left(held)).toBe(2);
    end();
    expect(left(held)).toBe(0);
    expect(desk.read()?.taken ?? []).toEqual([]);
    expect(waiting).toHaveLength(0);
  });

  it('are missed by the page that they were taken from, and the file stays', async () => {
    await addTwo();
    for (const work of waiting) work();
    expect(onForgotten).toHaveBeenCalledOnce();
    expect(desk.read()).toMatchObject({ forgotten: 'left', taken: [], setId: backup.set.id });
  });

  it('are zeroed where one that comes while it is locked is late, and nothing is taken while it is', async () => {
    desk.open(backup.file, 'drill');
    const held = await heldAfter(async () => {
      const late = desk.add(backup.papers[0] ?? '');
      test.home.session.lock();
      expect(await codeOf(late)).toBe('APP_LOCKED');
    });
    expect(left(held)).toBe(0);
    expect(() => desk.open(backup.file, 'drill')).toThrow(expect.objectContaining({ code: 'APP_LOCKED' }));
  });

  it('are zeroed where they do not open the file', async () => {
    const forged = Buffer.from(backup.file.toString().replace('платежі', 'платежі!'));
    desk.open(forged, 'drill');
    const held = await heldAfter(async () => {
      for (const paper of backup.papers.slice(0, 3)) await desk.add(paper);
      expect(await codeOf(desk.drill(new Map()))).toBe('SHARE_WRONG');
    });
    expect(left(held)).toBe(0);
    expect(desk.read()).toMatchObject({ taken: [], forgotten: 'refused' });
    expect(onForgotten).toHaveBeenCalledOnce();
  });
});
