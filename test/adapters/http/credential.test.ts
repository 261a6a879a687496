import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dcmApi, environmentAt } from '../../fakes/dcm-calls.ts';
import { json, type ScriptedServer, startScriptedServer } from '../../fakes/scripted-server.ts';

const CREDENTIAL = 'bearer s3cret-of-an-employee';
const GOOD = json({ keys: [], guid: 'g', session_token: 's' });

let server: ScriptedServer;

beforeAll(async () => {
  server = await startScriptedServer((socket) => socket.end(GOOD));
});
afterAll(async () => server.stop());

/** What header Authorization held in the one request of a call. */
async function authorizationOf(
  credential: string | null,
  call: (dcm: ReturnType<typeof dcmApi>['dcm'], at: ReturnType<typeof environmentAt>) => Promise<unknown>,
): Promise<readonly string[]> {
  const before = server.requests.length;
  await call(dcmApi({}, { credential }).dcm, environmentAt(server.port));
  const [request, ...others] = server.requests.slice(before);
  if (request === undefined || others.length > 0) throw new Error('one request was expected');
  return request.headers.filter(([name]) => name === 'authorization').map(([, value]) => value);
}

describe('the credential of an environment', () => {
  test('goes with create, update and list', async () => {
    expect(await authorizationOf(CREDENTIAL, (dcm, at) => dcm.createJwk(at, '{}', 'k'))).toEqual([CREDENTIAL]);
    expect(await authorizationOf(CREDENTIAL, (dcm, at) => dcm.updateJwk(at, 'g', '{}'))).toEqual([CREDENTIAL]);
    expect(await authorizationOf(CREDENTIAL, (dcm, at) => dcm.listJwks(at))).toEqual([CREDENTIAL]);
  });

  test('never goes with Authenticate, nor with the public keys', async () => {
    expect(await authorizationOf(CREDENTIAL, (dcm, at) => dcm.authenticate(at, 'a.b.c'))).toEqual([]);
    expect(await authorizationOf(CREDENTIAL, (dcm, at) => dcm.fetchJwks(at))).toEqual([]);
  });

  test('where there is none, no header is sent', async () => {
    expect(await authorizationOf(null, (dcm, at) => dcm.listJwks(at))).toEqual([]);
  });
});
