import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createCertificateSource } from '../../../electron/adapters/http/certificate-source.ts';
import { makeAuthority, type ServerIdentity, type TestAuthority } from '../../fakes/certificates.ts';
import { environmentAt, failure, noProxy, PLAIN_WAY } from '../../fakes/dcm-calls.ts';
import { startProxy } from '../../fakes/proxy-server.ts';
import { json, type ScriptedServer, startScriptedServer } from '../../fakes/scripted-server.ts';

const HERE = 'DNS:localhost';

let authority: TestAuthority;
let server: ScriptedServer | null = null;

async function serve(identity: ServerIdentity) {
  server = await startScriptedServer((socket) => socket.end(json({})), identity);
  return environmentAt(server.port, { baseUrl: `https://localhost:${String(server.port)}`, ca: authority.cert });
}

const look = createCertificateSource({ isOnline: () => true, resolveProxy: noProxy, limitMs: 1000 }).seeCertificate;

beforeAll(() => {
  authority = makeAuthority();
});
afterAll(() => authority.remove());
afterEach(async () => {
  await server?.stop();
  server = null;
});

describe('looking at a certificate', () => {
  test('says whose it is, until when, and its pin, and sends no request', async () => {
    const environment = await serve(authority.issue({ names: HERE }));
    const seen = await look(environment, { ...PLAIN_WAY, pin: 'x'.repeat(43) });
    expect(seen).toMatchObject({ isTrusted: true, problem: null, issuer: 'CN=practice authority' });
    expect(seen.subject).toMatch(/^CN=leaf\d+$/u);
    expect(seen.pin).toMatch(/^[A-Za-z0-9_-]{43}$/u);
    expect(seen.sha256).toMatch(/^[0-9a-f]{64}$/u);
    expect(Date.parse(seen.validFrom)).toBeLessThan(Date.parse(seen.validTo));
    expect(server?.connections()).toBe(1);
    expect(server?.requests).toEqual([]);
  });

  test.each([
    ['expired', () => authority.issue({ names: HERE, from: -30, to: -1 }), 'it has expired'],
    ['of another host', () => authority.issue({ names: 'DNS:dcm.example' }), 'it is for another host'],
    ['self-signed', () => authority.selfSigned(HERE), 'it is self-signed'],
  ] as const)('shows one that is %s together with why TLS refuses it', async (_what, identity, problem) => {
    const seen = await look(await serve(identity()), PLAIN_WAY);
    expect(seen).toMatchObject({ isTrusted: false, problem });
    expect(seen.pin).toMatch(/^[A-Za-z0-9_-]{43}$/u);
    expect(server?.requests).toEqual([]);
  });

  test('goes by the proxy of the environment', async () => {
    await serve(authority.issue({ names: 'DNS:dcm.example' }));
    const proxy = await startProxy({ to: server?.port ?? 0 });
    const url = `http://127.0.0.1:${String(proxy.port)}`;
    const stage = environmentAt(0, { baseUrl: 'https://dcm.example', kind: 'stage', ca: authority.cert });
    const way = { ...PLAIN_WAY, proxy: { mode: 'fixed', url, user: null } } as const;
    expect(await look(stage, way)).toMatchObject({ isTrusted: true });
    expect(proxy.heads).toHaveLength(1);
    await proxy.stop();
  });

  test('has nothing to show over plain HTTP, offline, or where nobody answers', async () => {
    const stage = environmentAt(0, { baseUrl: 'https://nowhere.invalid', kind: 'stage' });
    expect((await failure(look(environmentAt(1), PLAIN_WAY))).code).toBe('INPUT_INVALID');
    const offline = createCertificateSource({ isOnline: () => false, resolveProxy: noProxy });
    expect((await failure(offline.seeCertificate(stage, PLAIN_WAY))).code).toBe('OFFLINE');
    expect((await failure(look(stage, PLAIN_WAY))).code).toBe('DCM_UNREACHABLE');
    const silent = await startScriptedServer(() => undefined);
    const environment = environmentAt(0, { baseUrl: `https://localhost:${String(silent.port)}` });
    expect((await failure(look(environment, PLAIN_WAY))).code).toBe('DCM_TIMEOUT');
    await silent.stop();
  });
});
