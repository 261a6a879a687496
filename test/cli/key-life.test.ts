import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHome, runTerminal, type TestHome } from './run-terminal.ts';

let home: TestHome;
beforeAll(() => {
  home = createTestHome();
});
afterAll(() => home.erase());

const make = async (...argv: string[]): Promise<string> =>
  (await home.run(['key', 'generate', '--bits', '2048', '--json', ...argv])).json<{ kid: string }>().kid;
const state = (kid: string, to: string, ...more: string[]) =>
  home.run(['key', 'state', kid, '--to', to, '--reason', 'drill', '--json', ...more], { passphrase: null });

describe('the life of a key in the terminal', () => {
  it('goes from state to state without opening the keychain, and refuses other moves with 7', async () => {
    const kid = await make();
    expect((await state(kid, 'suspended')).json()).toMatchObject({ kid, state: 'suspended' });
    expect((await state(kid, 'active')).json()).toMatchObject({ state: 'active' });
    const refused = await state(kid, 'draft');
    expect([refused.code, refused.json()]).toMatchObject([7, { error: { code: 'STATE_MOVE_REFUSED' } }]);
    expect((await state(kid, 'somewhere')).code).toBe(2);
    expect((await home.run(['key', 'state', kid, '--to', 'retired', '--json'])).code).toBe(2);
    const since = '2026-11-01T03:00:00Z';
    expect((await state(kid, 'compromised', '--since', since)).json()).toMatchObject({
      compromisedSince: '2026-11-01T03:00:00.000Z',
    });
  });

  it('deletes after the waiting time, calls off, and wants a yes', async () => {
    const kid = await make();
    const remove = (...argv: string[]) => home.run(['key', 'delete', kid, '--json', ...argv]);
    expect((await remove('--reason', 'r')).code).toBe(2);
    expect((await remove('--reason', 'r', '--yes')).json()).toMatchObject({ error: { code: 'STATE_MOVE_REFUSED' } });
    await state(kid, 'retired');
    expect((await remove('--reason', 'r', '--yes', '--now')).code).toBe(7);
    expect((await remove('--reason', 'r', '--yes')).json()).toMatchObject({ state: 'delete-scheduled' });
    expect((await remove('--cancel')).json()).toMatchObject({ state: 'retired' });
    await state(kid, 'compromised');
    expect((await remove('--reason', 'r', '--yes')).json()).toMatchObject({ state: 'deleted' });
    expect((await home.run(['audit', 'verify', '--json'])).json()).toMatchObject({ ok: true });
  });
});

describe('a passport in the terminal', () => {
  it('is written once, verified with no home, and refused when a figure in it was changed', async () => {
    const kid = await make();
    const file = `${home.path}/../passport.json`;
    expect((await home.run(['passport', kid, '--out', file])).code).toBe(0);
    expect((await home.run(['passport', kid, '--out', file])).code).toBe(2);
    const { evidenceKey } = (await home.run(['audit', 'verify', '--json'])).json<{ evidenceKey: string }>();
    const verified = await runTerminal(['passport', 'verify', file, '--trust', evidenceKey, '--json']);
    expect([verified.code, verified.json()]).toMatchObject([0, { ok: true, kid, signer: 'known' }]);
    const other = ['passport', 'verify', file, '--trust', 'A'.repeat(43)];
    const byOther = await runTerminal(other);
    expect([byOther.code, byOther.stdout.trim()]).toEqual([
      1,
      `intact, but it is not signed by the evidence key that is trusted: its own is ${evidenceKey}`,
    ]);
    const told = (await runTerminal([...other, '--json'])).json();
    const problem = 'it is not signed by the evidence key that is trusted';
    expect(told).toMatchObject({ ok: false, kid, signer: 'unknown', evidenceKey, problem });
    writeFileSync(file, readFileSync(file, 'utf8').replace('"total": 0', '"total": 1'));
    const changed = await runTerminal(['passport', 'verify', file, '--json']);
    expect([changed.code, changed.json()]).toMatchObject([5, { ok: false }]);
  });
});
