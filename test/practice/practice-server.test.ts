import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeDcm, startPracticeDcm } from '../../electron/practice/practice-dcm.ts';
import { failure } from '../fakes/dcm-calls.ts';

const TOKEN = 'POST /practice/v1/token';
const REGISTER = 'POST /api/v1/counterparty/a/jwk';

let practice: PracticeDcm;
let port: number;

beforeAll(async () => {
  practice = await startPracticeDcm({ now: Date.now, randomBytes, patience: { headersMs: 300, requestMs: 2000 } });
  port = Number(new URL(practice.baseUrl).port);
});
afterAll(async () => practice.stop());

/** Writes bytes, and gives what comes back until the server closes; breaks off after five seconds. */
async function exchange(bytes: string | Buffer, { keepOpen = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const timer = setTimeout(() => reject(new Error(`the server did not close: ${answer}`)), 5000);
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
    if (keepOpen) socket.write(bytes);
    else socket.end(bytes);
  });
}

function request(line: string, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const all = { Host: '127.0.0.1', Connection: 'close', ...headers };
  return `${line} HTTP/1.1\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n${body}`;
}

const status = (answer: string): string => answer.split(' ', 2)[1] ?? '';

async function isAlive(): Promise<boolean> {
  return (await fetch(`${practice.baseUrl}/api/v1/.well-known/jwks.json`)).ok;
}

describe('where it listens', () => {
  /** Local addresses of listening sockets on a port, as Linux writes them. */
  function listening(file: string, wanted: number): readonly string[] {
    const rows = readFileSync(file, 'utf8').split('\n').slice(1);
    return rows.flatMap((row) => {
      const [, local = '', , state] = row.trim().split(/\s+/u);
      const [address = '', hexPort = ''] = local.split(':');
      return state === '0A' && Number.parseInt(hexPort, 16) === wanted ? [address] : [];
    });
  }

  test('is 127.0.0.1 and no other address', () => {
    expect(listening('/proc/net/tcp', port)).toEqual(['0100007F']);
    expect(listening('/proc/net/tcp6', port)).toEqual([]);
  });

  test('is not reached by the other addresses of this machine', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((one) => !one.internal && one.family === 'IPv4');
    const results = await Promise.all(
      ['127.0.0.2', ...others.map((one) => one.address)].map(
        (host) =>
          new Promise<string>((resolve) => {
            const socket = connect({ host, port, timeout: 1000 });
            socket
              .once('connect', () => resolve('connected'))
              .once('error', () => resolve('refused'))
              .once('timeout', () => resolve('refused'));
            socket.once('connect', () => socket.destroy());
          }),
      ),
    );
    expect(new Set(results)).toEqual(new Set(['refused']));
  });

  test('is the port that was asked for; a taken one is an error with a code', async () => {
    const failed = await failure(startPracticeDcm({ now: Date.now, randomBytes, port, state: practice.state() }));
    expect(failed.code).toBe('PORT_UNAVAILABLE');
    expect(failed.message).toContain(String(port));
    const free = await startPracticeDcm({ now: Date.now, randomBytes, state: practice.state() });
    const freed = Number(new URL(free.baseUrl).port);
    await free.stop();
    const again = await startPracticeDcm({ now: Date.now, randomBytes, port: freed, state: practice.state() });
    expect(again.baseUrl).toBe(`http://127.0.0.1:${String(freed)}`);
    await again.stop();
  });
});

describe('answers', () => {
  test.each([
    ['GET /', '404'],
    ['GET /api/v1/counterparty//jwk', '404'],
    ['GET /api/v1/counterparty/../jwk', '404'],
    ['GET /api/v1/counterparty/__proto__/jwk', '404'],
    ['GET /api/v1/counterparty/constructor/jwk', '200'],
    ['DELETE /api/v1/counterparty/abc/jwk', '405'],
    ['PATCH /api/v1/counterparty/abc/jwk/guid', '405'],
    ['GET /api/v1/counterparty/abc/jwk/authenticate', '405'],
    ['POST /api/v1/.well-known/jwks.json', '405'],
    ['GET /practice/v1/token', '405'],
    ['GET /api/v1/.well-known/jwks.json?x=1', '200'],
  ])('%s with %s, in JSON', async (line, code) => {
    const answer = await exchange(request(line), { keepOpen: true });
    expect(status(answer)).toBe(code);
    expect(answer.toLowerCase()).toContain('content-type: application/json');
    if (code !== '200') expect(answer).toMatch(/\{"error":"[^"]+"\}$/u);
  });

  test.each([
    ['a page of another site', { Origin: 'https://evil.test' }],
    ['a page of this machine', { Origin: 'http://127.0.0.1:5173' }],
    ['a name that was bent to loopback', { Host: 'evil.test' }],
  ])('403 to %s', async (_what, headers) => {
    expect(status(await exchange(request('GET /api/v1/.well-known/jwks.json', headers), { keepOpen: true }))).toBe(
      '403',
    );
  });
});

describe('garbage, floods and slow clients', () => {
  test.each<readonly [string, string, string | Buffer]>([
    ['nothing', '', ''],
    ['random bytes', '400', randomBytes(4096)],
    ['NULs', '400', Buffer.alloc(100_000)],
    ['a TLS greeting', '400', Buffer.from('16030100a5010000a10303', 'hex')],
    ['two lengths', '400', request(TOKEN, { 'Content-Length': '5', 'content-length': '6' }, 'abcdef')],
    [
      'length and chunks',
      '400',
      request(TOKEN, { 'Content-Length': '5', 'Transfer-Encoding': 'chunked' }, '0\r\n\r\n'),
    ],
    ['40 KiB of headers', '431', request('GET /', { 'X-Long': 'x'.repeat(40_000) })],
    ['a body that is announced too large', '413', request(REGISTER, { 'Content-Length': '99999999' }, '{')],
    [
      'chunks without end',
      '413',
      request(REGISTER, { 'Transfer-Encoding': 'chunked' }, `10000\r\n${'x'.repeat(0x10000)}\r\n`.repeat(20)),
    ],
    ['a body that breaks off', '400', request(REGISTER, { 'Content-Length': '500' }, '{"data"')],
    ['an upgrade', '404', request('GET /', { Upgrade: 'websocket', Connection: 'Upgrade' })],
    ['CONNECT', '', request('CONNECT evil.test:443')],
    ['an absolute target', '404', request('GET http://evil.test/')],
    [
      'a token of 30 KiB',
      '400',
      request(`${REGISTER}/authenticate`, { 'CX-Authorization': `${'a'.repeat(30_000)}.b.c` }),
    ],
  ])('%s gets "%s" and is cut off, and the server lives', async (_what, code, bytes) => {
    expect(status(await exchange(bytes))).toBe(code);
    expect(await isAlive()).toBe(true);
  });

  test.each([
    ['says nothing', '', 0, 1500],
    ['never ends its headers', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ', 0, 1500],
    ['never sends its body', request(TOKEN, { 'Content-Length': '50' }, '{'), 1500, 4000],
  ])('a client that %s is left in time', async (_what, bytes, from, to) => {
    const start = performance.now();
    await exchange(bytes, { keepOpen: true });
    const took = performance.now() - start;
    expect(took).toBeGreaterThan(from);
    expect(took).toBeLessThan(to);
    expect(await isAlive()).toBe(true);
  });

  test('a hundred at once are served or turned away, and the server lives', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, () => exchange(request('GET /nowhere'), { keepOpen: true })),
    );
    expect(answers.filter((one) => one.status === 'fulfilled' && status(one.value) === '404').length).toBeGreaterThan(
      30,
    );
    expect(await isAlive()).toBe(true);
  });
});

test('stopping ends at once, also with a client that hangs on', async () => {
  const server = await startPracticeDcm({ now: Date.now, randomBytes, state: practice.state() });
  const socket = connect(Number(new URL(server.baseUrl).port), '127.0.0.1');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  const start = performance.now();
  await server.stop();
  await closed;
  expect(performance.now() - start).toBeLessThan(1000);
});
