import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { WayToDcm } from '../../../electron/adapters/http/dcm-api.ts';
import { makeAuthority, type TestAuthority } from '../../fakes/certificates.ts';
import { dcmApi, environmentAt, failure } from '../../fakes/dcm-calls.ts';
import { type ProxyServer, startProxy } from '../../fakes/proxy-server.ts';
import { json, type ScriptedServer, startScriptedServer } from '../../fakes/scripted-server.ts';

let authority: TestAuthority;
let dcmServer: ScriptedServer;
let proxy: ProxyServer | null = null;

/** A real DCM by its name: only the proxy knows where it is. */
function stage() {
  return environmentAt(0, { baseUrl: 'https://dcm.example:8443', kind: 'stage', ca: authority.cert });
}

function by(port: number, rest: Partial<WayToDcm> & { readonly user?: string } = {}): Partial<WayToDcm> {
  const { user = null, ...way } = rest;
  return { proxy: { mode: 'fixed', url: `http://127.0.0.1:${String(port)}`, user }, ...way };
}

async function open(setting: Parameters<typeof startProxy>[0] = {}): Promise<ProxyServer> {
  proxy = await startProxy({ to: dcmServer.port, ...setting });
  return proxy;
}

const list = async (way: Partial<WayToDcm>, limits = {}) => failure(dcmApi(limits, { way }).dcm.listJwks(stage()));

beforeAll(async () => {
  authority = makeAuthority();
  const identity = authority.issue({ names: 'DNS:dcm.example' });
  dcmServer = await startScriptedServer((socket) => socket.end(json({ keys: [], guid: 'g' })), identity);
});
afterAll(async () => {
  await dcmServer.stop();
  authority.remove();
});
afterEach(async () => {
  await proxy?.stop();
  proxy = null;
});

describe('a proxy that was named', () => {
  test('is asked for the way, and DCM is spoken to inside it, with its own certificate checked', async () => {
    const { port, heads } = await open();
    const before = dcmServer.requests.length;
    expect((await list(by(port))).code).toBe('nothing thrown');
    expect(heads[0]).toBe('CONNECT dcm.example:8443 HTTP/1.1\r\nHost: dcm.example:8443\r\n\r\n');
    expect(dcmServer.requests.length).toBe(before + 1);
  });

  test('that leads to somebody else is found out by the certificate', async () => {
    const liar = await startScriptedServer(
      (socket) => socket.end(json({ keys: [] })),
      authority.issue({ names: 'DNS:evil.example' }),
    );
    const { port } = await open({ to: liar.port });
    const failed = await list(by(port));
    expect(failed).toMatchObject({ code: 'DCM_CERTIFICATE_REFUSED', fate: 'not-sent' });
    expect(failed.message).toContain('another host');
    expect(liar.requests).toEqual([]);
    await liar.stop();
  });

  test('that breaks TLS open with an authority of its own is refused where the environment does not trust it', async () => {
    const { port } = await open();
    const failed = await failure(dcmApi({}, { way: by(port) }).dcm.listJwks({ ...stage(), ca: null }));
    expect(failed).toMatchObject({ code: 'DCM_CERTIFICATE_REFUSED', fate: 'not-sent' });
  });

  test('may itself speak TLS, judged as strictly', async () => {
    const { port } = await open({ tls: authority.issue({ names: 'IP:127.0.0.1' }) });
    const way = { proxy: { mode: 'fixed', url: `https://127.0.0.1:${String(port)}`, user: null } } as const;
    expect((await list(way)).code).toBe('nothing thrown');
    await proxy?.stop();
    const wrong = await open({ tls: authority.issue({ names: 'DNS:proxy.example' }) });
    const toWrong = { proxy: { mode: 'fixed', url: `https://127.0.0.1:${String(wrong.port)}`, user: null } } as const;
    const failed = await list(toWrong);
    expect(failed).toMatchObject({ code: 'PROXY_UNREACHABLE', fate: 'not-sent' });
    expect(failed.message).toContain('another host');
    expect(wrong.heads).toEqual([]);
  });

  test('is never used for practice', async () => {
    const { port, connections } = await open();
    const practice = await startScriptedServer((socket) => socket.end(json({ keys: [] })));
    const { dcm } = dcmApi({}, { way: by(port) });
    expect((await dcm.listJwks(environmentAt(practice.port))).entries).toEqual([]);
    expect(connections()).toBe(0);
    await practice.stop();
  });
});

describe('a proxy that wants a password', () => {
  const wants = 'officer:pässword with: colon';
  const password = 'pässword with: colon';

  test('asks for it by a code, without a second try', async () => {
    const { port, heads } = await open({ wants });
    const failed = await list(by(port, { user: 'officer' }));
    expect(failed).toMatchObject({ code: 'PROXY_AUTH_NEEDED', fate: 'not-sent' });
    expect(failed.message).toContain('wants the password of officer');
    expect(heads).toHaveLength(1);
  });

  test('lets through whoever has it', async () => {
    const { port } = await open({ wants });
    expect((await list(by(port, { user: 'officer', proxyPassword: password }))).code).toBe('nothing thrown');
  });

  test('that refuses for ever is asked once for each call, and its refusal names the user, never the password', async () => {
    const { port, heads } = await open({ wants: 'officer:another' });
    const failed = await list(by(port, { user: 'officer', proxyPassword: password }));
    expect(failed).toMatchObject({ code: 'PROXY_AUTH_NEEDED', fate: 'not-sent' });
    expect(failed.message).toContain('refuses the user officer');
    expect(`${failed.message}${failed.hint}`).not.toContain(password);
    expect(heads).toHaveLength(1);
  });

  test('says that a user must be named first', async () => {
    const { port } = await open({ wants });
    const failed = await list(by(port));
    expect(failed.code).toBe('PROXY_AUTH_NEEDED');
    expect(failed.hint).toContain('--proxy-user');
  });

  test('in a way that is not ours is said, and nobody is asked', async () => {
    const challenge = 'HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Negotiate\r\n\r\n';
    const { port } = await open({ answer: (socket) => socket.end(challenge) });
    const failed = await list(by(port, { user: 'officer', proxyPassword: password }));
    expect(failed.code).toBe('PROXY_REFUSED');
    expect(failed.message).toContain('NTLM, Negotiate');
  });

  test('gets it in the head to the proxy alone: DCM never sees it', async () => {
    const { port } = await open({ wants });
    await list(by(port, { user: 'officer', proxyPassword: password }));
    const seen = JSON.stringify(dcmServer.requests.map(({ headers }) => headers));
    expect(seen).not.toContain(Buffer.from(wants).toString('base64'));
    expect(seen.toLowerCase()).not.toContain('proxy-');
  });
});

describe('a proxy that fails', () => {
  test.each([
    ['403 Forbidden', 'PROXY_REFUSED', '403 Forbidden'],
    ['502 Bad Gateway', 'PROXY_REFUSED', '502 Bad Gateway'],
    ['302 Found', 'PROXY_REFUSED', '302 Found'],
  ])('with %s has a code, its own words and a next step', async (status, code, words) => {
    const { port } = await open({ answer: (socket) => socket.end(`HTTP/1.1 ${status}\r\nLocation: http://x\r\n\r\n`) });
    const failed = await list(by(port));
    expect(failed).toMatchObject({ code, fate: 'not-sent' });
    expect(failed.message).toContain(words);
    expect(failed.hint).not.toBe('');
  });

  test.each([
    ['hangs up', (socket: { end(): unknown }) => socket.end(), 'closed the connection'],
    ['speaks no HTTP', (socket: { end(text: string): unknown }) => socket.end('220 mail\r\n\r\n'), 'not HTTP'],
    [
      'never ends its head',
      (socket: { write(text: string): unknown }) => socket.write('x'.repeat(20_000)),
      'without end',
    ],
    [
      'speaks in the place of DCM',
      (socket: { write(text: string): unknown }) => socket.write('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}'),
      'speaks before DCM',
    ],
  ] as const)('because it %s is refused', async (_what, answer, words) => {
    const { port } = await open({ answer });
    const failed = await list(by(port));
    expect(failed).toMatchObject({ code: 'PROXY_REFUSED', fate: 'not-sent' });
    expect(failed.message).toContain(words);
  });

  test('because it is not there, or says nothing in time, is unreachable', async () => {
    const { port } = await open({ answer: () => undefined });
    const silent = await list(by(port), { headersMs: 300, totalMs: 600 });
    expect(silent).toMatchObject({ code: 'PROXY_UNREACHABLE', fate: 'not-sent' });
    expect(silent.message).toContain('within 0.3 s');
    await proxy?.stop();
    const gone = await list(by(port));
    expect(gone).toMatchObject({ code: 'PROXY_UNREACHABLE', fate: 'not-sent' });
    expect(gone.message).toContain(`127.0.0.1:${String(port)}`);
  });
});

describe('the proxy of the system', () => {
  const asked: string[] = [];
  const system = async (answer: string | Promise<string>, limits = {}) =>
    failure(
      dcmApi(limits, {
        resolveProxy: async (url) => {
          asked.push(url);
          return await answer;
        },
      }).dcm.listJwks(stage()),
    );

  test('is asked for by the address without its path, and used', async () => {
    const { port, heads } = await open();
    asked.length = 0;
    expect((await system(`PROXY 127.0.0.1:${String(port)}`)).code).toBe('nothing thrown');
    expect(asked).toEqual(['https://dcm.example:8443/']);
    expect(heads).toHaveLength(1);
  });

  test('of several, the first that can be reached counts; kinds that we cannot use are passed over', async () => {
    const dead = await startProxy({});
    await dead.stop();
    const { port } = await open();
    const answer = `SOCKS5 127.0.0.1:1; PROXY 127.0.0.1:${String(dead.port)}; PROXY 127.0.0.1:${String(port)}; DIRECT`;
    expect((await system(answer)).code).toBe('nothing thrown');
  });

  test('that says no is not gone round', async () => {
    const { port } = await open({ answer: (socket) => socket.end('HTTP/1.1 403 No\r\n\r\n') });
    const other = await startProxy({ to: dcmServer.port });
    const answer = `PROXY 127.0.0.1:${String(port)}; PROXY 127.0.0.1:${String(other.port)}; DIRECT`;
    expect((await system(answer)).code).toBe('PROXY_REFUSED');
    expect(other.connections()).toBe(0);
    await other.stop();
  });

  test.each(['SOCKS5 127.0.0.1:1080', 'PROXY user:pw@host:1', 'PROXY', '%%%'])('%s leaves no way', async (answer) => {
    const failed = await system(answer);
    expect(failed).toMatchObject({ code: 'PROXY_UNREACHABLE', fate: 'not-sent' });
    expect(failed.hint).toContain('--proxy');
    expect(failed.message).not.toContain('pw');
  });

  test('whose PAC file hangs or breaks has its own words', async () => {
    const slow = await system(new Promise<string>(() => undefined), { headersMs: 200, totalMs: 400 });
    expect(slow).toMatchObject({ code: 'PROXY_UNREACHABLE', fate: 'not-sent' });
    expect(slow.message).toContain('did not say within 0.2 s');
    const broken = await system(Promise.reject(new Error('PAC error')));
    expect(broken.code).toBe('PROXY_UNREACHABLE');
  });

  test('is not asked for practice, nor in offline mode', async () => {
    asked.length = 0;
    const practice = await startScriptedServer((socket) => socket.end(json({ keys: [] })));
    const resolveProxy = (url: string) => Promise.resolve(String(asked.push(url)));
    await dcmApi({}, { resolveProxy }).dcm.listJwks(environmentAt(practice.port));
    const { dcm } = dcmApi({}, { resolveProxy, isOnline: () => false });
    expect((await failure(dcm.listJwks(stage()))).code).toBe('OFFLINE');
    expect(asked).toEqual([]);
    await practice.stop();
  });
});
