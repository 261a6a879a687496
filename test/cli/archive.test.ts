import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenSnapshot } from '../../electron/cli/seen-snapshot.ts';
import type { JwksDiff, PublishedKey } from '../../shared/model/sighting.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import { DCM_LINES } from '../../shared/text/dcm-lines.ts';
import { makeKey, signed } from '../domain/tokens.ts';
import { type JwksServer, startJwksServer } from '../fakes/jwks-server.ts';
import { openSigningHome, type SigningHome } from './signing-home.ts';

const one = makeKey('RS256', 'one');
const two = makeKey('ES256', 'two');
const iat = Math.floor(Date.now() / 1000);
const token = signed(one, {}, { iat, exp: iat + 1200 });
let desk: SigningHome;
let dcm: JwksServer;

beforeAll(async () => {
  desk = await openSigningHome();
  dcm = await startJwksServer([one.jwk]);
  const guid = '6f9619ff-8b86-d011-b42d-00cf4fc964ff';
  await run('env', 'add', 'bank', '--base-url', dcm.baseUrl, '--counterparty', guid, '--kind', 'practice');
}, 60_000);
afterAll(async () => {
  await dcm.stop();
  await desk.close();
});
const run = (...argv: readonly string[]) => desk.home.run([...argv, '--json']);
const watch = async (): Promise<readonly unknown[]> => {
  const { code, json } = await run('dcm', 'watch', '--env', 'bank', '--once');
  return [code, json<JwksDiff>()];
};
const verify = async (...argv: readonly string[]) => {
  const { code, json } = await run('token', 'verify', '--env', 'bank', token, ...argv);
  return [code, json<Verdict>().code];
};

describe('dcm watch --once', { timeout: 60_000 }, () => {
  it('has nothing to compare the first look with, and says so', async () => {
    const { code, stderr, json } = await run('dcm', 'watch', '--env', 'bank', '--once');
    expect([code, json()]).toEqual([0, { added: [], removed: [], changed: [] }]);
    expect(stderr).toContain('the first look');
  });

  it('exits with 1 when kids were added, removed or changed since the last snapshot, and with 0 when not', async () => {
    expect(await watch()).toEqual([0, { added: [], removed: [], changed: [] }]);
    dcm.publish([one.jwk, two.jwk]);
    expect(await watch()).toEqual([1, { added: ['two'], removed: [], changed: [] }]);
    dcm.publish([one.jwk]);
    expect(await watch()).toEqual([1, { added: [], removed: ['two'], changed: [] }]);
    dcm.publish([{ ...two.jwk, kid: 'one' }]);
    expect(await watch()).toEqual([1, { added: [], removed: [], changed: ['one'] }]);
    dcm.publish([one.jwk]);
    expect(await watch()).toEqual([1, { added: [], removed: [], changed: ['one'] }]);
    expect(await watch()).toEqual([0, { added: [], removed: [], changed: [] }]);
  });

  it('is told by dcm jwks what it will not see any more, because that was the look before', async () => {
    dcm.publish([one.jwk, two.jwk]);
    const { code, stderr } = await run('dcm', 'jwks', '--env', 'bank');
    expect([code, stderr]).toEqual([0, expect.stringMatching(/added +two\n.*call DCM/su)]);
    dcm.publish([one.jwk]);
    expect((await run('dcm', 'jwks', '--env', 'bank')).stderr).toContain('others than at the last look');
    expect((await run('dcm', 'jwks', '--env', 'bank')).stderr).not.toContain('others');
    expect(await watch()).toEqual([0, { added: [], removed: [], changed: [] }]);
  });

  it('tells a bad set and a DCM that fails from a change: 4, and the last good set stays in use', async () => {
    dcm.publish([one.jwk, one.jwk]);
    const { code, json } = await run('dcm', 'watch', '--env', 'bank', '--once');
    expect([code, json()]).toMatchObject([4, { error: { code: 'DCM_ANSWER_REFUSED' } }]);
    expect((await run('dcm', 'jwks', '--env', 'bank')).code).toBe(4);
    const [bad] = (await run('snapshot', 'list')).json<Snapshot[]>();
    expect(bad?.problem).toContain('one kid twice');
    expect(await verify()).toEqual([0, 'OK']);
    const chosen = await run('token', 'verify', '--snapshot', String(bad?.id), token);
    expect([chosen.code, chosen.json<Verdict>().code]).toEqual([1, 'KEY_UNUSABLE']);
    dcm.publish(null);
    expect((await run('dcm', 'watch', '--env', 'bank', '--once')).code).toBe(4);
    dcm.publish([one.jwk]);
    expect((await watch())[0]).toBe(0);
  });

  it('is refused without --once and without an environment', async () => {
    expect((await run('dcm', 'watch', '--env', 'bank')).code).toBe(2);
    expect((await run('dcm', 'watch', '--once')).code).toBe(2);
  });
});

describe('the archive', { timeout: 60_000 }, () => {
  it('takes a set from standard input, at the time that is said; one of a time to come is refused', async () => {
    const input = JSON.stringify({ keys: [two.jwk] });
    const at = ['--taken-at', '2026-01-01T02:00:00+02:00'];
    const { code, json } = await desk.home.run(['snapshot', 'import', '-', '--env', 'bank', ...at, '--json'], {
      input,
    });
    const snapshot = json<Snapshot>();
    expect([code, snapshot]).toMatchObject([
      0,
      { takenAt: '2026-01-01T00:00:00.000Z', source: 'standard input', trust: 'file', kids: ['two'] },
    ]);
    const shown = await run('snapshot', 'show', String(snapshot.id));
    expect(shown.json()).toEqual({ ...snapshot, firstSeenAt: snapshot.takenAt, lastSeenAt: snapshot.takenAt });
    const file = join(desk.folder, 'set.json');
    writeFileSync(file, input);
    const later = await run('snapshot', 'import', file, '--env', 'bank', '--taken-at', '2999-01-01T00:00:00Z');
    expect([later.code, later.json()]).toMatchObject([2, { error: { code: 'INPUT_INVALID' } }]);
  });

  it('keeps a set once, with the time of each look in what the look gives', async () => {
    const before = (await run('snapshot', 'list')).json<Snapshot[]>().length;
    const [first, second] = [await run('dcm', 'jwks', '--env', 'bank'), await run('dcm', 'jwks', '--env', 'bank')];
    const [was, is] = [first.json<SeenSnapshot>(), second.json<SeenSnapshot>()];
    expect(Date.parse(is.takenAt)).toBeGreaterThan(Date.parse(was.takenAt));
    expect({ ...is, takenAt: was.takenAt, lastSeenAt: was.lastSeenAt }).toEqual(was);
    const list = (await run('snapshot', 'list')).json<Snapshot[]>();
    expect([list.length, list[0]]).toEqual([before, is]);
  });

  it('compares two snapshots, and tells when each key was seen published', async () => {
    const list = (await run('snapshot', 'list')).json<Snapshot[]>().filter(({ env }) => env === 'bank');
    const idOf = (kids: string) => String(list.find((snapshot) => snapshot.kids.join(' ') === kids)?.id);
    const diff = await run('snapshot', 'diff', idOf('one'), idOf('one two'));
    expect([diff.code, diff.json()]).toEqual([0, { added: ['two'], removed: [], changed: [] }]);
    expect((await run('snapshot', 'diff', '1', '999')).code).toBe(2);
    const { keys } = (await run('snapshot', 'history', '--env', 'bank')).json<{ keys: PublishedKey[] }>();
    const listed = keys.filter(({ isListedNow }) => isListedNow);
    expect(listed).toMatchObject([{ kid: 'one', distrustedSince: null }]);
    const gone = keys.find(({ kid }) => kid === 'two');
    expect(gone?.spans[0]).toEqual({ from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' });
  });
});

describe('dcm distrust', { timeout: 60_000 }, () => {
  const said = ['--since', '2026-01-01T00:00:00Z', '--reason', 'DCM called'];
  it('makes tokens of that key KEY_COMPROMISED from now on', async () => {
    expect(await verify()).toEqual([0, 'OK']);
    const { code, json, stderr } = await run('dcm', 'distrust', 'one', '--env', 'bank', ...said, '--caller', 'Iryna');
    expect([code, json()]).toEqual([0, { kid: 'one', since: '2026-01-01T00:00:00.000Z' }]);
    expect(await verify()).toEqual([1, 'KEY_COMPROMISED']);
    const misspelt = await run('dcm', 'distrust', 'onne', '--env', 'bank', ...said);
    expect([misspelt.code, misspelt.stderr.includes('has ever had a key onne')]).toEqual([0, true]);
    expect(stderr).not.toContain('has ever had');
    expect((await run('dcm', 'trust-again', 'onne', '--env', 'bank', '--reason', 'misspelt')).code).toBe(0);
    expect((await run('dcm', 'distrusted')).json()).toMatchObject([{ kid: 'one', caller: 'Iryna', callBack: null }]);
  });

  it('ends when DCM takes it back', async () => {
    const back = ['dcm', 'trust-again', 'one', '--env', 'bank'] as const;
    expect((await run(...back)).code).toBe(2);
    const { code, json } = await run(...back, '--reason', 'another machine', '--call-back', 'the contract');
    expect([code, json()]).toMatchObject([0, { kid: 'one', since: '2026-01-01T00:00:00.000Z' }]);
    expect(await verify()).toEqual([0, 'OK']);
    expect((await run('dcm', 'distrusted')).json()).toEqual([]);
    const again = await run(...back, '--reason', 'twice');
    expect([again.code, again.json()]).toMatchObject([2, { error: { code: 'INPUT_INVALID' } }]);
    expect((await run('dcm', 'distrust', 'one', '--env', 'bank', ...said)).code).toBe(0);
  });

  it('takes a kid that was never seen, and one that begins with a dash; never a key of ours', async () => {
    expect((await run('dcm', 'distrust', '-x', '--env', 'bank', ...said)).code).toBe(0);
    const ours = await run('dcm', 'distrust', desk.kid, '--env', 'bank', ...said);
    expect([ours.code, ours.json()]).toMatchObject([
      2,
      { error: { hint: expect.stringContaining('key state') as string } },
    ]);
    expect((await run('dcm', 'distrust', 'one', '--env', 'bank', '--reason', 'r')).code).toBe(2);
  });
});

describe('judging in the terminal', { timeout: 60_000 }, () => {
  it('never asks DCM, also for a kid that is in no set', async () => {
    const before = dcm.asked();
    const unknown = signed(one, { kid: 'nobody knows' }, {});
    expect((await run('token', 'verify', '--env', 'bank', unknown)).code).toBe(6);
    expect(dcm.asked()).toBe(before);
  });
});

describe('the language of the terminal', { timeout: 60_000 }, () => {
  it('is that of --lang wherever environments and DCM are spoken of', async () => {
    const said = async (...argv: readonly string[]) => {
      const { stdout, stderr } = await desk.home.run([...argv, '--lang', 'uk']);
      return `${stderr}${stdout}`;
    };
    const bank = ['--env', 'bank'];
    expect(await said('dcm', 'jwks', ...bank)).toMatch(/знімок \d+ середовища bank: one/u);
    expect(await said('dcm', 'distrusted', ...bank)).toContain('one');
    const back = await said('dcm', 'trust-again', 'one', ...bank, '--reason', 'drill');
    expect(back).toContain('токени ключа DCM one знову перевіряються за набором DCM');
    const since = ['--since', '2026-01-01T00:00:00Z', '--reason', 'drill'];
    const unseen = await said('dcm', 'distrust', 'onne', ...bank, ...since);
    expect(unseen).toMatch(/ключа onne ніколи не було[^]*KEY_COMPROMISED/u);
    expect(await said('snapshot', 'diff', '1', '1')).toContain('ті самі ключі');
    expect(await said('env', 'remove', 'bank')).toContain('вилучено середовище bank');
  });

  it('has every line in both', () => {
    for (const name of Object.keys(DCM_LINES.en) as (keyof typeof DCM_LINES.en)[]) {
      const [en, uk] = [DCM_LINES.en[name], DCM_LINES.uk[name]].map((line) =>
        typeof line === 'string' ? line : line('a', 'b', 'c'),
      );
      expect(en, name).not.toMatch(/[а-яіїєґ]/iu);
      expect(uk, name).toMatch(/[а-яіїєґ]/iu);
    }
  });
});
