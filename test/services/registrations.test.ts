import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import { systemClock } from '../../electron/compose.ts';
import type { Home } from '../../electron/services/home.ts';
import { KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';
import { type ForgetfulDcm, startForgetfulDcm } from '../fakes/forgetful-dcm.ts';
import type { RecordedRequest, ScriptedServer } from '../fakes/scripted-server.ts';

let opened: TestHome | null = null;
let server: ScriptedServer | null = null;
afterEach(async () => {
  await opened?.close();
  await server?.stop();
});

async function homeWithForgetfulDcm(...faults: Parameters<typeof openTestHome>): Promise<{
  home: Home;
  kid: string;
  dcm: ForgetfulDcm;
}> {
  opened = await openTestHome(...faults);
  const dcm = await startForgetfulDcm();
  server = dcm.server;
  const { home } = opened;
  const baseUrl = `http://127.0.0.1:${String(dcm.server.port)}`;
  home.environments.add({
    name: 'forgetful',
    baseUrl,
    counterpartyGuid: opened.practice.counterpartyGuid,
    kind: 'practice',
    ca: null,
  });
  const { kid } = await home.keys.generate({ ...KEY_REQUEST, env: 'forgetful' });
  return { home, kid, dcm };
}

const posts = (one: ScriptedServer) => one.requests.filter((request) => request.line.startsWith('POST'));
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe('registering', () => {
  it('sends exactly the bytes that were shown', async () => {
    const { home, kid, dcm } = await homeWithForgetfulDcm();
    const shown = home.registrations.preview(kid, 'forgetful');
    await home.registrations.send(kid, 'forgetful');
    const [sent] = posts(dcm.server);
    expect(sent?.body.toString()).toBe(shown.body);
    expect(shown.url).toContain(sent?.line.split(' ')[1]);
    expect(Object.keys((JSON.parse(shown.body) as { data: object }).data)).not.toContain('d');
  });

  it('after a lost answer says that it does not know, then looks before it posts: one registration', async () => {
    const { home, kid, dcm } = await homeWithForgetfulDcm();
    dcm.state.hangsUp = true;
    expect(await codeOf(home.registrations.send(kid, 'forgetful'))).toBe('DCM_UNREACHABLE');
    expect(home.registrations.list()).toMatchObject([{ kid, state: 'unknown', guid: null }]);
    dcm.state.hangsUp = false;
    expect(await home.registrations.send(kid, 'forgetful')).toMatchObject({ state: 'listed', guid: 'guid-1' });
    expect([dcm.stored.length, posts(dcm.server).length]).toEqual([1, 1]);
  });

  it('posts the same bytes under the same idempotency key where DCM does not list the first ones', async () => {
    const { home, kid, dcm } = await homeWithForgetfulDcm();
    dcm.state.hangsUp = true;
    await codeOf(home.registrations.send(kid, 'forgetful'));
    dcm.stored.length = 0;
    dcm.state.hangsUp = false;
    expect(await home.registrations.send(kid, 'forgetful')).toMatchObject({ state: 'listed' });
    const [first, second] = posts(dcm.server);
    const keyOf = (request?: RecordedRequest) =>
      request?.headers.find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1];
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
    expect(keyOf(second)).toBe(keyOf(first));
    expect(keyOf(first)).toMatch(/^[0-9a-f]{32}$/u);
  });

  it('posts once when two processes register the same key at the same moment', async () => {
    const { home, kid, dcm } = await homeWithForgetfulDcm();
    const other = opened?.reopen() ?? home;
    expect(other).not.toBe(home);
    const both = await Promise.all([home, other].map((one) => one.registrations.send(kid, 'forgetful')));
    expect(both).toMatchObject([
      { state: 'listed', guid: 'guid-1' },
      { state: 'listed', guid: 'guid-1' },
    ]);
    expect(posts(dcm.server)).toHaveLength(1);
  });

  it('does not call a key listed that DCM’s list does not show', async () => {
    const { home, kid, dcm } = await homeWithForgetfulDcm();
    dcm.state.lists = false;
    expect(await codeOf(home.registrations.send(kid, 'forgetful'))).toBe('REGISTRATION_UNKNOWN');
    expect(home.registrations.list()).toMatchObject([{ kid, state: 'sent', guid: 'guid-1' }]);
  });

  it('posts no second time what DCM took and lists late; ten minutes later it may have been lost', async () => {
    let now = systemClock.now();
    const { home, kid, dcm } = await homeWithForgetfulDcm({ clock: { ...systemClock, now: () => now } });
    dcm.state.lists = false;
    const again = () => codeOf(home.registrations.send(kid, 'forgetful'));
    expect([await again(), await again()]).toEqual(['REGISTRATION_UNKNOWN', 'REGISTRATION_UNKNOWN']);
    expect(posts(dcm.server)).toHaveLength(1);
    now += 10 * 60_000;
    await again();
    expect(posts(dcm.server)).toHaveLength(2);
    dcm.stored.pop();
    dcm.state.lists = true;
    expect(await home.registrations.send(kid, 'forgetful')).toMatchObject({ state: 'listed', guid: 'guid-1' });
  });

  it('makes no key known to DCM that has expired: it would be accepted there for ever', async () => {
    const { home, dcm } = await homeWithForgetfulDcm();
    const expiresAt = new Date(Date.now() + 1000).toISOString();
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, env: 'forgetful', expiresAt });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await codeOf(home.registrations.send(kid, 'forgetful'))).toBe('KEY_NOT_ACTIVE');
    expect(posts(dcm.server)).toHaveLength(0);
  });

  it('stops at another key under our kid', async () => {
    const { home, kid, dcm } = await homeWithForgetfulDcm();
    dcm.stored.push({ guid: 'theirs', data: { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid } });
    expect(await codeOf(home.registrations.send(kid, 'forgetful'))).toBe('KID_TAKEN');
    expect(posts(dcm.server)).toHaveLength(0);
  });

  it('locks a key that was made without an environment to the first that lists it', async () => {
    const { home } = await homeWithForgetfulDcm();
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, env: null });
    await home.registrations.send(kid, 'forgetful');
    expect(home.keys.get(kid).env).toBe('forgetful');
  });

  it('knows a key of no environment as ours after its answer was lost: a comparison settles and locks it', async () => {
    const { home, dcm } = await homeWithForgetfulDcm();
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, env: null });
    dcm.state.hangsUp = true;
    expect(await codeOf(home.registrations.send(kid, 'forgetful'))).toBe('DCM_UNREACHABLE');
    const report = await home.reconciliations.run('forgetful');
    expect([report.extra, report.matched]).toMatchObject([[], [{ kid, guid: 'guid-1' }]]);
    expect(home.registrations.list()).toMatchObject([{ kid, state: 'listed', guid: 'guid-1' }]);
    expect(home.keys.get(kid).env).toBe('forgetful');
  });
});
