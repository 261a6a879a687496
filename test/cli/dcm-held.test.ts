import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reconciliation } from '../../shared/model/reconciliation.ts';
import type { RotationView } from '../../shared/model/rotation.ts';
import { openSigningHome, type SigningHome } from './signing-home.ts';

let signing: SigningHome;
beforeAll(async () => {
  signing = await openSigningHome();
}, 60_000);
afterAll(async () => {
  await signing.close();
});

const run = (...argv: string[]) => signing.home.run(argv);
const reconcile = async () => {
  const { code, json } = await run('dcm', 'reconcile', '--env', 'p', '--json');
  return { code, report: json<Reconciliation>() };
};
const generate = async (...more: string[]) =>
  (await run('key', 'generate', '--env', 'p', '--bits', '2048', '--json', ...more)).json<{ kid: string }>().kid;

describe('dcm reconcile', () => {
  it('ends with 1 while an active key is not listed, and with 0 once it is', async () => {
    const before = await reconcile();
    expect([before.code, before.report.missing.map(({ kid }) => kid)]).toEqual([1, [signing.kid]]);
    const { guid } = (await run('dcm', 'register', signing.kid, '--env', 'p', '--json')).json<{ guid: string }>();
    const after = await reconcile();
    expect([after.code, after.report.matched]).toMatchObject([0, [{ kid: signing.kid, guid }]]);
    expect(after.report).toMatchObject({ missing: [], extra: [], changed: [], duplicateKids: [] });
  });

  it('names a key in our name that is none of ours', async () => {
    const { baseUrl, counterpartyGuid } = signing.practice;
    const jwk = (await run('key', 'export', signing.kid, '--format', 'jwk')).stdout;
    const data = { ...(JSON.parse(jwk) as object), kid: 'stranger', n: 'sXch'.repeat(86) };
    const posted = await fetch(`${baseUrl}/api/v1/counterparty/${counterpartyGuid}/jwk`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data }),
    });
    expect(posted.status).toBe(200);
    const { code, report } = await reconcile();
    expect([code, report.extra]).toMatchObject([1, [{ kid: 'stranger', adopted: null }]]);
    expect((await run('dcm', 'reconcile', '--env', 'p')).stdout).toContain('none of ours');
  });
});

describe('dcm update', () => {
  it('gives the entry to another key, as register tells it', async () => {
    const { json } = await run('dcm', 'list', '--env', 'p', '--json');
    const guid = json<{ guid: string; kid: string }[]>().find(({ kid }) => kid === signing.kid)?.guid ?? '';
    const kid = await generate();
    const updated = await run('dcm', 'update', guid, kid, '--env', 'p', '--json');
    expect([updated.code, updated.json()]).toEqual([0, { guid, kid, state: 'listed' }]);
    const listed = (await run('dcm', 'list', '--env', 'p', '--json')).json<{ guid: string; kid: string }[]>();
    expect(listed.find((one) => one.guid === guid)?.kid).toBe(kid);
  });

  it('refuses an entry that is not there with 2, and one of somebody else with 7', async () => {
    const kid = await generate();
    expect((await run('dcm', 'update', 'no-such', kid, '--env', 'p')).code).toBe(2);
    const listed = (await run('dcm', 'list', '--env', 'p', '--json')).json<{ guid: string; kid: string }[]>();
    const theirs = listed.find((one) => one.kid === 'stranger')?.guid ?? '';
    expect((await run('dcm', 'update', theirs, kid, '--env', 'p')).code).toBe(7);
  });
});

describe('rotation', () => {
  it('goes from an emergency to a key that is safe', { timeout: 60_000 }, async () => {
    const oldKid = await generate();
    await run('dcm', 'register', oldKid, '--env', 'p');
    const view = async (...argv: string[]) => (await run(...argv, '--json')).json<RotationView>();
    const begun = await view('rotation', 'start', oldKid, '--kind', 'emergency', '--reason', 'stolen laptop');
    const { id } = begun.rotation;
    expect((await run('rotation', 'switch', id)).code).toBe(7);
    const newKid = await generate('--replaces', oldKid);
    await view('rotation', 'successor', id, newKid);
    expect((await view('rotation', 'send', id, '--way', 'put')).isSafe).toBe(false);
    expect(await view('rotation', 'look', id)).toMatchObject({ isSafe: true, maySwitch: true });
    await view('rotation', 'switch', id);
    const ended = await run('rotation', 'end', id, '--outcome', 'done', '--reason', 'DCM refuses it');
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining('safe: DCM neither lists nor accepts')]);
    expect((await run('rotation', 'list')).stdout).toContain(`${oldKid} → ${newKid}`);
    expect((await run('rotation', 'look', 'nothing')).code).toBe(2);
  });
});
