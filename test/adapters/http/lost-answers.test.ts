import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../electron/adapters/http/http-client.ts';
import { json, type Script, type ScriptedServer, startScriptedServer } from '../../fakes/scripted-server.ts';
import { dcmApi, environmentAt, failure } from '../../fakes/dcm-calls.ts';

const BODY = '{"data":{"kid":"54321"}}';
const QUICK = { headersMs: 400, totalMs: 800 };

let server: ScriptedServer | null = null;

async function serve(script: Script): Promise<ReturnType<typeof environmentAt>> {
  server = await startScriptedServer(script);
  return environmentAt(server.port);
}

async function create(script: Script, limits = {}) {
  return failure(dcmApi(limits).dcm.createJwk(await serve(script), BODY, 'key-1'));
}

afterEach(async () => {
  await server?.stop();
  server = null;
});

describe('time', () => {
  const dripOfHeaders: Script = (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const timer = setInterval(() => socket.write('X: y\r\n'), 20);
    socket.on('close', () => clearInterval(timer));
  };
  const dripOfBody: Script = (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{');
    const timer = setInterval(() => socket.write(' '), 20);
    socket.on('close', () => clearInterval(timer));
  };
  const endlessInterim: Script = (socket) => {
    const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'), 20);
    socket.on('close', () => clearInterval(timer));
  };

  test.each([
    ['says nothing', () => undefined],
    ['drips headers', dripOfHeaders],
    ['only ever announces an answer', endlessInterim],
  ] satisfies readonly (readonly [string, Script])[])(
    'a server that %s is left when the headers are due',
    async (_what, script) => {
      const start = performance.now();
      const failed = await create(script, QUICK);
      expect(failed).toMatchObject({ code: 'DCM_TIMEOUT', fate: 'unknown' });
      expect(failed.message).toContain('unknown whether DCM stored the key');
      expect(performance.now() - start).toBeLessThan(QUICK.totalMs);
    },
  );

  test('a server that drips a body is left at the end of the total time', async () => {
    const start = performance.now();
    expect(await create(dripOfBody, QUICK)).toMatchObject({ code: 'DCM_TIMEOUT', fate: 'unknown' });
    const took = performance.now() - start;
    expect(took).toBeGreaterThanOrEqual(QUICK.totalMs - 50);
    expect(took).toBeLessThan(QUICK.totalMs * 3);
  });

  test('endless chunks are cut off at the size limit', async () => {
    let written = 0;
    const chunk = `${(65_536).toString(16)}\r\n${' '.repeat(65_536)}\r\n`;
    const endless: Script = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
      const pump = (): void => {
        while (!socket.destroyed && socket.write(chunk)) written += 65_536;
      };
      socket.on('drain', pump);
      pump();
    };
    expect((await create(endless)).code).toBe('DCM_ANSWER_REFUSED');
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  test('the default limits are 10 s for headers, 30 s in all, 256 KiB', () => {
    expect(DEFAULT_LIMITS).toEqual({ headersMs: 10_000, totalMs: 30_000, bodyBytes: 262_144 });
  });
});

describe('lost connections', () => {
  test.each([
    ['dropped after the server stored the key', (socket) => socket.destroy()],
    ['reset', (socket) => socket.resetAndDestroy()],
    ['closed without a word', (socket) => socket.end()],
    ['lost in the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Ty')],
    [
      'lost in the body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"guid"'),
    ],
    [
      'lost between chunks',
      (socket) =>
        socket.end(
          'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"gui\r\n',
        ),
    ],
  ] satisfies readonly (readonly [string, Script])[])(
    'a connection %s leaves the fate unknown, and nothing is sent twice',
    async (_what, script) => {
      const failed = await create(script);
      expect(failed).toMatchObject({ code: 'DCM_UNREACHABLE', fate: 'unknown' });
      expect(failed.message).toContain('unknown whether DCM stored the key');
      expect(server?.requests.length).toBe(1);
      expect(server?.connections()).toBe(1);
    },
  );

  test('a refused connection sent nothing', async () => {
    const environment = await serve((socket) => socket.end(json({})));
    await server?.stop();
    const failed = await failure(dcmApi().dcm.createJwk(environment, BODY, 'key-1'));
    expect(failed).toMatchObject({ code: 'DCM_UNREACHABLE', fate: 'not-sent' });
    expect(failed.message).not.toContain('unknown');
  });

  test('a name that nobody knows sent nothing', async () => {
    const environment = environmentAt(1, { baseUrl: 'https://nowhere.invalid', kind: 'stage' });
    const failed = await failure(dcmApi({ headersMs: 5000 }).dcm.createJwk(environment, BODY, 'key-1'));
    expect(failed).toMatchObject({ code: 'DCM_UNREACHABLE', fate: 'not-sent' });
    expect(failed.message).toContain('nowhere.invalid');
  });
});

test('closing the client breaks off what is under way and refuses what comes after', async () => {
  const environment = await serve(() => undefined);
  const { dcm, http } = dcmApi();
  const underWay = failure(dcm.createJwk(environment, BODY, 'key-1'));
  await expect.poll(() => server?.requests.length).toBe(1);
  await http.close();
  expect(await underWay).toMatchObject({ code: 'CANCELLED', fate: 'unknown' });
  expect(await failure(dcm.listJwks(environment))).toMatchObject({ code: 'CANCELLED', fate: 'not-sent' });
});
