import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeAuthority, type ServerIdentity, type TestAuthority } from '../../fakes/certificates.ts';
import { dcmApi, environmentAt, failure } from '../../fakes/dcm-calls.ts';
import { json, type ScriptedServer, startScriptedServer } from '../../fakes/scripted-server.ts';

const HERE = 'DNS:localhost,IP:127.0.0.1';
const BODY = '{"data":{}}';

let authority: TestAuthority;
let good: ServerIdentity;
let server: ScriptedServer | null = null;

async function serve(identity: ServerIdentity) {
  server = await startScriptedServer((socket) => socket.end(json({ keys: [], guid: 'g' })), identity);
  return environmentAt(server.port, { baseUrl: `https://localhost:${String(server.port)}`, ca: authority.cert });
}

async function call(identity: ServerIdentity) {
  return failure(dcmApi().dcm.createJwk(await serve(identity), BODY, 'k'));
}

beforeAll(() => {
  authority = makeAuthority();
  good = authority.issue({ names: HERE });
});
afterAll(() => authority.remove());
afterEach(async () => {
  await server?.stop();
  server = null;
});

describe('a right chain through the authority of the environment', () => {
  test('is accepted by name and by address', async () => {
    const environment = await serve(good);
    const { dcm } = dcmApi();
    expect((await dcm.listJwks(environment)).entries).toEqual([]);
    const byAddress = { ...environment, baseUrl: environment.baseUrl.replace('localhost', '127.0.0.1') };
    expect((await dcm.listJwks(byAddress)).entries).toEqual([]);
  });

  test('is refused in an environment without that authority, also right after one that has it', async () => {
    const environment = await serve(good);
    const { dcm } = dcmApi();
    await dcm.listJwks(environment);
    const failed = await failure(dcm.createJwk({ ...environment, ca: null }, BODY, 'k'));
    expect(failed).toMatchObject({ code: 'DCM_CERTIFICATE_REFUSED', fate: 'not-sent' });
    expect(failed.message).toContain('authority is unknown');
    expect(failed.hint).toContain('--ca');
    expect(server?.requests.length).toBe(1);
  });
});

describe('a certificate that is refused, with its reason, before a byte of the request leaves', () => {
  const cases: readonly (readonly [string, () => ServerIdentity, string])[] = [
    ['expired', () => authority.issue({ names: HERE, from: -30, to: -1 }), 'expired'],
    ['not yet valid', () => authority.issue({ names: HERE, from: 2, to: 30 }), 'not valid yet'],
    ['for another host', () => authority.issue({ names: 'DNS:dcm.example' }), 'another host'],
    [
      'for a name that ends alike',
      () => authority.issue({ names: 'DNS:evil-localhost,DNS:localhost.evil.test' }),
      'another host',
    ],
    ['with a wildcard over everything', () => authority.issue({ names: 'DNS:*' }), 'another host'],
    ['self-signed', () => authority.selfSigned(HERE), 'self-signed'],
    ['by an authority of the same name', () => makeAuthorityOnce().issue({ names: HERE }), ''],
  ];

  test.each(cases)('%s', async (_what, identity, reason) => {
    const failed = await call(identity());
    expect(failed).toMatchObject({ code: 'DCM_CERTIFICATE_REFUSED', fate: 'not-sent' });
    expect(failed.message).toContain(reason);
    expect(failed.message).not.toContain('unknown whether');
    expect(server?.requests.length).toBe(0);
  });

  test('even when the environment variable that switches checks off is set', async () => {
    const expired = authority.issue({ names: HERE, from: -30, to: -1 });
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect((await call(expired)).code).toBe('DCM_CERTIFICATE_REFUSED');
      // The planted fault: a client that leaves the option out does talk to this server.
      expect(await connectsCarelessly(server?.port ?? 0)).toBe(true);
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });
});

test('https to a port that speaks no TLS sends nothing', async () => {
  server = await startScriptedServer((socket) => socket.end(json({ keys: [] })));
  const environment = environmentAt(server.port, { baseUrl: `https://localhost:${String(server.port)}` });
  const failed = await failure(dcmApi({ headersMs: 1000 }).dcm.createJwk(environment, BODY, 'k'));
  expect(['DCM_UNREACHABLE', 'DCM_TIMEOUT']).toContain(failed.code);
  expect(failed.fate).toBe('not-sent');
});

test('http to a port that speaks TLS is refused as no HTTP', async () => {
  const environment = await serve(good);
  const plain = { ...environment, baseUrl: environment.baseUrl.replace('https:', 'http:') };
  expect(['DCM_ANSWER_REFUSED', 'DCM_UNREACHABLE']).toContain((await failure(dcmApi().dcm.listJwks(plain))).code);
});

test.each(['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
  'an authority that cannot be read stops the call: %j',
  async (ca) => {
    const environment = { ...(await serve(good)), ca };
    expect((await failure(dcmApi().dcm.listJwks(environment))).code).toBe('CERTIFICATE_INVALID');
    expect(server?.connections()).toBe(0);
  },
);

let otherAuthority: TestAuthority | null = null;
afterAll(() => otherAuthority?.remove());

/** Same subject, another key: the name of an authority proves nothing. */
function makeAuthorityOnce(): TestAuthority {
  otherAuthority ??= makeAuthority();
  return otherAuthority;
}

async function connectsCarelessly(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost' });
    const end = (result: boolean) => () => {
      socket.destroy();
      resolve(result);
    };
    socket.once('secureConnect', end(true)).once('error', end(false));
  });
}
