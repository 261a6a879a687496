import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/model/verdict.ts';
import {
  createTestHome,
  type PracticeProcess,
  runTerminal,
  startPracticeProcess,
  type TestHome,
} from './run-terminal.ts';

let practice: PracticeProcess;
let home: TestHome;
let kid = '';
let token = '';

const practiceToken = async (kind: string) =>
  (await runTerminal(['practice', 'token', '--base-url', practice.baseUrl, '--kind', kind])).stdout.trim();
const sign = (...more: string[]) =>
  home.run(['token', 'sign', '--key', kid, '--env', 'p', '--reason', 'ticket 7', ...more]);
const bank = ['--flow', 'sign-in', '--sub', 'o@bank.example', '--obj', '123456789'];

beforeAll(async () => {
  practice = await startPracticeProcess();
  home = createTestHome();
}, 60_000);

afterAll(async () => {
  await practice.stop();
  home.erase();
});

describe('the main job in the terminal', () => {
  it('adds an environment, and lists it with its four facts', async () => {
    const facts = {
      name: 'p',
      baseUrl: practice.baseUrl,
      counterpartyGuid: practice.counterpartyGuid,
      kind: 'practice',
    };
    const argv = [
      '--base-url',
      facts.baseUrl,
      '--counterparty',
      facts.counterpartyGuid,
      '--kind',
      'practice',
      '--json',
    ];
    expect((await home.run(['env', 'add', 'p', ...argv])).json()).toEqual(facts);
    expect((await home.run(['env', 'list', '--json'])).json()).toEqual([facts]);
    expect((await home.run(['env', 'add', 'p', ...argv])).json()).toMatchObject({
      error: { code: 'ENVIRONMENT_EXISTS' },
    });
  });

  it('refuses a real environment in a practice home with 7', async () => {
    const argv = ['--base-url', 'https://api.bank.processing.example', '--counterparty', practice.counterpartyGuid];
    const { code, json } = await home.run(['env', 'add', 'r', ...argv, '--kind', 'production', '--json']);
    expect([code, json()]).toMatchObject([7, { error: { code: 'HOME_KIND_MIXED' } }]);
  });

  it('makes a key whose kid is its thumbprint', async () => {
    const { code, json } = await home.run(['key', 'generate', '--env', 'p', '--label', 'first', '--json']);
    const key = json<{ kid: string; thumbprint: string }>();
    kid = key.kid;
    expect(code).toBe(0);
    expect(key).toMatchObject({
      kid: key.thumbprint,
      alg: 'RS256',
      state: 'active',
      label: 'first',
      env: 'p',
      expiresAt: null,
      custody: 'here',
    });
    const { stdout } = await home.run(['key', 'export', kid, '--format', 'jwk']);
    expect((await runTerminal(['jwk', 'thumbprint', '--json'], { input: stdout })).json()).toEqual({ thumbprint: kid });
    expect(Object.keys(JSON.parse(stdout) as object).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('gives the same key as PEM and as JWK', async () => {
    const pem = await home.run(['key', 'export', kid, '--format', 'pem']);
    expect(pem.stdout).toMatch(/^-----BEGIN PUBLIC KEY-----\n/u);
    const jwk = await runTerminal(['jwk', 'from-pem'], { input: pem.stdout });
    expect(jwk.json()).toEqual(JSON.parse((await home.run(['key', 'export', kid, '--format', 'jwk'])).stdout));
    expect((await runTerminal(['jwk', 'lint', '--json'], { input: jwk.stdout })).json()).toEqual({
      ok: true,
      findings: [],
    });
  });

  it('registers once, however often it is asked', async () => {
    const first = (await home.run(['dcm', 'register', kid, '--env', 'p', '--json'])).json();
    expect(first).toMatchObject({ kid, state: 'listed' });
    expect((await home.run(['dcm', 'register', kid, '--env', 'p', '--json'])).json()).toEqual(first);
    const listed = (await home.run(['dcm', 'list', '--env', 'p', '--json'])).json<object[]>();
    expect(listed).toMatchObject([{ guid: first['guid'], kid, thumbprint: kid }]);
    expect(listed).toHaveLength(1);
  });

  it('proves possession by a probe, and shows no session token', async () => {
    const { code, json } = await home.run(['dcm', 'check', '--env', 'p', '--json']);
    const answer = json<{ accepted: boolean; sessionToken: string }>();
    expect([code, answer.accepted]).toEqual([0, true]);
    expect(answer.sessionToken.length).toBeLessThan(8);
  });

  it('signs a bank token with exactly five claims, 300 s by default', async () => {
    const { code, json } = await sign(...bank, '--json');
    const signed = json<{ token: string; claims: Record<string, number>; expiresAt: string }>();
    token = signed.token;
    expect(code).toBe(0);
    expect(Object.keys(signed.claims).toSorted()).toEqual(['exp', 'flow', 'iat', 'obj', 'sub']);
    expect((signed.claims['exp'] ?? 0) - (signed.claims['iat'] ?? 0)).toBe(300);
    expect(Date.parse(signed.expiresAt)).toBe((signed.claims['exp'] ?? 0) * 1000);
    const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as object;
    expect(header).toEqual({ alg: 'RS256', kid, typ: 'JWT' });
  });

  it('gives a bare token on stdout, and a platform token with a jti', async () => {
    const { stdout } = await sign('--profile', 'platform', '--claim', 'aud="dcm"');
    const bare = stdout.trim();
    expect(bare.split('.')).toHaveLength(3);
    const claims = JSON.parse(Buffer.from(bare.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    expect(Object.keys(claims).toSorted()).toEqual(['aud', 'exp', 'iat', 'jti']);
  });

  it('has its token judged valid, ours, by its own keys', async () => {
    const verdict = (
      await home.run(['token', 'verify', '--own', '--profile', 'bank', token, '--json'])
    ).json<Verdict>();
    expect(verdict).toMatchObject({ outcome: 'valid', code: 'OK', codes: [], issuer: 'us', kid });
    expect(verdict.checks.map((check) => check.result)).toEqual(Array<string>(8).fill('pass'));
  });

  it('puts a given token before DCM, and says that it is used up', async () => {
    const { code, json, stderr } = await home.run(['dcm', 'check', '--env', 'p', token, '--json']);
    expect([code, json()]).toMatchObject([0, { accepted: true }]);
    expect(stderr).toContain('used up');
    const refused = await home.run(['dcm', 'check', '--env', 'p', await practiceToken('genuine'), '--json']);
    expect([refused.code, refused.json()]).toMatchObject([1, { accepted: false, sessionToken: null }]);
  });

  it('can tell nothing about DCM’s tokens before a snapshot', async () => {
    const { code, json } = await home.run(['token', 'verify', '--env', 'p', await practiceToken('genuine'), '--json']);
    expect([code, json()]).toMatchObject([6, { outcome: 'undetermined', code: 'NO_SNAPSHOT' }]);
  });

  it('fetches DCM’s keys as a snapshot', async () => {
    const snapshot = (await home.run(['dcm', 'jwks', '--env', 'p', '--json'])).json<{ id: number }>();
    expect(snapshot).toMatchObject({ trust: 'fetched', kids: [practice.dcmKid] });
    const list = (await home.run(['snapshot', 'list', '--json'])).json<object[]>();
    expect(list).toEqual([snapshot]);
    expect((await home.run(['snapshot', 'show', String(snapshot.id), '--json'])).json()).toEqual(snapshot);
  });

  it.each([
    ['genuine', 0, 'valid', 'OK', 'dcm'],
    ['expired', 1, 'invalid', 'TOKEN_EXPIRED', 'dcm'],
    ['tampered', 1, 'invalid', 'SIGNATURE_INVALID', 'unknown'],
    ['unknown-kid', 6, 'undetermined', 'KEY_UNKNOWN', 'unknown'],
  ])('judges a token of DCM that is %s', async (kind, code, outcome, verdictCode, issuer) => {
    const ended = await home.run(['token', 'verify', '--env', 'p', '--profile', 'bank', '--json'], {
      input: `${await practiceToken(kind)}\n`,
    });
    expect([ended.code, ended.json()]).toMatchObject([code, { outcome, code: verdictCode, issuer }]);
  });

  it('judges as of an instant without changing the trail’s own clock', async () => {
    const later = Math.floor(Date.now() / 1000) + 86_400;
    const { code, json } = await home.run(['token', 'verify', '--own', token, '--at', String(later), '--json']);
    expect([code, json()]).toMatchObject([
      1,
      { code: 'TOKEN_EXPIRED', judgedAt: new Date(later * 1000).toISOString() },
    ]);
    const { stdout } = await home.run(['audit', 'export']);
    const last =
      stdout
        .trim()
        .split('\n')
        .filter((line) => line.includes('"event"'))
        .at(-1) ?? '';
    expect(Math.abs(Date.parse((JSON.parse(last) as { event: { at: string } }).event.at) - Date.now())).toBeLessThan(
      60_000,
    );
  });

  it.each([
    ['a life above the ceiling', [...bank, '--ttl', '1201'], 7, 'TOKEN_LIFE_REFUSED'],
    ['a life of nothing', [...bank, '--ttl', '0'], 2, 'INPUT_INVALID'],
    ['a claim that is the app’s own', ['--profile', 'platform', '--claim', 'exp=1'], 7, 'CLAIM_REFUSED'],
    ['a bank token without sub', ['--flow', 'sign-in', '--obj', '1'], 2, 'INPUT_INVALID'],
  ])('refuses %s', async (_name, argv, code, errorCode) => {
    const ended = await sign(...argv, '--json');
    expect([ended.code, ended.json()]).toMatchObject([code, { error: { code: errorCode } }]);
  });

  it('signs nothing with a draft, nor with a key of no environment', async () => {
    const draft = (await home.run(['key', 'generate', '--env', 'p', '--draft', '--bits', '2048', '--json'])).json<{
      kid: string;
    }>();
    const loose = (await home.run(['key', 'generate', '--kid', '-odd kid', '--bits', '2048', '--json'])).json<{
      kid: string;
    }>();
    const argv = ['--env', 'p', ...bank, '--reason', 'r', '--json'];
    const byDraft = await home.run(['token', 'sign', '--key', draft.kid, ...argv]);
    expect([byDraft.code, byDraft.json()]).toMatchObject([7, { error: { code: 'KEY_NOT_ACTIVE' } }]);
    const byLoose = await home.run(['token', 'sign', '--key', loose.kid, ...argv]);
    expect([byLoose.code, byLoose.json()]).toMatchObject([7, { error: { code: 'KEY_OUT_OF_SCOPE' } }]);
    expect((await home.run(['key', 'show', '-odd kid', '--json'])).json()).toMatchObject({
      kid: '-odd kid',
      env: null,
    });
    const taken = await home.run(['key', 'generate', '--kid', '-odd kid', '--json']);
    expect([taken.code, taken.json()]).toMatchObject([2, { error: { code: 'KID_TAKEN' } }]);
  });

  it('keeps a trail that verifies here and anywhere, and finds a change', async () => {
    const report = (await home.run(['audit', 'verify', '--json'])).json<{
      ok: boolean;
      events: number;
      evidenceKey: string;
    }>();
    expect(report).toMatchObject({ ok: true, brokenAt: null, signer: 'unknown' });
    const { stdout } = await home.run(['audit', 'export']);
    const file = `${home.path}/../export.jsonl`;
    const { writeFileSync } = await import('node:fs');
    writeFileSync(file, stdout);
    const trusted = await runTerminal(['audit', 'verify', '--file', file, '--trust', report.evidenceKey, '--json']);
    expect([trusted.code, trusted.json()]).toMatchObject([0, { ok: true, signer: 'known' }]);
    writeFileSync(file, stdout.replace('ticket 7', 'ticket 8'));
    const changed = await runTerminal(['audit', 'verify', '--file', file, '--json']);
    expect([changed.code, changed.json()]).toMatchObject([5, { ok: false }]);
    expect(changed.json<{ brokenAt: number }>().brokenAt).toBeGreaterThan(1);
  });
});
