import { afterEach, describe, expect, it } from 'vitest';
import type { KeySource } from '../../electron/services/key-choice.ts';
import { makeKey, signed } from '../domain/tokens.ts';
import { KEY_REQUEST, signRequest } from '../fakes/test-home.ts';
import { BANK, NINE, openWatchedHome, type WatchedHome } from '../fakes/watched-home.ts';

const removed = makeKey('ES256', 'removed');
const other = makeKey('ES256', 'other');
const nine = Date.parse(NINE);
const HOUR = 3_600_000;
let opened: WatchedHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const token = signed(removed, {}, { iat: nine / 1000, exp: nine / 1000 + 1200 });
const FROM_BANK: KeySource = { from: 'environment', env: BANK };
const OWN: KeySource = { from: 'own' };

function judge(
  { home, clock }: WatchedHome,
  at: number,
  given = token,
  source = FROM_BANK,
  language: 'en' | 'uk' = 'en',
) {
  const rest = { leewaySeconds: 30, profile: 'any', mode: 'jwt', language, now: clock.now() } as const;
  return home.tokenChecks.judge({ token: given, source, instant: at, ...rest });
}
const codesOf = (...given: Parameters<typeof judge>) => judge(...given).warnings.map(({ code }) => code);

/** Looked at 09:00 with the key and at 12:00 without it; it is 12:00. */
async function openAfterRemoval(): Promise<WatchedHome> {
  opened = await openWatchedHome([removed.jwk, other.jwk]);
  await opened.home.archive.fetch(BANK);
  opened.clock.pass(3 * HOUR);
  opened.dcm.publish([other.jwk]);
  await opened.home.archive.fetch(BANK);
  return opened;
}

describe('a token of a key that DCM has removed', () => {
  it('verifies as of its time, and the headline names the source of the keys and their age', async () => {
    const home = await openAfterRemoval();
    const verdict = judge(home, nine + 300_000);
    expect([verdict.outcome, verdict.issuer, verdict.snapshot?.takenAt]).toEqual(['valid', 'dcm', NINE]);
    expect(verdict.headline).toBe(
      "Genuine: signed by DCM's key removed, in force on 2026-10-12 09:05:00 UTC. " +
        "Judged by DCM's keys as fetched 5 min before.",
    );
    expect(judge(home, nine + 300_000, token, FROM_BANK, 'uk').headline).toMatch(/отриманими за 5 хв до того\.$/u);
    // Nobody looked between the two.
    expect(verdict.warnings.map(({ code }) => code)).toEqual(['KEY_GONE_LATER']);
  });

  it('cannot be told outside of the time in which the key was seen', async () => {
    const home = await openAfterRemoval();
    const now = judge(home, home.clock.now());
    expect([now.outcome, now.code]).toEqual(['undetermined', 'KEY_UNKNOWN']);
    expect(now.headline).toMatch(/Next: judge it as of the time when it came\.$/u);
    const later = judge(home, home.clock.now() + HOUR);
    expect([later.outcome, later.code]).toEqual(['undetermined', 'KEY_UNKNOWN']);
    expect(later.headline).toMatch(/Next: find out when the token came\.$/u);
  });

  it('is judged by the earliest set where nobody had looked yet, and that is said twice', async () => {
    const home = await openAfterRemoval();
    const verdict = judge(home, nine - 2 * HOUR, signed(removed, {}, {}));
    expect([verdict.outcome, verdict.warnings[0]?.code]).toEqual(['valid', 'SNAPSHOT_LATER']);
    expect(verdict.headline).toMatch(/Judged by DCM's keys as fetched only 2 h later\.$/u);
  });
});

describe('the evidence', () => {
  it('is named by its age also of now, once it is older than a day, and by the file that brought it', async () => {
    const home = await openAfterRemoval();
    const fresh = signed(other, {}, {});
    expect(judge(home, home.clock.now(), fresh).headline).not.toMatch(/Judged by/u);
    home.clock.pass(50 * HOUR);
    expect(judge(home, home.clock.now(), fresh).headline).toMatch(/as fetched 2 days ago\.$/u);
    const bytes = Buffer.from(JSON.stringify({ keys: [other.jwk] }));
    home.home.archive.import(BANK, { bytes, source: 'jwks.json', takenAt: null });
    home.clock.pass(HOUR);
    const at = home.clock.now() - HOUR / 2;
    expect(judge(home, at, fresh).headline).toMatch(/as brought by file 30 min before\.$/u);
  });
});

describe('what became known later', () => {
  it('spoils a token of DCM all the same, and says that nobody here knew', async () => {
    const home = await openAfterRemoval();
    const said = { env: BANK, kid: 'removed', since: NINE, reason: 'case 7', caller: 'Iryna', callBack: 'by the book' };
    home.home.distrustedKeys.add(said);
    const verdict = judge(home, nine + HOUR);
    expect([verdict.outcome, verdict.code]).toEqual(['invalid', 'KEY_COMPROMISED']);
    expect(verdict.headline).toMatch(/which is stolen; nobody here knew that on 2026-10-12 10:00:00 UTC\./u);
    expect(verdict.checks.find(({ name }) => name === 'key-state')?.reason).toMatch(
      /Nobody here knew at the judged instant: it became known on 2026-10-12 12:00:00 UTC\.$/u,
    );
    expect(judge(home, home.clock.now()).headline).not.toMatch(/nobody here knew/u);
  });

  it('spoils a token of ours all the same', async () => {
    const home = await openAfterRemoval();
    const { kid } = await home.home.keys.generate({ ...KEY_REQUEST, kid: 'ours' });
    const { token: probe } = await home.home.signing.sign(signRequest(kid));
    const signedAt = home.clock.now();
    home.clock.pass(HOUR);
    home.home.keyLife.move(kid, 'compromised', { reason: 'stolen', since: new Date(signedAt - HOUR).toISOString() });
    const verdict = judge(home, signedAt, probe, OWN);
    expect([verdict.code, verdict.signedHere?.reason]).toEqual(['KEY_COMPROMISED', 'ticket 1']);
    expect(verdict.headline).toMatch(/nobody here knew that on/u);
  });
});

describe('a key of ours', () => {
  it('is judged by its state of that instant', async () => {
    const home = await openAfterRemoval();
    const { kid } = await home.home.keys.generate({ ...KEY_REQUEST, kid: 'ours' });
    const { token: mine } = await home.home.signing.sign(signRequest(kid));
    const made = home.clock.now();
    home.clock.pass(HOUR);
    home.home.keyLife.move(kid, 'suspended', { reason: 'holiday', since: null });
    home.clock.pass(HOUR);
    const stateOf = (at: number) => judge(home, at, mine, OWN).checks.find(({ name }) => name === 'key-state')?.reason;
    expect(codesOf(home, made, mine, OWN)).toEqual([]);
    expect(stateOf(made)).toBe('Our key was active then and is not known to be stolen.');
    expect(codesOf(home, home.clock.now(), mine, OWN)).toEqual(['KEY_NOT_ACTIVE']);
    expect(stateOf(home.clock.now())).toBe('Our key is suspended and not known to be stolen.');
    home.home.keyLife.move(kid, 'active', { reason: 'back', since: null });
    const then = judge(home, made + HOUR + 1, mine, OWN);
    expect(then.warnings[0]).toMatchObject({
      code: 'KEY_NOT_ACTIVE',
      message: expect.stringContaining('was suspended'),
    });
    expect(codesOf(home, made - HOUR, mine, OWN)).toEqual(['KEY_MADE_LATER']);
  });
});
