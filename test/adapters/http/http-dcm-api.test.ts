import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { answerBytes, json, startScriptedServer, type ScriptedServer } from '../../fakes/scripted-server.ts';
import { dcmApi, ENTRY, environmentAt, failure, GUID, LIST_PATH } from '../../fakes/dcm-calls.ts';

const BODY = '{"data": {"kid":"54321", "kty":"RSA",\n "label":"Ключ № 1 – é"}}';
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ';
const DATE = 'Sun, 06 Nov 1994 08:49:37 GMT';

let server: ScriptedServer | null = null;
const { dcm } = dcmApi();

async function serve(answer: Buffer): Promise<ReturnType<typeof environmentAt>> {
  server = await startScriptedServer((socket) => socket.end(answer));
  return environmentAt(server.port);
}

function onlyRequest() {
  const [request, ...others] = server?.requests ?? [];
  if (request === undefined || others.length > 0) throw new Error('one request was expected');
  const names = request.headers.map(([name]) => name);
  return { ...request, names, header: (name: string) => request.headers.find(([one]) => one === name)?.[1] ?? null };
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

afterEach(async () => {
  await server?.stop();
  server = null;
});

describe('create jwk', () => {
  test('sends the body byte for byte, with its length and the idempotency key, and keeps evidence of both sides', async () => {
    const answer = JSON.stringify({ guid: ENTRY, more: 1 });
    const environment = await serve(answerBytes('200 OK', { 'Content-Type': 'application/json', Date: DATE }, answer));
    const sent = await dcm.createJwk(environment, BODY, 'key-1');
    const request = onlyRequest();
    expect(request.line).toBe(`POST ${LIST_PATH} HTTP/1.1`);
    expect(request.body.equals(Buffer.from(BODY, 'utf8'))).toBe(true);
    expect(request.header('content-length')).toBe(String(Buffer.byteLength(BODY)));
    expect(request.header('content-type')).toBe('application/json');
    expect(request.header('idempotency-key')).toBe('key-1');
    expect(request.header('accept-encoding')).toBe('identity');
    expect(sent).toEqual({
      guid: ENTRY,
      requestSha256: sha256(BODY),
      responseSha256: sha256(answer),
      serverTime: Date.UTC(1994, 10, 6, 8, 49, 37),
      certificateSha256: null,
    });
  });

  test('posts where the preview says', async () => {
    const environment = { ...environmentAt(1), baseUrl: 'https://dcm.example/gateway/', kind: 'stage' as const };
    expect(dcm.createJwkUrl(environment)).toBe(`https://dcm.example/gateway${LIST_PATH}`);
  });

  test.each([[{}], [{ guid: '' }], [{ guid: 7 }], [{ guid: '../x' }], [{ guid: '..' }], [{ guid: 'x'.repeat(129) }]])(
    'refuses an answer without a usable guid: %j, and says that the key may be stored',
    async (answer) => {
      const environment = await serve(json(answer));
      const failed = await failure(dcm.createJwk(environment, BODY, 'key-1'));
      expect(failed).toMatchObject({ code: 'DCM_ANSWER_REFUSED', fate: 'unknown' });
      expect(failed.message).toContain('unknown whether DCM stored the key');
    },
  );
});

test('update jwk puts the exact bytes to the entry and takes an empty object', async () => {
  const environment = await serve(json({}));
  expect(await dcm.updateJwk(environment, ENTRY, BODY)).toMatchObject({ requestSha256: sha256(BODY) });
  expect(onlyRequest().line).toBe(`PUT ${LIST_PATH}/${ENTRY} HTTP/1.1`);
  expect(onlyRequest().body.toString('utf8')).toBe(BODY);
});

test.each(['', '..', 'a/b', 'a%2fb', 'a?b'])('update jwk sends nothing to an entry named %j', async (guid) => {
  const environment = await serve(json({}));
  expect(await failure(dcm.updateJwk(environment, guid, BODY))).toMatchObject({ code: 'INPUT_INVALID' });
  expect(server?.connections()).toBe(0);
});

describe('get jwks', () => {
  test('gives the entries as they are, whatever their data', async () => {
    const keys = [
      { guid: ENTRY, data: { kid: '54321', anything: [1] }, created_at: 'a', updated_at: 'b', extra: true },
      { guid: 'B', data: null, created_at: 5 },
    ];
    const { entries } = await dcm.listJwks(await serve(json({ keys })));
    expect(entries).toEqual([
      { guid: ENTRY, data: { kid: '54321', anything: [1] }, createdAt: 'a', updatedAt: 'b' },
      { guid: 'B', data: null, createdAt: null, updatedAt: null },
    ]);
    expect(onlyRequest().line).toBe(`GET ${LIST_PATH} HTTP/1.1`);
  });

  test.each([
    [{}],
    [{ keys: {} }],
    [{ keys: [null] }],
    [{ keys: [{ guid: ENTRY }] }],
    [{ keys: [{ guid: 5, data: {} }] }],
    [{ keys: [{ guid: ENTRY, data: {} }, { data: {} }] }],
  ])('refuses the whole list if one entry cannot be read: %j', async (answer) => {
    const failed = await failure(dcm.listJwks(await serve(json(answer))));
    expect(failed.code).toBe('DCM_ANSWER_REFUSED');
  });
});

describe('authenticate', () => {
  test('sends the token in its own header, without a body, without Authorization, without a cookie', async () => {
    const environment = await serve(
      answerBytes('200 OK', { 'Content-Type': 'application/json', 'Set-Cookie': 'a=b' }, '{"session_token":"s3cret"}'),
    );
    const answer = { accepted: true, sessionToken: 's3cret', serverMessage: null, requestSha256: sha256(TOKEN) };
    expect(await dcm.authenticate(environment, TOKEN)).toMatchObject(answer);
    expect(await dcm.authenticate(environment, TOKEN)).toMatchObject(answer);
    expect(server?.requests.length).toBe(2);
    for (const request of server?.requests ?? []) {
      const names = request.headers.map(([name]) => name);
      expect(request.line).toBe(`POST ${LIST_PATH}/authenticate HTTP/1.1`);
      expect(request.headers).toContainEqual(['cx-authorization', TOKEN]);
      expect(request.body.length).toBe(0);
      expect(names).not.toContain('authorization');
      expect(names).not.toContain('cookie');
    }
  });

  test('takes 400 in JSON or text for a refusal of the token, with the words of the server', async () => {
    const inJson = await dcm.authenticate(await serve(json({ error: 'logic error' }, '400 Bad Request')), TOKEN);
    expect(inJson).toMatchObject({ accepted: false, sessionToken: null, serverMessage: 'logic error' });
    await server?.stop();
    const text = answerBytes('400 Bad Request', { 'Content-Type': 'text/plain' }, 'token expired\r\n');
    expect(await dcm.authenticate(await serve(text), TOKEN)).toMatchObject({ serverMessage: 'token expired' });
    await server?.stop();
    const silent = answerBytes('400 Bad Request', {}, '');
    expect(await dcm.authenticate(await serve(silent), TOKEN)).toMatchObject({ accepted: false, serverMessage: null });
  });

  test('takes a 400 page for an answer of something else than DCM', async () => {
    const page = answerBytes('400 Bad Request', { 'Content-Type': 'text/html' }, '<html><title>400 header too large');
    expect((await failure(dcm.authenticate(await serve(page), TOKEN))).code).toBe('DCM_REFUSED');
  });

  test.each([[{}], [{ session_token: '' }], [{ session_token: 5 }], [{ session_token: null }]])(
    'decides nothing by a 200 without a session token: %j',
    async (answer) => {
      expect((await failure(dcm.authenticate(await serve(json(answer)), TOKEN))).code).toBe('DCM_ANSWER_REFUSED');
    },
  );

  test.each(['', 'a b', 'a\r\nAuthorization: x', 'é', 'x'.repeat(16_385)])(
    'opens no connection for %j',
    async (token) => {
      const environment = await serve(json({ session_token: 's' }));
      expect((await failure(dcm.authenticate(environment, token))).code).toBe('TOKEN_MALFORMED');
      expect(server?.connections()).toBe(0);
    },
  );

  test('never repeats a token that the server echoes', async () => {
    const echo = json({ error: `bad token ${TOKEN} of you` }, '400 Bad Request');
    const answer = await dcm.authenticate(await serve(echo), TOKEN);
    expect(answer.serverMessage).toBe('bad token [token] of you');
  });
});

test('fetch jwks gives the exact bytes and where they came from', async () => {
  const bytes = Buffer.from('{ "keys" : [ ] , "x": 1.0 }\n');
  const environment = await serve(answerBytes('200 OK', { 'Content-Type': 'application/jwk-set+json' }, bytes));
  const answer = await dcm.fetchJwks(environment);
  expect(answer.bytes.equals(bytes)).toBe(true);
  expect(answer.url).toBe(`${environment.baseUrl}/api/v1/.well-known/jwks.json`);
  expect(answer.responseSha256).toBe(sha256(bytes));
  expect(onlyRequest().names).not.toContain('authorization');
});

test('the counterparty in the path is written as the bank typed it', async () => {
  const environment = await serve(json({ keys: [] }));
  await dcm.listJwks({ ...environment, counterpartyGuid: GUID.toUpperCase() });
  expect(onlyRequest().line).toContain(GUID.toUpperCase());
});

test('sends nobody to a login for a call that never takes one', async () => {
  const hintOf = async (call: (at: ReturnType<typeof environmentAt>) => Promise<unknown>): Promise<unknown> => {
    const environment = await serve(answerBytes('401 Unauthorized', { 'Content-Type': 'application/json' }, '{}'));
    const { code, hint } = await failure(call(environment));
    await server?.stop();
    return [code, hint.includes('env credential')];
  };
  expect(await hintOf((at) => dcm.listJwks(at))).toEqual(['DCM_UNAUTHORIZED', true]);
  expect(await hintOf((at) => dcm.authenticate(at, TOKEN))).toEqual(['DCM_UNAUTHORIZED', false]);
  expect(await hintOf((at) => dcm.fetchJwks(at))).toEqual(['DCM_UNAUTHORIZED', false]);
});
