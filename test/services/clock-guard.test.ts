import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { ENV, KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

const SAID = { source: 'radio clock in room 5', reason: 'T-1' };
const DAY_MS = 86_400_000;

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

function testHome(): TestHome {
  if (opened === null) throw new Error('no home is open');
  return opened;
}

/** A home whose clock can be set: wall and monotonic time go on together unless one of them is moved alone. */
async function openAt() {
  const base = Date.now();
  const time = { wallMs: 0, monotonicMs: 0 };
  const clock = { now: () => base + time.wallMs, monotonicMs: () => time.monotonicMs };
  const memory = createMemoryKeychain();
  const meanwhile = { act: () => undefined as unknown };
  const watched: Keychain = {
    ...memory,
    async read(account) {
      meanwhile.act();
      return await memory.read(account);
    },
  };
  opened = await openTestHome({ clock, openKeychain: () => watched });
  const { home, practice } = opened;
  const { kid } = await home.keys.generate(KEY_REQUEST);
  const sign = async (): Promise<unknown> =>
    await home.signing.sign(signRequest(kid)).then(
      () => 'done',
      (error: unknown) => (error instanceof AppError ? error.code : error),
    );
  const pass = (ms: number) => {
    time.wallMs += ms;
    time.monotonicMs += ms;
  };
  return { home, practice, sign, pass, time, meanwhile, kid };
}

const doubtsOf = (home: Home) => home.clockGuard.state(ENV).doubts.map(({ kind }) => kind);
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

describe('a clock behind the trail', () => {
  it('stops signing from 5 seconds on, and the event that it contradicts is named', async () => {
    const { home, sign, pass, time } = await openAt();
    pass(60_000);
    expect(await sign()).toBe('done');
    const { seq } = home.store.audit.head() ?? {};
    time.wallMs -= 5000;
    time.monotonicMs -= 5000;
    expect(await sign()).toBe('done');
    pass(-6000);
    expect(await sign()).toBe('CLOCK_SUSPECT');
    expect(home.clockGuard.state(ENV).doubts).toMatchObject([{ kind: 'behind-trail', auditSeq: seq }]);
  });

  it('is not forgotten because something else was recorded since, nor by the next start', async () => {
    const { home, sign, pass } = await openAt();
    pass(-3_600_000);
    home.trail.note('command.run', { command: 'planted' });
    expect(await sign()).toBe('CLOCK_SUSPECT');
    const again = opened?.reopen();
    expect(again && doubtsOf(again)).toEqual(['behind-trail']);
  });

  it('stops a signature whose keychain answered after the clock was set back', async () => {
    const { home, sign, pass, meanwhile, kid } = await openAt();
    meanwhile.act = () => {
      meanwhile.act = () => undefined;
      pass(-3_600_000);
    };
    expect(await sign()).toBe('CLOCK_SUSPECT');
    expect(home.store.signed.countByKid(kid)).toBe(0);
  });

  it('is taken back by an officer who names the source, once, and stands in the trail', async () => {
    const { home, sign, pass } = await openAt();
    expect(codeOf(() => home.clockGuard.confirm(SAID))).toBe('INPUT_INVALID');
    pass(-3_600_000);
    expect(codeOf(() => home.clockGuard.confirm({ ...SAID, source: ' ' }))).toBe('INPUT_INVALID');
    expect(codeOf(() => home.clockGuard.confirm({ ...SAID, reason: '' }))).toBe('INPUT_INVALID');
    expect(home.clockGuard.confirm(SAID)).toMatchObject({ isTrusted: true, confirmed: SAID });
    expect(home.store.audit.head()).toMatchObject({
      type: 'clock.confirmed',
      payload: { ...SAID, doubts: ['behind-trail'] },
    });
    expect(await sign()).toBe('done');
    pass(-3_600_000);
    expect(await sign()).toBe('CLOCK_SUSPECT');
    expect(home.seal.verify(null).ok).toBe(true);
  });
});

describe('a clock that was moved while the app ran', () => {
  it('is doubted by more than 5 seconds back, or a day forward, until DCM agrees with it', async () => {
    const { home, sign, time } = await openAt();
    time.monotonicMs += 6000;
    expect([doubtsOf(home), await sign()]).toEqual([['moved'], 'CLOCK_SUSPECT']);
    await home.dcmChecks.listAtDcm(ENV);
    expect([doubtsOf(home), await sign()]).toEqual([[], 'done']);
    // A laptop sleeps over night, and its monotonic clock with it.
    time.wallMs += DAY_MS;
    expect(doubtsOf(home)).toEqual([]);
    time.wallMs += 1;
    expect(doubtsOf(home)).toEqual(['moved']);
    expect(home.clockGuard.confirm(SAID).doubts).toEqual([]);
  });
});

describe('a clock that DCM contradicts', () => {
  const lie = async (test: TestHome, seconds: number): Promise<void> => {
    await test.home.practice.setDateError(test.practice.baseUrl, seconds);
    await test.home.dcmChecks.listAtDcm(ENV);
  };

  it.each([
    [29, []],
    [-29, []],
    [32, ['differs-from-dcm']],
    [-32, ['differs-from-dcm']],
    [86_400, ['differs-from-dcm']],
  ])('by %i seconds gives %j', async (seconds, doubts) => {
    const { home } = await openAt();
    await lie(testHome(), seconds);
    expect(doubtsOf(home)).toEqual(doubts);
    expect(Math.abs((home.clockGuard.state(ENV).measures[0]?.offsetMs ?? 0) - seconds * 1000)).toBeLessThan(1500);
  });

  it('signs nothing, not even a probe, until DCM agrees or an officer has said that the clock is right', async () => {
    const { home, sign, kid } = await openAt();
    await lie(testHome(), 60);
    expect(await sign()).toBe('CLOCK_SUSPECT');
    await expect(home.signing.signProbe(kid, ENV)).rejects.toMatchObject({ code: 'CLOCK_SUSPECT' });
    expect(opened?.reopen().clockGuard.state(ENV).isTrusted).toBe(false);
    await lie(testHome(), 0);
    expect(await sign()).toBe('done');
  });

  it('a confirmation covers the deviation that was known, not a larger one, and not the next one', async () => {
    const { home, sign } = await openAt();
    await lie(testHome(), 60);
    home.clockGuard.confirm(SAID);
    expect(await sign()).toBe('done');
    await lie(testHome(), 75);
    expect(await sign()).toBe('done');
    await lie(testHome(), 120);
    expect(await sign()).toBe('CLOCK_SUSPECT');
    home.clockGuard.confirm(SAID);
    await lie(testHome(), 0);
    await lie(testHome(), 120);
    expect(await sign()).toBe('CLOCK_SUSPECT');
  });

  it('another DCM’s answer counts where the own one has not answered; one of a removed environment does not', async () => {
    const { home } = await openAt();
    await lie(testHome(), 60);
    expect(home.clockGuard.state('elsewhere').isTrusted).toBe(false);
    home.store.write(() => home.store.environments.remove(ENV));
    expect(home.clockGuard.state('elsewhere').isTrusted).toBe(true);
  });
});

describe('an answer says nothing of time', () => {
  const answer = { serverTime: Date.now() + 3_600_000, isCached: false };

  it('from a cache, without a date, after a long way, or without TLS; but otherwise it does', async () => {
    const { home, time } = await openAt();
    const { clockGuard } = home;
    const environment = home.environments.get(ENV);
    const plain = { ...environment, kind: 'stage' as const };
    clockGuard.timeCall(environment)({ ...answer, isCached: true });
    clockGuard.timeCall(environment)({ ...answer, serverTime: null });
    clockGuard.timeCall(plain)(answer);
    const slow = clockGuard.timeCall(environment);
    time.monotonicMs += 10_001;
    time.wallMs += 10_001;
    slow(answer);
    expect(clockGuard.state(ENV)).toMatchObject({ isTrusted: true, measures: [] });
    clockGuard.timeCall({ ...plain, baseUrl: 'https://dcm.example' })(answer);
    expect(clockGuard.state(ENV).isTrusted).toBe(false);
  });
});
