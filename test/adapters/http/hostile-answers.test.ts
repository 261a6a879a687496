import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { answerBytes, json, type ScriptedServer, startScriptedServer } from '../../fakes/scripted-server.ts';
import { dcmApi, ENTRY, environmentAt, failure } from '../../fakes/dcm-calls.ts';

const BODY = '{"data":{"kid":"54321"}}';
const JSON_TYPE = { 'Content-Type': 'application/json' };

let server: ScriptedServer | null = null;

async function serve(script: Buffer): Promise<ReturnType<typeof environmentAt>> {
  server = await startScriptedServer((socket) => socket.end(script));
  return environmentAt(server.port);
}

async function create(script: Buffer) {
  return failure(dcmApi().dcm.createJwk(await serve(script), BODY, 'key-1'));
}

async function list(script: Buffer) {
  return failure(dcmApi().dcm.listJwks(await serve(script)));
}

afterEach(async () => {
  await server?.stop();
  server = null;
});

test('the same calls succeed when the answer is good', async () => {
  expect((await create(json({ guid: ENTRY }))).code).toBe('nothing thrown');
  await server?.stop();
  expect((await list(json({ keys: [] }, '201 Created'))).code).toBe('nothing thrown');
  await server?.stop();
  const charset = answerBytes('200 OK', { 'content-type': 'Application/JSON; charset="UTF-8"' }, '{"keys":[]}');
  expect((await list(charset)).code).toBe('nothing thrown');
});

describe('redirects', () => {
  test.each([
    '300 Multiple Choices',
    '301 Moved Permanently',
    '302 Found',
    '303 See Other',
    '304 Not Modified',
    '307 Temporary Redirect',
    '308 Permanent Redirect',
  ])('are not followed: %s', async (status) => {
    const elsewhere = await startScriptedServer((socket) => socket.end(json({ guid: ENTRY })));
    const location = `http://127.0.0.1:${String(elsewhere.port)}/login?flow=secret`;
    const failed = await create(answerBytes(status, { Location: location }, 'go'));
    expect(failed).toMatchObject({ code: 'DCM_REDIRECTED', fate: 'unknown' });
    expect(failed.message).toContain(`127.0.0.1:${String(elsewhere.port)}`);
    expect(failed.message).not.toContain('secret');
    expect(elsewhere.connections()).toBe(0);
    expect(server?.requests.length).toBe(1);
    await elsewhere.stop();
  });

  test.each(['//evil.test/x', 'http://169.254.169.254/', '/loop', 'javascript:alert(1)', ''])(
    'are an error whatever they point to: %j',
    async (location) => {
      const bytes = answerBytes('302 Found', { Location: location, Refresh: '0;url=http://evil.test' }, '');
      expect((await list(bytes)).code).toBe('DCM_REDIRECTED');
    },
  );
});

describe('answers that are not DCM’s', () => {
  const cases: readonly (readonly [what: string, answer: Buffer])[] = [
    [
      'an HTML login page',
      answerBytes('200 OK', { 'Content-Type': 'text/html' }, '<!doctype html><title>Sign in</title>'),
    ],
    ['HTML that calls itself JSON', answerBytes('200 OK', JSON_TYPE, '\n<html><body>{"keys":[]}')],
    ['a page that refreshes itself', answerBytes('200 OK', { 'Content-Type': 'text/html', Refresh: '0;url=/x' }, '')],
    ['204', answerBytes('204 No Content', {}, '')],
    ['202', json({ keys: [] }, '202 Accepted')],
    ['206', json({ keys: [] }, '206 Partial Content')],
    ['an empty body', answerBytes('200 OK', JSON_TYPE, '')],
    ['no content type', answerBytes('200 OK', {}, '{"keys":[]}')],
    ['text', answerBytes('200 OK', { 'Content-Type': 'text/plain' }, '{"keys":[]}')],
    [
      'JSON in another charset',
      answerBytes('200 OK', { 'Content-Type': 'application/json; charset=utf-16' }, '{"keys":[]}'),
    ],
    ['a script', answerBytes('200 OK', { 'Content-Type': 'application/javascript' }, '{"keys":[]}')],
    ['a byte order mark', answerBytes('200 OK', JSON_TYPE, '\ufeff{"keys":[]}')],
    ['UTF-16', answerBytes('200 OK', JSON_TYPE, Buffer.from('{"keys":[]}', 'utf16le'))],
    ['bad UTF-8', answerBytes('200 OK', JSON_TYPE, Buffer.from('{"keys":[],"a":"\xff"}', 'latin1'))],
    ['half of a JSON', answerBytes('200 OK', JSON_TYPE, '{"keys":[')],
    ['an array', answerBytes('200 OK', JSON_TYPE, '[]')],
    ['null', answerBytes('200 OK', JSON_TYPE, 'null')],
    ['JSON twice', answerBytes('200 OK', JSON_TYPE, '{"keys":[]}{"keys":[]}')],
    ['33 levels', answerBytes('200 OK', JSON_TYPE, `{"keys":[],"a":${'['.repeat(32)}${']'.repeat(32)}}`)],
    ['100 000 levels', answerBytes('200 OK', JSON_TYPE, `{"keys":[],"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`)],
    [
      'a good answer in gzip',
      answerBytes('200 OK', { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, gzipSync('{"keys":[]}')),
    ],
    [
      'a gzip bomb',
      answerBytes('200 OK', { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, gzipSync(Buffer.alloc(50_000_000, 0x20))),
    ],
    ['an unknown encoding', answerBytes('200 OK', { ...JSON_TYPE, 'Content-Encoding': 'x, gzip' }, '{"keys":[]}')],
    [
      'a Content-Length over the limit',
      answerBytes('200 OK', { ...JSON_TYPE, 'Content-Length': '99999999999' }, '{"keys":[]}'),
    ],
    ['257 KiB', answerBytes('200 OK', JSON_TYPE, `{"keys":[]}${' '.repeat(257 * 1024)}`)],
    [
      'a Content-Length that is too short',
      answerBytes('200 OK', { ...JSON_TYPE, 'Content-Length': '5' }, '{"keys":[]}'),
    ],
    ['another protocol', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')],
    ['endless headers', Buffer.from(`HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(5000)}`)],
    ['two lengths', Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 11\r\n\r\n{"keys":[]}')],
  ];

  test.each(cases)('%s is refused', async (_what, answer) => {
    const failed = await list(answer);
    expect(failed.code).toBe('DCM_ANSWER_REFUSED');
    expect(failed.hint).not.toBe('');
  });

  test.each(cases)('%s to a new key leaves it unknown whether DCM stored it', async (_what, answer) => {
    const failed = await create(answer);
    expect(failed).toMatchObject({ code: 'DCM_ANSWER_REFUSED', fate: 'unknown' });
    expect(failed.hint).toContain('look at what DCM lists');
    expect(server?.requests.length).toBe(1);
  });

  test('a byte order mark is named', async () => {
    expect((await list(answerBytes('200 OK', JSON_TYPE, '\ufeff{"keys":[]}'))).message).toContain('byte order mark');
  });

  test('256 KiB to the byte is read', async () => {
    const whole = '{"keys":[]}'.padEnd(262_144);
    expect((await list(answerBytes('200 OK', JSON_TYPE, whole))).code).toBe('nothing thrown');
    await server?.stop();
    expect((await list(answerBytes('200 OK', JSON_TYPE, `${whole} `))).code).toBe('DCM_ANSWER_REFUSED');
  });

  test('32 levels are read', async () => {
    const deep = `{"keys":[],"a":${'['.repeat(31)}${']'.repeat(31)},"b":"[[[\\"{{{"}`;
    expect((await list(answerBytes('200 OK', JSON_TYPE, deep))).code).toBe('nothing thrown');
  });
});

describe('statuses', () => {
  test.each([
    ['400 Bad Request', 'DCM_REFUSED', 'refused'],
    ['401 Unauthorized', 'DCM_UNAUTHORIZED', 'refused'],
    ['403 Forbidden', 'DCM_UNAUTHORIZED', 'refused'],
    ['404 Not Found', 'DCM_REFUSED', 'refused'],
    ['407 Proxy Authentication Required', 'DCM_REFUSED', 'refused'],
    ['408 Request Timeout', 'DCM_REFUSED', 'unknown'],
    ['409 Conflict', 'DCM_REFUSED', 'unknown'],
    ['422 Unprocessable Content', 'DCM_REFUSED', 'refused'],
    ['429 Too Many Requests', 'DCM_FAILED', 'refused'],
    ['500 Internal Server Error', 'DCM_FAILED', 'unknown'],
    ['502 Bad Gateway', 'DCM_FAILED', 'unknown'],
    ['503 Service Unavailable', 'DCM_FAILED', 'unknown'],
    ['599 Odd', 'DCM_FAILED', 'unknown'],
  ])('%s is %s, and the request was %s', async (status, code, fate) => {
    const failed = await create(json({ error: 'Unauthorized', message: 'Access credentials are invalid' }, status));
    expect(failed).toMatchObject({ code, fate });
    expect(failed.message).toContain('Unauthorized: Access credentials are invalid');
    expect(server?.requests.length).toBe(1);
  });

  test('the words of the server are cut at 300 characters and hold no control characters', async () => {
    const failed = await list(
      answerBytes('400 Bad Request', { 'Content-Type': 'text/plain' }, `no\u001b[31m\0\u202e${'x'.repeat(9000)}`),
    );
    const words = failed.message.slice(failed.message.indexOf('no '));
    expect([...words].length).toBe(300);
    expect(words).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test.each([
    ['30', '30 s'],
    ['999999999999', 'a few minutes'],
    ['-5', 'a few minutes'],
    ['Fri, 31 Dec 2999 23:59:59 GMT', 'a few minutes'],
  ])('Retry-After %s leads to a wait of %s', async (value, wait) => {
    const failed = await list(answerBytes('429 Too Many Requests', { 'Retry-After': value }, ''));
    expect(failed.hint).toContain(`wait ${wait}`);
  });
});

test('an environment that was bent after it was added is judged again before each call', async () => {
  const environment = { ...(await serve(json({ keys: [] }))), kind: 'production' as const };
  expect((await failure(dcmApi().dcm.listJwks(environment))).code).toBe('BASE_URL_REFUSED');
  expect(
    (await failure(dcmApi().dcm.listJwks({ ...environment, kind: 'practice', counterpartyGuid: '../x' }))).code,
  ).toBe('COUNTERPARTY_INVALID');
  expect(server?.connections()).toBe(0);
});
