import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import { createJwksArchive } from '../../electron/services/jwks-archive.ts';
import { makeKey } from '../domain/tokens.ts';
import { BANK, NINE, openWatchedHome, type WatchedHome } from '../fakes/watched-home.ts';

const MINUTE = 60_000;
const one = makeKey('RS256', 'one').jwk;
const two = makeKey('ES256', 'two').jwk;
let opened: WatchedHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const open = async (...given: Parameters<typeof openWatchedHome>) => (opened = await openWatchedHome(...given));
const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'done';
};
const eventsOf = ({ home }: WatchedHome) =>
  [...home.store.audit.all()].map(({ type }) => type).filter((type) => type.startsWith('snapshot.'));
const times = (list: readonly { readonly firstAt: string; readonly lastAt: string }[]) =>
  list.map(({ firstAt, lastAt }) => `${firstAt.slice(11, 16)}-${lastAt.slice(11, 16)}`);
const bytesOf = (...keys: readonly object[]) => Buffer.from(JSON.stringify({ keys }));

describe('looking at DCM’s keys', () => {
  it('keeps a set once however often it is seen, and until when', async () => {
    const { home, clock } = await open([one]);
    const first = await home.archive.fetch(BANK);
    clock.pass(5 * MINUTE);
    const second = await home.archive.fetch(BANK);
    expect(second).toEqual({ ...first, takenAt: '2026-10-12T09:05:00.000Z' });
    expect(home.archive.list(BANK)).toEqual([second]);
    expect(times(home.archive.sightings(first.id))).toEqual(['09:00-09:05']);
  });

  it('begins a new stretch for another set, and for the first one when it comes back', async () => {
    const { home, clock, dcm } = await open([one]);
    const first = await home.archive.fetch(BANK);
    for (const keys of [[one, two], [one]]) {
      clock.pass(5 * MINUTE);
      dcm.publish(keys);
      await home.archive.fetch(BANK);
    }
    expect(home.archive.list(BANK).map(({ id, kids }) => [id, kids])).toEqual([
      [first.id, ['one']],
      [first.id + 1, ['one', 'two']],
    ]);
    expect(times(home.store.sightings.list(BANK))).toEqual(['09:00-09:00', '09:05-09:05', '09:10-09:10']);
  });

  it('begins a new stretch where the clock was set back: no stretch ends before it begins', async () => {
    const { home, clock } = await open([one]);
    await home.archive.fetch(BANK);
    clock.set('2026-10-12T08:00:00.000Z');
    await home.archive.fetch(BANK);
    expect(times(home.store.sightings.list(BANK))).toEqual(['08:00-08:00', '09:00-09:00']);
  });

  it('notes the certificate of the server, and begins a new stretch for another one', async () => {
    const { home, clock } = await open([one]);
    const certificate = { sha256: 'aa' };
    const exchange = { requestSha256: '', responseSha256: '', serverTime: null, bytes: bytesOf(one), url: 'https://d' };
    const fetchJwks = () => Promise.resolve({ ...exchange, certificateSha256: certificate.sha256 });
    const archive = createJwksArchive({ ...home, history: home.archiveHistory, clock, dcm: { fetchJwks } });
    for (const sha256 of ['aa', 'aa', 'bb']) {
      certificate.sha256 = sha256;
      await archive.look(BANK, { isQuiet: true });
      clock.pass(MINUTE);
    }
    const seen = home.store.sightings.list(BANK).map((one) => `${times([one]).join()} ${one.certificateSha256 ?? ''}`);
    expect(seen).toEqual(['09:00-09:01 aa', '09:02-09:02 bb']);
  });

  it('writes an event for every look that was ordered, and for a quiet one only where something is new', async () => {
    const watched = await open([one]);
    const { home, clock, dcm } = watched;
    await home.archive.fetch(BANK);
    await home.archive.look(BANK, { isQuiet: true });
    await home.archive.fetch(BANK);
    clock.pass(MINUTE);
    dcm.publish([two]);
    await home.archive.look(BANK, { isQuiet: true });
    await home.archive.look(BANK, { isQuiet: true });
    expect(eventsOf(watched)).toEqual(['snapshot.taken', 'snapshot.seen', 'snapshot.taken']);
  });

  it('tells what changed since the last good set, which another process may have seen', async () => {
    const { home, clock, dcm, reopen } = await open([one]);
    expect((await home.archive.look(BANK, { isQuiet: true })).diff).toBeNull();
    const other = reopen();
    clock.pass(MINUTE);
    dcm.publish([one, two]);
    await other.archive.look(BANK, { isQuiet: true });
    clock.pass(MINUTE);
    expect((await home.archive.look(BANK, { isQuiet: true })).diff).toEqual({ added: [], removed: [], changed: [] });
    dcm.publish([two]);
    clock.pass(MINUTE);
    expect((await home.archive.look(BANK, { isQuiet: true })).diff).toMatchObject({ removed: ['one'] });
  });
});

describe('a set that breaks the rules', () => {
  const doubled = JSON.stringify({ keys: [one, one] });

  it('is refused and kept as evidence, and the last good one stays in use', async () => {
    const watched = await open([one]);
    const { home, clock, dcm } = watched;
    const good = await home.archive.fetch(BANK);
    clock.pass(MINUTE);
    dcm.publish(doubled);
    expect(await codeOf(() => home.archive.fetch(BANK))).toBe('JWKS_REFUSED');
    const [bad] = home.archive.list(BANK);
    expect(bad).toMatchObject({ kids: ['one'], problem: expect.stringContaining('one kid twice') as string });
    expect(home.archive.bytes(bad?.id ?? 0).toString()).toBe(doubled);
    expect(home.archive.choose(BANK, clock.now())?.snapshot).toEqual(good);
    expect(home.archive.open(bad?.id ?? 0).set.keys.get('one')?.problem?.code).toBe('KID_DUPLICATE');
    expect(home.archiveHistory.refusedSince(BANK)).toBe('2026-10-12T09:01:00.000Z');
    expect(eventsOf(watched)).toEqual(['snapshot.taken', 'snapshot.refused']);
    clock.pass(MINUTE);
    dcm.publish([one]);
    await home.archive.fetch(BANK);
    expect(home.archiveHistory.refusedSince(BANK)).toBeNull();
  });

  it('is never chosen, also where there is no other', async () => {
    const { home, clock, dcm } = await open([one]);
    dcm.publish(doubled);
    await codeOf(() => home.archive.fetch(BANK));
    expect(home.archive.choose(BANK, clock.now())).toBeNull();
  });

  it.each([
    ['more than 100 keys', Array.from({ length: 101 }, (_, at) => ({ ...one, kid: `k${String(at)}` }))],
    ['a private key', [one, { kty: 'oct', kid: 'k0', k: 'AAAA' }]],
  ])('is kept with %s, and can be judged by when somebody chooses it', async (_what, keys) => {
    const { home, dcm } = await open([one]);
    dcm.publish(keys);
    expect(await codeOf(() => home.archive.fetch(BANK))).toBe('JWKS_REFUSED');
    const [bad] = home.archive.list(BANK);
    expect(bad?.kids).toEqual(keys.map(({ kid }) => kid));
    expect([...home.archive.open(bad?.id ?? 0).set.keys.keys()]).toEqual(bad?.kids);
  });

  it.each(['{"keys":{}}', '{"x":1}'])('that is no set at all is an answer that went wrong: %s', async (text) => {
    const watched = await open([one]);
    watched.dcm.publish(text);
    expect(await codeOf(() => watched.home.archive.fetch(BANK))).toBe('DCM_ANSWER_REFUSED');
    expect([watched.home.archive.list(BANK), eventsOf(watched)]).toEqual([[], []]);
  });

  it('is not kept where it was brought by file', async () => {
    const { home } = await open([one]);
    const file = { bytes: Buffer.from(doubled), source: 'f', takenAt: null };
    expect(await codeOf(() => home.archive.import(BANK, file))).toBe('JWKS_REFUSED');
    expect(home.archive.list(BANK)).toEqual([]);
  });
});

describe('a set that was brought by file', () => {
  it('stands where its bringer says that it was taken, and not at a time to come', async () => {
    const { home, clock } = await open([one]);
    await home.archive.fetch(BANK);
    const file = { bytes: bytesOf(two), source: 'jwks.json' };
    const at = '2026-10-01T00:00:00.000Z';
    expect(home.archive.import(BANK, { ...file, takenAt: at })).toMatchObject({ takenAt: at, trust: 'file' });
    expect(home.archive.choose(BANK, clock.now())?.snapshot.kids).toEqual(['one']);
    expect(home.archive.choose(BANK, Date.parse(NINE) - 1)?.snapshot).toMatchObject({ kids: ['two'], takenAt: at });
    const later = { ...file, takenAt: '2026-10-12T09:00:00.001Z' };
    expect(await codeOf(() => home.archive.import(BANK, later))).toBe('INPUT_INVALID');
  });

  it('that DCM gives as well is the same snapshot, seen in two ways', async () => {
    const { home } = await open([one]);
    const fetched = await home.archive.fetch(BANK);
    const at = '2026-10-01T00:00:00.000Z';
    const brought = home.archive.import(BANK, { bytes: home.archive.bytes(fetched.id), source: 'f', takenAt: at });
    expect(brought).toEqual({ ...fetched, takenAt: at, source: 'f', trust: 'file' });
    expect(home.archive.get(fetched.id)).toEqual(fetched);
    expect(home.archive.choose(BANK, Date.parse(NINE) - 1)?.snapshot.trust).toBe('file');
  });
});

describe('news', () => {
  it('are the changes at DCM that nobody has acknowledged; what an officer brings is none', async () => {
    const { home, clock, dcm } = await open([one]);
    await home.archive.fetch(BANK);
    expect(home.archiveHistory.news(BANK)).toEqual([]);
    for (const keys of [[one, two], [two]]) {
      clock.pass(MINUTE);
      dcm.publish(keys);
      await home.archive.look(BANK, { isQuiet: true });
    }
    expect(home.archiveHistory.news(BANK).map(({ at, diff }) => [at.slice(11, 16), diff])).toEqual([
      ['09:02', { added: [], removed: ['one'], changed: [] }],
      ['09:01', { added: ['two'], removed: [], changed: [] }],
    ]);
    home.archiveHistory.acknowledge(BANK);
    home.archiveHistory.acknowledge(BANK);
    const acknowledged = home.store.audit.ofType('archive.news-acknowledged').map(({ payload }) => payload['kids']);
    expect(acknowledged).toEqual([['one', 'two']]);
    clock.pass(MINUTE);
    home.archive.import(BANK, { bytes: bytesOf(one), source: 'f', takenAt: null });
    expect(home.archiveHistory.news(BANK)).toEqual([]);
    clock.pass(MINUTE);
    await home.archive.look(BANK, { isQuiet: true });
    expect(home.archiveHistory.news(BANK)).toMatchObject([{ diff: { added: ['two'], removed: ['one'] } }]);
  });
});
