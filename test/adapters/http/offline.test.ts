import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { dcmApi, environmentAt, failure, GUID } from '../../fakes/dcm-calls.ts';
import { json, startScriptedServer } from '../../fakes/scripted-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcm-offline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Makes every call of the client in a process of its own, and counts the sockets and connections of that process. */
function countSockets(isOnline: boolean): { readonly sockets: number; readonly codes: readonly string[] } {
  const from = (file: string): string =>
    JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../../electron/adapters/http', file)).href);
  const script = `
    import { createHttpClient, DEFAULT_LIMITS } from ${from('http-client.ts')};
    import { createHttpDcmApi } from ${from('http-dcm-api.ts')};
    const limits = { ...DEFAULT_LIMITS, headersMs: 1000, totalMs: 1500 };
    const resolveProxy = async () => 'PROXY 127.0.0.1:9';
    const http = createHttpClient({ isOnline: () => ${String(isOnline)}, resolveProxy, limits });
    const way = { pin: null, proxy: { mode: 'system' }, proxyPassword: null };
    const dcm = createHttpDcmApi({ http, wayTo: () => way, credentialOf: async () => null });
    const environment = { name: 's', baseUrl: 'https://nowhere.invalid', counterpartyGuid: '${GUID}', kind: 'stage', ca: null };
    const calls = [
      dcm.listJwks(environment), dcm.createJwk(environment, '{}', 'k'), dcm.updateJwk(environment, 'g', '{}'),
      dcm.authenticate(environment, 'a.b.c'), dcm.fetchJwks(environment),
    ];
    const codes = (await Promise.allSettled(calls)).map((one) => one.reason?.code ?? 'done');
    console.log(JSON.stringify(codes));`;
  const trace = join(folder, `trace-${String(isOnline)}`);
  const strace = ['-f', '-qq', '-e', 'trace=socket,connect', '-o', trace];
  const node = [process.execPath, '--input-type=module', '-e', script];
  const output = execFileSync('strace', [...strace, ...node], { encoding: 'utf8', timeout: 60_000 });
  const internet = readFileSync(trace, 'utf8').match(/(?:socket\(|sa_family=)AF_INET6?\b/gu) ?? [];
  return { sockets: internet.length, codes: JSON.parse(output.trim().split('\n').at(-1) ?? '') as string[] };
}

describe('offline mode', () => {
  test('opens no internet socket, where the same calls online do', { timeout: 120_000 }, () => {
    const online = countSockets(true);
    expect(online.sockets).toBeGreaterThan(0);
    expect(online.codes).not.toContain('OFFLINE');
    const offline = countSockets(false);
    expect(offline.codes).toEqual(['OFFLINE', 'OFFLINE', 'OFFLINE', 'OFFLINE', 'OFFLINE']);
    expect(offline.sockets).toBe(0);
  });

  test('is asked before each call, and nothing was sent', async () => {
    let isOnline = true;
    const { dcm } = dcmApi({}, { isOnline: () => isOnline });
    const environment = environmentAt(1, { baseUrl: 'https://nowhere.invalid', kind: 'production' });
    expect((await failure(dcm.listJwks(environment))).code).not.toBe('OFFLINE');
    isOnline = false;
    expect(await failure(dcm.listJwks(environment))).toMatchObject({ code: 'OFFLINE', fate: 'not-sent' });
  });

  test('leaves the practice DCM on this machine within reach', async () => {
    const server = await startScriptedServer((socket) => socket.end(json({ keys: [] })));
    const { dcm } = dcmApi({}, { isOnline: () => false });
    expect((await dcm.listJwks(environmentAt(server.port))).entries).toEqual([]);
    await server.stop();
  });

  test('lets nothing out that only calls itself practice', async () => {
    const { dcm } = dcmApi({}, { isOnline: () => false });
    const bent = environmentAt(1, { baseUrl: 'https://dcm.example' });
    expect((await failure(dcm.listJwks(bent))).code).toBe('BASE_URL_REFUSED');
  });
});
