import { createHash, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeAuthority, type ServerIdentity, type TestAuthority } from '../../fakes/certificates.ts';
import { dcmApi, environmentAt, failure } from '../../fakes/dcm-calls.ts';
import { json, type ScriptedServer, startScriptedServer } from '../../fakes/scripted-server.ts';

const HERE = 'DNS:localhost,IP:127.0.0.1';

let authority: TestAuthority;
let good: ServerIdentity;
let other: ServerIdentity;
let server: ScriptedServer | null = null;

async function serve(identity: ServerIdentity) {
  server = await startScriptedServer((socket) => socket.end(json({ keys: [], guid: 'g' })), identity);
  return environmentAt(server.port, { baseUrl: `https://localhost:${String(server.port)}`, ca: authority.cert });
}

/** The pin by openssl's rule, and not by ours. */
function pinOf({ cert }: ServerIdentity): string {
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64url');
}

beforeAll(() => {
  authority = makeAuthority();
  good = authority.issue({ names: HERE });
  other = authority.issue({ names: HERE });
});
afterAll(() => authority.remove());
afterEach(async () => {
  await server?.stop();
  server = null;
});

describe('a pinned certificate', () => {
  test('is talked to, and its digest stands in the evidence', async () => {
    const { dcm } = dcmApi({}, { way: { pin: pinOf(good) } });
    const sha256 = createHash('sha256').update(new X509Certificate(good.cert).raw).digest('hex');
    expect((await dcm.listJwks(await serve(good))).certificateSha256).toBe(sha256);
  });

  test('refuses a right chain with another key, with both pins, before a byte of HTTP leaves', async () => {
    const environment = await serve(other);
    const failed = await failure(dcmApi({}, { way: { pin: pinOf(good) } }).dcm.createJwk(environment, '{}', 'k'));
    expect(failed).toMatchObject({ code: 'DCM_CERTIFICATE_REFUSED', fate: 'not-sent' });
    expect(failed.message).toContain(pinOf(good));
    expect(failed.message).toContain(pinOf(other));
    expect(failed.message).not.toContain('unknown whether');
    expect(failed.hint).toContain('phone');
    expect(server?.connections()).toBe(1);
    expect(server?.requests).toEqual([]);
    // The planted fault: without the pin the same server is believed.
    expect((await failure(dcmApi().dcm.createJwk(environment, '{}', 'k'))).code).toBe('nothing thrown');
  });

  test('makes no bad chain good', async () => {
    const expired = authority.issue({ names: HERE, from: -30, to: -1 });
    const { dcm } = dcmApi({}, { way: { pin: pinOf(expired) } });
    const failed = await failure(dcm.listJwks(await serve(expired)));
    expect(failed).toMatchObject({ code: 'DCM_CERTIFICATE_REFUSED', fate: 'not-sent' });
    expect(failed.message).toContain('expired');
    expect(server?.requests).toEqual([]);
  });

  test('is not there over plain HTTP, which is refused', async () => {
    server = await startScriptedServer((socket) => socket.end(json({ keys: [] })));
    const { dcm } = dcmApi({}, { way: { pin: pinOf(good) } });
    const failed = await failure(dcm.listJwks(environmentAt(server.port)));
    expect(failed).toMatchObject({ code: 'DCM_CERTIFICATE_REFUSED', fate: 'not-sent' });
    expect(server.requests).toEqual([]);
  });
});
