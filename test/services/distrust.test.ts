import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import type { KeySource } from '../../electron/services/key-choice.ts';
import { makeKey, signed } from '../domain/tokens.ts';
import { ENV, KEY_REQUEST, signRequest } from '../fakes/test-home.ts';
import { BANK, NINE, openWatchedHome, type WatchedHome } from '../fakes/watched-home.ts';

const one = makeKey('RS256', 'one');
const two = makeKey('ES256', 'two');
const iat = Date.parse(NINE) / 1000 - 60;
const MINUTE = 60_000;
let opened: WatchedHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const open = async () => (opened = await openWatchedHome([one.jwk, two.jwk]));
const SAID = { env: BANK, kid: 'one', since: NINE, reason: 'case 7', caller: 'Iryna, DCM', callBack: 'by the book' };
function judge(
  { home, clock }: WatchedHome,
  more: { key?: typeof one; at?: number; source?: KeySource; token?: string } = {},
) {
  const { key = one, at = clock.now(), source = { from: 'environment', env: BANK } } = more;
  const token = more.token ?? signed(key, {}, { iat, exp: iat + 1200 });
  const rest = { now: clock.now(), leewaySeconds: 30, profile: 'any', mode: 'jwt', language: 'en' } as const;
  return home.tokenChecks.judge({ token, source, instant: at, ...rest });
}
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'done';
};

describe('a key that DCM disowned', () => {
  it('spoils every token of it, whatever its times, and those of no other key', async () => {
    const opened = await open();
    await opened.home.archive.fetch(BANK);
    expect(judge(opened).checks.find(({ name }) => name === 'key-state')?.result).toBe('not-checked');
    // Stolen later than the token says it was issued: a thief writes that as he likes.
    opened.home.distrustedKeys.add(SAID);
    const verdict = judge(opened);
    expect([verdict.outcome, verdict.code, verdict.issuer]).toEqual(['invalid', 'KEY_COMPROMISED', 'dcm']);
    expect(verdict.headline).toBe("Not to be trusted: signed with DCM's key one, which is stolen.");
    expect(verdict.checks.find(({ name }) => name === 'key-state')).toMatchObject({
      result: 'fail',
      reasonId: 'key-state.disowned',
      reason:
        'DCM said that its key one is stolen since 2026-10-12 09:00:00 UTC: its tokens prove nothing, whatever they say.',
    });
    expect(judge(opened, { at: Date.parse(NINE) - 30_000 }).code).toBe('KEY_COMPROMISED');
    expect(judge(opened, { key: two }).code).toBe('OK');
    expect(judge(opened, { source: { from: 'snapshot', id: 1 } }).code).toBe('KEY_COMPROMISED');
  });

  it('spoils them also after DCM has taken it out of its set; a forgery stays a forgery', async () => {
    const opened = await open();
    await opened.home.archive.fetch(BANK);
    opened.dcm.publish([two.jwk]);
    opened.clock.pass(MINUTE);
    await opened.home.archive.fetch(BANK);
    expect(judge(opened).code).toBe('KEY_UNKNOWN');
    opened.home.distrustedKeys.add(SAID);
    expect(judge(opened).code).toBe('KEY_COMPROMISED');
    const forger = makeKey('RS256', 'one');
    expect(judge(opened, { key: forger }).code).toBe('SIGNATURE_INVALID');
    const [header, , signature] = signed(one, {}, { iat, exp: iat + 1200 }).split('.');
    const payload = Buffer.from(JSON.stringify({ iat, exp: iat + 9999 })).toString('base64url');
    const edited = judge(opened, { token: `${header}.${payload}.${signature}` });
    expect([edited.code, edited.attacks]).toEqual(['SIGNATURE_INVALID', ['edited-after-signing']]);
  });

  it('may be one that was never seen, and is remembered with who said so', async () => {
    const opened = await open();
    const added = opened.home.distrustedKeys.add({ ...SAID, kid: 'never seen' });
    expect(added).toEqual({ ...SAID, kid: 'never seen', notedAt: NINE, lifted: null });
    expect(opened.home.distrustedKeys.list(BANK)).toEqual([added]);
    const [event] = opened.home.store.audit.ofType('key.distrusted');
    expect(event?.payload).toEqual({ ...SAID, kid: 'never seen' });
  });

  it('belongs to its environment: another DCM may have a key of that name', async () => {
    const opened = await open();
    await opened.home.archive.fetch(BANK);
    opened.home.distrustedKeys.add({ ...SAID, env: ENV });
    expect(judge(opened).code).toBe('OK');
  });

  it('is refused without an environment, a reason or a kid, and for a time to come', async () => {
    const { home } = await open();
    const add = (more: Partial<typeof SAID>) => codeOf(() => home.distrustedKeys.add({ ...SAID, ...more }));
    expect(add({ env: 'elsewhere' })).toBe('ENVIRONMENT_UNKNOWN');
    expect(add({ reason: ' ' })).toBe('INPUT_INVALID');
    expect(add({ kid: '' })).toBe('KID_INVALID');
    expect(add({ kid: 'a\u0007' })).toBe('KID_INVALID');
    expect(add({ since: '2026-10-12T09:00:00.001Z' })).toBe('INPUT_INVALID');
    expect(home.distrustedKeys.list()).toEqual([]);
  });

  it('cannot be a key of ours, unless DCM publishes that kid too', async () => {
    const opened = await open();
    const { kid } = await opened.home.keys.generate({ ...KEY_REQUEST, kid: 'ours' });
    const add = () => codeOf(() => opened.home.distrustedKeys.add({ ...SAID, kid }));
    expect(add()).toBe('INPUT_INVALID');
    opened.dcm.publish([{ ...one.jwk, kid }]);
    await opened.home.archive.fetch(BANK);
    expect(add()).toBe('done');
    opened.dcm.publish([one.jwk]);
    opened.clock.pass(MINUTE);
    await opened.home.archive.fetch(BANK);
    const { token } = await opened.home.signing.sign(signRequest(kid));
    expect(judge(opened, { token }).code).toBe('OK');
  });
});

describe('a key that DCM took back', () => {
  const BACK = { env: BANK, kid: 'one', reason: 'another machine', caller: 'Petro, DCM', callBack: 'the contract' };

  it('is judged by its set again, and both calls are kept', async () => {
    const opened = await open();
    await opened.home.archive.fetch(BANK);
    opened.home.distrustedKeys.add(SAID);
    expect(judge(opened).code).toBe('KEY_COMPROMISED');
    opened.clock.pass(MINUTE);
    const lifted = opened.home.distrustedKeys.lift(BACK);
    const { env, kid, ...said } = BACK;
    const at = new Date(opened.clock.now()).toISOString();
    expect(lifted).toEqual({ ...SAID, notedAt: NINE, lifted: { at, ...said } });
    expect([judge(opened).code, judge(opened, { source: { from: 'snapshot', id: 1 } }).code]).toEqual(['OK', 'OK']);
    expect([opened.home.distrustedKeys.list(BANK), opened.home.distrustedKeys.lifted(env)]).toEqual([[], [lifted]]);
    expect(opened.home.archiveHistory.read(BANK).keys.find((one) => one.kid === kid)?.distrustedSince).toBeNull();
    const [event] = opened.home.store.audit.ofType('key.trusted-again');
    expect(event?.payload).toEqual({ ...BACK, since: NINE });
  });

  it('can be called stolen once more', async () => {
    const opened = await open();
    await opened.home.archive.fetch(BANK);
    opened.home.distrustedKeys.add(SAID);
    opened.home.distrustedKeys.lift(BACK);
    opened.home.distrustedKeys.add(SAID);
    expect(judge(opened).code).toBe('KEY_COMPROMISED');
    expect(opened.home.distrustedKeys.lifted(BANK)).toEqual([]);
  });

  it('must be distrusted there, and for a reason it is lifted', async () => {
    const { home } = await open();
    home.distrustedKeys.add(SAID);
    const lift = (more: Partial<typeof BACK>) => codeOf(() => home.distrustedKeys.lift({ ...BACK, ...more }));
    expect([lift({ reason: ' ' }), lift({ kid: 'two' }), lift({ env: ENV })]).toEqual(
      Array.from({ length: 3 }, () => 'INPUT_INVALID'),
    );
    expect([lift({ env: 'elsewhere' }), lift({}), lift({})]).toEqual(['ENVIRONMENT_UNKNOWN', 'done', 'INPUT_INVALID']);
  });
});

describe('a key of another time', () => {
  it('is not called unknown: the verdict says when it was published', async () => {
    const opened = await open();
    await opened.home.archive.fetch(BANK);
    opened.clock.pass(MINUTE);
    await opened.home.archive.fetch(BANK);
    opened.clock.pass(MINUTE);
    opened.dcm.publish([two.jwk]);
    await opened.home.archive.fetch(BANK);
    const verdict = judge(opened);
    expect([verdict.outcome, verdict.code]).toEqual(['undetermined', 'KEY_UNKNOWN']);
    expect(verdict.headline).toBe(
      "Can't tell: DCM's set of 2026-10-12 09:02:00 UTC has no key one; it was seen published from " +
        '2026-10-12 09:00:00 UTC to 2026-10-12 09:01:00 UTC. Next: judge it as of the time when it came.',
    );
    expect(judge(opened, { at: Date.parse(NINE) }).code).toBe('OK');
  });

  it('is judged with a warning at an instant of which nobody saw whether it was still there', async () => {
    const opened = await open();
    await opened.home.archive.fetch(BANK);
    opened.clock.pass(4 * MINUTE);
    opened.dcm.publish([two.jwk]);
    await opened.home.archive.fetch(BANK);
    const warnings = (at: number, key = one) => judge(opened, { at, key }).warnings.map(({ code }) => code);
    expect(warnings(Date.parse(NINE))).toEqual([]);
    expect(warnings(Date.parse(NINE) + MINUTE)).toEqual(['KEY_GONE_LATER']);
    expect(warnings(Date.parse(NINE) + MINUTE, two)).toEqual([]);
    expect(warnings(Date.parse(NINE) - MINUTE)).toEqual(['SNAPSHOT_LATER']);
    expect(warnings(opened.clock.now() + MINUTE, two)).toEqual([]);
  });
});
