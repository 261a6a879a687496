import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeHome, systemAdapters, systemClock } from '../../electron/compose.ts';
import { createTestHome, type Ended, runTerminal, type TestHome } from './run-terminal.ts';

let home: TestHome;
let other: TestHome;
let kid = '';
beforeAll(async () => {
  [home, other] = [createTestHome(), createTestHome()];
  kid = await make(home);
  await make(other);
}, 60_000);
afterAll(() => {
  home.erase();
  other.erase();
});

const make = async (where: TestHome): Promise<string> =>
  (await where.run(['key', 'generate', '--bits', '2048', '--json'])).json<{ kid: string }>().kid;
const vaultOf = ({ path }: TestHome) => join(path, 'vault.json');
/** Without a passphrase: whoever opens the vault all the same ends with 3. */
const closed = (...argv: string[]): Promise<Ended> =>
  runTerminal([...argv, '--home', home.path, '--json'], { passphrase: null });
const codeOf = (ended: Ended): unknown => ended.json<{ error: { code: string } }>().error.code;

/** Orders a deletion as it was ordered eight days ago. */
async function deleteEightDaysAgo(one: string): Promise<void> {
  const clock = { ...systemClock, now: () => Date.now() - 8 * 86_400_000 };
  const options = { use: 'write', door: 'terminal', keychain: null, fallbackKeychain: null } as const;
  const askPassphrase = () => Promise.reject(new Error('the vault stays closed'));
  const opened = composeHome(
    { ...options, path: home.path, askPassphrase, isOnline: () => false },
    { ...systemAdapters, clock },
  );
  opened.keyLife.move(one, 'retired', { reason: 'r', since: null });
  await opened.keyLife.delete(one, { reason: 'r', isNow: false });
  await opened.close();
}

describe('key check', () => {
  it('ends with 0 where the private half is there, and with 3 where it is gone, and says the same again', async () => {
    const found = await home.run(['key', 'check', kid, '--json']);
    expect([found.code, found.json()]).toMatchObject([0, { kid, unavailableSince: null }]);
    const before = readFileSync(vaultOf(home));
    const later = await make(home);
    const after = readFileSync(vaultOf(home));
    writeFileSync(vaultOf(home), before);
    for (let time = 0; time < 2; time += 1) {
      const gone = await home.run(['key', 'check', later, '--json']);
      expect([gone.code, gone.json()]).toMatchObject([3, { kid: later, unavailableSince: expect.any(String) }]);
    }
    writeFileSync(vaultOf(home), after);
    expect((await home.run(['key', 'check', later, '--json'])).json()).toMatchObject({ unavailableSince: null });
    const events = (await closed('audit', 'export')).stdout.match(/key\.(?:un)?available/gu);
    expect(events).toEqual(['key.unavailable', 'key.available']);
  });

  it('knows only keys that are kept here: 2', async () => {
    expect((await home.run(['key', 'check', 'nobody', '--json'])).code).toBe(2);
  });
});

describe('key delete --due', () => {
  it('deletes what is due and nothing else, and says which in one list', async () => {
    expect((await closed('key', 'delete', '--due')).json()).toEqual([]);
    const [due, waiting] = [await make(home), await make(home)];
    await deleteEightDaysAgo(due);
    await closed('key', 'state', waiting, '--to', 'retired', '--reason', 'r');
    await closed('key', 'delete', waiting, '--reason', 'r', '--yes');
    const reminded = await home.run(['key', 'check', kid]);
    expect([reminded.code, reminded.stderr]).toEqual([0, expect.stringContaining(`due for deletion: ${due}\n`)]);
    const quiet = await runTerminal(['key', 'list', '--home', home.path]);
    expect(quiet.stderr).not.toContain('due for deletion');
    const ended = await home.run(['key', 'delete', '--due', '--json']);
    expect([ended.code, ended.json()]).toMatchObject([0, [{ kid: due, state: 'deleted' }]]);
    expect((await closed('key', 'show', waiting)).json()).toMatchObject({ state: 'delete-scheduled' });
    expect((await closed('key', 'delete', '--due')).json()).toEqual([]);
    const noted = (await closed('audit', 'export')).stdout.match(/command\W+key delete/gu);
    expect(noted).toHaveLength(2);
  });

  it('stands alone: 2', async () => {
    expect((await closed('key', 'delete', kid, '--due')).code).toBe(2);
    expect((await closed('key', 'delete', '--due', '--yes')).code).toBe(2);
    expect((await closed('key', 'delete')).code).toBe(2);
  });
});

describe('another keychain than before', () => {
  it('is shown without being opened, refused, and used once it was accepted with a reason', async () => {
    const same = await closed('keychain', 'show');
    expect([same.code, same.json()]).toMatchObject([0, { kind: 'sealed', status: 'same' }]);
    expect(codeOf(await closed('keychain', 'accept', '--reason', 'r'))).toBe('INPUT_INVALID');
    const own = readFileSync(vaultOf(home));
    copyFileSync(vaultOf(other), vaultOf(home));
    const shown = await closed('keychain', 'show');
    expect([shown.code, shown.json()]).toMatchObject([3, { status: 'changed' }]);
    const refused = await home.run(['key', 'check', kid, '--json']);
    expect([refused.code, codeOf(refused)]).toEqual([3, 'KEYCHAIN_CHANGED']);
    expect((await closed('keychain', 'accept')).code).toBe(2);
    const accepted = await closed('keychain', 'accept', '--reason', 'restored, ticket 7');
    expect([accepted.code, accepted.json()]).toMatchObject([0, { status: 'same' }]);
    expect((await home.run(['key', 'check', kid, '--json'])).code).toBe(3);
    writeFileSync(vaultOf(home), own);
    expect(codeOf(await home.run(['key', 'check', kid, '--json']))).toBe('KEYCHAIN_CHANGED');
    await closed('keychain', 'accept', '--reason', 'back again');
    expect((await home.run(['key', 'check', kid, '--json'])).code).toBe(0);
    expect((await closed('audit', 'export')).stdout).toContain('restored, ticket 7');
  });

  it('is not made where the vault is gone: 3', async () => {
    const own = readFileSync(vaultOf(home));
    rmSync(vaultOf(home));
    expect((await closed('keychain', 'show')).json()).toMatchObject({ status: 'missing' });
    expect(codeOf(await home.run(['key', 'generate', '--json']))).toBe('KEYCHAIN_UNAVAILABLE');
    expect(codeOf(await closed('keychain', 'accept', '--reason', 'r'))).toBe('KEYCHAIN_UNAVAILABLE');
    writeFileSync(vaultOf(home), own);
  });

  it('has nothing to be compared with before the first key', async () => {
    const shown = await runTerminal(['keychain', 'show', '--home', join(home.path, '..', 'none'), '--json']);
    expect([shown.code, shown.json()]).toMatchObject([0, { kind: 'os', status: 'unknown', was: null }]);
  });
});
