import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/model/verdict.ts';
import {
  createTestHome,
  type PracticeProcess,
  runTerminal,
  startPracticeProcess,
  type TestHome,
} from '../cli/run-terminal.ts';

/**
 * Programs that we did not write judge what is ours, and we judge what is theirs: OpenSSL, the C implementation `jose`
 * (latchset) and jwcrypto for Python. They must be installed; a missing one is a failure that names its package.
 */
const PYTHON = '/usr/bin/python3';
const PROGRAMS: readonly [string, readonly string[], string][] = [
  ['openssl', ['version'], 'openssl'],
  ['jose', ['alg'], 'jose'],
  [PYTHON, ['-c', 'import jwcrypto'], 'python3-jwcrypto'],
];
const folder = mkdtempSync(join(tmpdir(), 'dcm-interop-'));
const file = (name: string, content?: string | Buffer): string => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};
const run = (program: string, argv: readonly string[], input = ''): string =>
  execFileSync(program, argv, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
const fails = (program: string, argv: readonly string[], input = ''): boolean =>
  spawnSync(program, argv, { input }).status !== 0;
const python = (code: string, ...argv: string[]): string => run(PYTHON, ['-c', code, ...argv]).trim();

let practice: PracticeProcess;
let home: TestHome;
let kid = '';
let token = '';
let jwkFile = '';

beforeAll(async () => {
  practice = await startPracticeProcess();
  home = createTestHome();
  const { baseUrl, counterpartyGuid } = practice;
  await home.run(['env', 'add', 'p', '--base-url', baseUrl, '--counterparty', counterpartyGuid, '--kind', 'practice']);
  kid = (await home.run(['key', 'generate', '--env', 'p', '--json'])).json<{ kid: string }>().kid;
  jwkFile = file('ours.jwk', (await home.run(['key', 'export', kid, '--format', 'jwk'])).stdout);
  const argv = ['--flow', 'sign-in', '--sub', 'Олена@bank.example', '--obj', '1', '--reason', 'interop'];
  token = (await home.run(['token', 'sign', '--key', kid, '--env', 'p', ...argv])).stdout.trim();
}, 60_000);
afterAll(async () => {
  await practice.stop();
  home.erase();
  rmSync(folder, { recursive: true, force: true });
});

/** The token with one bit of its payload changed: what a verifier must refuse, or it verifies nothing. */
function changed(given: string): string {
  const [header = '', payload = '', signature = ''] = given.split('.');
  const bytes = Buffer.from(payload, 'base64url');
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  return `${header}.${bytes.toString('base64url')}.${signature}`;
}

async function judge(given: string, jwk: string): Promise<Verdict> {
  const { stdout } = await runTerminal(['token', 'verify', '--jws', '--jwks', file('theirs.json', jwk), '--json'], {
    input: given,
  });
  return JSON.parse(stdout) as Verdict;
}

describe('other programs', () => {
  it.each(PROGRAMS)('%s is installed', (program, argv, debianPackage) => {
    expect(spawnSync(program, argv).status, `apt-get install ${debianPackage}`).toBe(0);
  });
});

describe('what is ours', () => {
  it('is verified by openssl', async () => {
    const pem = file('ours.pem', (await home.run(['key', 'export', kid, '--format', 'pem'])).stdout);
    const [header, payload, signature = ''] = token.split('.');
    const sig = file('ours.sig', Buffer.from(signature, 'base64url'));
    const verify = ['dgst', '-sha256', '-verify', pem, '-signature', sig];
    expect(run('openssl', verify, `${String(header)}.${String(payload)}`)).toContain('Verified OK');
    expect(fails('openssl', verify, `${String(header)}.${String(payload)}x`)).toBe(true);
  });

  it('is verified by jose', () => {
    const verify = (given: string) => ['jws', 'ver', '-i', file('token', given), '-k', jwkFile, '-O', '-'];
    expect(JSON.parse(run('jose', verify(token)))).toMatchObject({ sub: 'Олена@bank.example' });
    expect(fails('jose', verify(changed(token)))).toBe(true);
    expect(run('jose', ['jwk', 'thp', '-a', 'S256', '-i', jwkFile]).trim()).toBe(kid);
  });

  it('is verified by jwcrypto', () => {
    const code = `
import sys
from jwcrypto import jwk, jws
key = jwk.JWK.from_json(open(sys.argv[1]).read())
token = jws.JWS(); token.deserialize(sys.argv[2], key)
print(key.thumbprint())`;
    expect(python(code, jwkFile, token)).toBe(kid);
    expect(fails(PYTHON, ['-c', code, jwkFile, changed(token)])).toBe(true);
  });
});

describe('what is theirs', () => {
  it.each([
    ['RS256', '{"alg":"RS256","bits":3072}'],
    ['PS256', '{"alg":"PS256"}'],
    ['ES256', '{"alg":"ES256"}'],
    ['ES384', '{"alg":"ES384"}'],
    ['ES512', '{"alg":"ES512"}'],
  ])('by jose, %s, is verified by us', async (alg, template) => {
    const key = file('jose.jwk', run('jose', ['jwk', 'gen', '-i', template]));
    const publicKey = {
      ...(JSON.parse(run('jose', ['jwk', 'pub', '-i', key])) as object),
      kid: 'theirs',
      key_ops: ['verify'],
    };
    const protectedHeader = JSON.stringify({ protected: { alg, kid: 'theirs' } });
    const theirs = run('jose', [
      'jws',
      'sig',
      '-I',
      file('payload', '{"sub":"x"}'),
      '-k',
      key,
      '-s',
      protectedHeader,
      '-c',
    ]).trim();
    const jwk = JSON.stringify(publicKey);
    expect(await judge(theirs, jwk)).toMatchObject({ outcome: 'valid', alg });
    expect(await judge(changed(theirs), jwk)).toMatchObject({ code: 'SIGNATURE_INVALID' });
    expect((await runTerminal(['jwk', 'thumbprint'], { input: jwk })).stdout.trim()).toBe(
      run('jose', ['jwk', 'thp', '-a', 'S256', '-i', '-'], jwk).trim(),
    );
  });

  it.each(['RS256', 'PS512', 'ES256', 'EdDSA'])('by jwcrypto, %s, is verified by us', async (alg) => {
    const code = `
import sys, json
from jwcrypto import jwk, jws
alg = sys.argv[1]
kind = {'R': dict(kty='RSA', size=2048), 'P': dict(kty='RSA', size=2048), 'E': dict(kty='EC', crv='P-256')}
key = jwk.JWK.generate(kid='theirs', **(dict(kty='OKP', crv='Ed25519') if alg == 'EdDSA' else kind[alg[0]]))
token = jws.JWS(json.dumps({'sub': 'x'}))
token.add_signature(key, None, json.dumps({'alg': alg, 'kid': 'theirs'}))
print(json.dumps({'jwk': key.export_public(), 'token': token.serialize(compact=True), 'thumbprint': key.thumbprint()}))`;
    const theirs = JSON.parse(python(code, alg)) as { jwk: string; token: string; thumbprint: string };
    expect(await judge(theirs.token, theirs.jwk)).toMatchObject({ outcome: 'valid', alg });
    expect(await judge(changed(theirs.token), theirs.jwk)).toMatchObject({ code: 'SIGNATURE_INVALID' });
    expect((await runTerminal(['jwk', 'thumbprint'], { input: theirs.jwk })).stdout.trim()).toBe(theirs.thumbprint);
  });

  it('by openssl, as a PEM, a PKCS#1 PEM and a certificate, is one and the same JWK', async () => {
    const key = file('openssl.key');
    run('openssl', ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', key]);
    const spki = run('openssl', ['pkey', '-in', key, '-pubout']);
    const pkcs1 = run('openssl', ['rsa', '-in', key, '-RSAPublicKey_out']);
    const certificate = run('openssl', ['req', '-x509', '-new', '-key', key, '-subj', '/CN=bank', '-days', '2']);
    const jwks = await Promise.all(
      [spki, pkcs1, certificate].map((pem) => runTerminal(['jwk', 'from-pem', '--kid', 'o'], { input: pem })),
    );
    expect(new Set(jwks.map((one) => one.stdout)).size).toBe(1);
    const input = `${Buffer.from('{"alg":"RS256","kid":"o"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}`;
    const signature = execFileSync('openssl', ['dgst', '-sha256', '-sign', key], { input });
    expect(await judge(`${input}.${signature.toString('base64url')}`, jwks[0]?.stdout ?? '')).toMatchObject({
      outcome: 'valid',
    });
    const refused = await runTerminal(['jwk', 'from-pem', '--json'], { input: readFileSync(key) });
    expect(refused.json()).toMatchObject({ error: { code: 'PRIVATE_KEY_GIVEN' } });
  });
});
