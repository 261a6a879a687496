import { afterEach, describe, expect, it } from 'vitest';
import { FLOWS } from '../../shared/model/flow.ts';
import type { KeyDescription } from '../../shared/model/key.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

async function homeWithKey(details = {}): Promise<{ home: Home; kid: string; described(): KeyDescription }> {
  opened = await openTestHome();
  const { home } = opened;
  const { kid } = await home.keys.generate({ ...KEY_REQUEST, label: 'first', details });
  const described = () => {
    const { label, notes, tags, owner, purpose } = home.keys.get(kid);
    return { label, notes, tags, owner, purpose };
  };
  return { home, kid, described };
}
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};
const NOTHING: KeyDescription = { label: null, notes: null, tags: [], owner: null, purpose: null };
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const events = (home: Home) => [...home.store.audit.all()];

describe('a description', () => {
  it('is kept composed, trimmed and with each tag once, in order', async () => {
    const { home, kid } = await homeWithKey();
    const key = home.keyDetails.describe(kid, {
      label: '  Ivan’s key ',
      notes: ' \n ',
      owner: 'Cafe\u0301 team',
      purpose: '',
      tags: ['stage', ' Night', 'NIGHT', 'a b', ''],
    });
    expect(key).toMatchObject({ label: 'Ivan’s key', notes: null, owner: 'Café team', purpose: null });
    expect(key.tags).toEqual(['a b', 'Night', 'stage']);
    expect(home.keys.get(kid)).toEqual(key);
  });

  it('leaves an event that names the changed fields and nothing that was written', async () => {
    const { home, kid } = await homeWithKey();
    const secret = 'correct horse battery staple';
    home.keyDetails.describe(kid, { ...NOTHING, label: 'first', notes: secret, tags: ['stage'] });
    expect(home.store.audit.head()).toMatchObject({
      type: 'key.described',
      payload: { kid, fields: ['notes', 'tags'] },
    });
    expect(JSON.stringify(home.store.audit.head()?.payload)).not.toContain('stage');
    expect(JSON.stringify(events(home))).not.toContain(secret);
    expect(JSON.stringify([...events(home), secret])).toContain(secret);
  });

  it('that changes nothing leaves no event and nothing to undo', async () => {
    const { home, kid } = await homeWithKey();
    const before = home.store.audit.head();
    home.keyDetails.describe(kid, { ...NOTHING, label: ' first ' });
    expect([home.store.audit.head(), home.keyDetails.mayUndo(kid)]).toEqual([before, false]);
  });

  it('can be undone step by step, exactly, also across a start and after a change in between', async () => {
    const { home, kid, described } = await homeWithKey({ owner: 'Team A' });
    const steps = [described()];
    for (const change of [{ label: 'second' }, { notes: 'a note' }, { tags: ['x', 'y'] }]) {
      home.keyDetails.describe(kid, { ...described(), ...change });
      steps.push(described());
    }
    home.keyDetails.undoDescribe(kid);
    expect(described()).toEqual(steps[2]);
    home.keyDetails.describe(kid, { ...described(), purpose: 'another way' });
    const next = opened?.reopen() ?? home;
    for (const step of [steps[2], steps[1], steps[0]]) {
      expect(next.keyDetails.mayUndo(kid)).toBe(true);
      next.keyDetails.undoDescribe(kid);
      expect(described()).toEqual(step);
    }
    expect(next.keyDetails.mayUndo(kid)).toBe(false);
    expect(codeOf(() => next.keyDetails.undoDescribe(kid))).toBe('INPUT_INVALID');
    const undone = events(home).filter(({ type }) => type === 'key.description-undone');
    expect(undone.map(({ payload }) => payload['fields'])).toEqual([['tags'], ['purpose'], ['notes'], ['label']]);
  });

  it('keeps a label of an older home exactly, however long, and gives it back', async () => {
    const { home, kid, described } = await homeWithKey();
    const label = 'x'.repeat(300);
    home.store.write(() => home.store.keys.update({ ...home.keys.record(kid), label }));
    home.keyDetails.describe(kid, { ...NOTHING, label: 'short' });
    home.keyDetails.undoDescribe(kid);
    expect(described().label).toBe(label);
  });

  it.each([
    ['a tag that is none', { tags: ['<b>'] }],
    ['too many tags', { tags: Array.from({ length: 21 }, (_, at) => `t${String(at)}`) }],
    ['a label of 201 characters', { label: 'x'.repeat(201) }],
    ['notes of 4001 characters', { notes: 'x'.repeat(4001) }],
  ])('is refused for %s, and changes nothing', async (_name, change) => {
    const { home, kid } = await homeWithKey();
    const before = home.keys.get(kid);
    expect(codeOf(() => home.keyDetails.describe(kid, { ...NOTHING, ...change }))).toBe('INPUT_INVALID');
    expect([home.keys.get(kid), home.keyDetails.mayUndo(kid)]).toEqual([before, false]);
    expect(codeOf(() => home.keyDetails.describe('nobody', NOTHING))).toBe('KEY_NOT_FOUND');
  });

  it('can be given to a key that is gone: its history goes on being told', async () => {
    const { home, kid } = await homeWithKey();
    home.keyLife.move(kid, 'compromised', { reason: 'drill', since: null });
    expect(home.keyDetails.describe(kid, { ...NOTHING, notes: 'see case 7' }).notes).toBe('see case 7');
  });
});

describe('restricting a key', () => {
  it('sets flows and last day, with both before and after in the event', async () => {
    const { home, kid } = await homeWithKey();
    const expiresAt = tomorrow();
    const to = { flows: [FLOWS[1], FLOWS[0], FLOWS[1]], expiresAt, reason: 'pilot' };
    expect(home.keyDetails.restrict(kid, to)).toMatchObject({ flows: [FLOWS[0], FLOWS[1]], expiresAt });
    expect(home.keyDetails.restrict(kid, { flows: null, expiresAt: null, reason: 'pilot over' }).flows).toBeNull();
    expect(home.store.audit.head()).toMatchObject({
      type: 'key.restricted',
      payload: {
        kid,
        flowsBefore: [FLOWS[0], FLOWS[1]],
        flowsAfter: null,
        expiresAtBefore: expiresAt,
        expiresAtAfter: null,
        reason: 'pilot over',
      },
    });
  });

  it('to what it is already leaves no event', async () => {
    const { home, kid } = await homeWithKey();
    const before = home.store.audit.head();
    home.keyDetails.restrict(kid, { flows: null, expiresAt: null, reason: 'again' });
    expect(home.store.audit.head()).toEqual(before);
  });

  it('wants a reason, a day that is to come, and a flow', async () => {
    const { home, kid } = await homeWithKey();
    const restrict = (change: object) =>
      codeOf(() => home.keyDetails.restrict(kid, { flows: null, expiresAt: null, reason: 'r', ...change }));
    expect(restrict({ reason: ' ' })).toBe('INPUT_INVALID');
    expect(restrict({ expiresAt: new Date(Date.now() - 1).toISOString() })).toBe('INPUT_INVALID');
    expect(restrict({ flows: [] })).toBe('INPUT_INVALID');
    expect([home.keys.get(kid).expiresAt, home.keys.get(kid).flows]).toEqual([null, null]);
    expect(restrict({ expiresAt: tomorrow() })).toBe('done');
  });

  it.each([
    ['retired', 'KEY_NOT_ACTIVE'],
    ['compromised', 'KEY_NOT_ACTIVE'],
    ['delete-scheduled', 'KEY_NOT_ACTIVE'],
    ['delete-pending', 'KEY_NOT_ACTIVE'],
    ['deleted', 'KEY_NOT_ACTIVE'],
    ['draft', 'done'],
    ['active', 'done'],
    ['suspended', 'done'],
  ] as const)('that is %s: %s', async (state, code) => {
    const { home, kid } = await homeWithKey();
    home.store.write(() => home.store.keys.update({ ...home.keys.record(kid), state }));
    const to = { flows: [FLOWS[0]], expiresAt: null, reason: 'r' };
    expect(codeOf(() => home.keyDetails.restrict(kid, to))).toBe(code);
  });
});

describe('a reason that comes afterwards', () => {
  it('is an event of the key, and is not empty', async () => {
    const { home, kid } = await homeWithKey();
    home.keyDetails.noteReason(kid, 'laptop left in a taxi');
    expect(home.store.audit.head()).toMatchObject({
      type: 'key.reason-noted',
      payload: { kid, reason: 'laptop left in a taxi' },
    });
    expect(codeOf(() => home.keyDetails.noteReason(kid, '  '))).toBe('INPUT_INVALID');
    expect(codeOf(() => home.keyDetails.noteReason('nobody', 'r'))).toBe('KEY_NOT_FOUND');
  });
});

describe('a copy', () => {
  const backup = { kind: 'backup', where: ' safe 3, envelope 12 ' } as const;

  it('is noted with an id of its own, and stays on record after it is gone', async () => {
    const { home, kid } = await homeWithKey();
    home.keyDetails.addCopy(kid, backup);
    const { copies } = home.keyDetails.addCopy(kid, { kind: 'other', where: 'old laptop' });
    expect(copies).toMatchObject([{ kind: 'backup', where: 'safe 3, envelope 12', goneAt: null }, { kind: 'other' }]);
    expect(new Set(copies.map(({ id }) => id)).size).toBe(2);
    const id = copies[0]?.id ?? '';
    expect(home.keyDetails.copyGone(kid, id, 'shredded').copies).toMatchObject([
      { id, goneAt: expect.any(String) as unknown },
      { goneAt: null },
    ]);
    const told = events(home).slice(-3);
    expect(told.map(({ type }) => type)).toEqual(['key.copy-noted', 'key.copy-noted', 'key.copy-gone']);
    expect(told[2]?.payload).toEqual({
      kid,
      copy: id,
      kind: 'backup',
      where: 'safe 3, envelope 12',
      reason: 'shredded',
    });
  });

  it('is gone once, with a reason, and only if it was known', async () => {
    const { home, kid } = await homeWithKey();
    const id = home.keyDetails.addCopy(kid, backup).copies[0]?.id ?? '';
    expect(codeOf(() => home.keyDetails.copyGone(kid, id, ''))).toBe('INPUT_INVALID');
    expect(codeOf(() => home.keyDetails.copyGone(kid, 'another', 'r'))).toBe('INPUT_INVALID');
    expect(codeOf(() => home.keyDetails.copyGone(kid, id, 'r'))).toBe('done');
    expect(codeOf(() => home.keyDetails.copyGone(kid, id, 'r'))).toBe('INPUT_INVALID');
  });

  it('needs a place, and there are 200 at most', async () => {
    const { home, kid } = await homeWithKey();
    for (const where of [' ', 'x'.repeat(1025)])
      expect(codeOf(() => home.keyDetails.addCopy(kid, { kind: 'other', where }))).toBe('INPUT_INVALID');
    const [copy] = home.keyDetails.addCopy(kid, backup).copies;
    const copies = Array.from({ length: 199 }, (_, at) => ({ ...copy, id: String(at) })) as never;
    home.store.write(() => home.store.keys.update({ ...home.keys.record(kid), copies }));
    expect(home.keyDetails.addCopy(kid, backup).copies).toHaveLength(200);
    expect(codeOf(() => home.keyDetails.addCopy(kid, backup))).toBe('INPUT_INVALID');
  });
});
