import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bundleBytes, readBundle, verifyBundle } from '../../electron/domain/bundle.ts';
import { requirePublicData } from '../../electron/domain/data-class.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { BundleContent } from '../../shared/model/bundle.ts';
import type { EvidenceJwk } from '../../shared/model/evidence.ts';
import { makeKey, signed } from './tokens.ts';

const one = makeKey('RS256', 'one');
const maker = generateKeyPairSync('ed25519');
const evidenceKey = maker.publicKey.export({ format: 'jwk' }) as EvidenceJwk;
const AT = '2026-10-12T09:00:00.000Z';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function content(jwks: string, more: object = {}): BundleContent {
  return {
    format: 'dcm-bundle',
    version: 1,
    kind: 'jwks-snapshot',
    madeAt: AT,
    installId: 'home',
    environment: { name: 'bank', kind: 'stage', baseUrl: 'https://dcm.example', counterpartyGuid: 'g' },
    evidenceKey,
    snapshot: {
      firstSeenAt: AT,
      lastSeenAt: AT,
      source: 'https://dcm.example/api/v1/.well-known/jwks.json',
      trust: 'fetched',
      certificateSha256: null,
      sha256: sha256(jwks),
      jwks,
      ...more,
    },
  };
}
const set = JSON.stringify({ keys: [one.jwk] });
function bundleText(of: BundleContent = content(set)): string {
  const signature = sign(null, bundleBytes(of), maker.privateKey).toString('base64url');
  return JSON.stringify({ ...of, signature });
}
const check = (text: string, trusted: string | null = null) => verifyBundle(Buffer.from(text), trusted);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'done';
};
const whole = bundleText();
const { fingerprint } = readBundle(Buffer.from(whole));

describe('a signed bundle', () => {
  it('is intact by itself, and its signer is known only by a fingerprint that is trusted', () => {
    const about = { ok: true, kind: 'jwks-snapshot', kids: ['one'], takenAt: AT, evidenceKey: fingerprint };
    expect(check(whole)).toMatchObject({ ...about, signer: 'unknown', sha256: sha256(whole) });
    expect(check(whole, fingerprint).signer).toBe('known');
    expect(check(whole, 'another').signer).toBe('unknown');
  });

  it('is refused with any single character of it changed', () => {
    const survivors: number[] = [];
    for (let at = 0; at < whole.length; at += 3) {
      const other = whole[at] === '1' ? '2' : '1';
      if (check(whole.slice(0, at) + other + whole.slice(at + 1)).ok) survivors.push(at);
    }
    expect(survivors).toEqual([]);
  });

  it.each([
    ['cut', whole.slice(0, -20)],
    ['with a member twice', whole.replace('{', '{"format":"dcm-bundle",')],
    ['with a member twice deep in it', whole.replace('"snapshot":{', '"snapshot":{"trust":"fetched",')],
    ['with a byte after it', `${whole}x`],
    ['with NUL after it', `${whole}\0`],
    ['with another one after it', whole + whole],
    ['with a byte-order mark', `\ufeff${whole}`],
    ['with a member more', whole.replace('{', '{"more":1,')],
    ['of another version', whole.replace('"version":1', '"version":2')],
    ['of another kind', whole.replace('jwks-snapshot', 'case-file')],
    ['that is a passport', whole.replace('dcm-bundle', 'dcm-key-passport')],
    ['whose set is not the one of its digest', bundleText(content(set, { sha256: sha256('x') }))],
    ['that was seen last before first', bundleText(content(set, { firstSeenAt: '2026-10-13T09:00:00.000Z' }))],
    ['by a key that is none', whole.replace(evidenceKey.x, `${evidenceKey.x.slice(0, -1)}`)],
    ['that is nothing', ''],
  ])('%s is refused', (_what, text) => {
    expect(check(text)).toMatchObject({ ok: false, signer: 'unknown', evidenceKey: null });
    expect(codeOf(() => readBundle(Buffer.from(text)))).toBe('BUNDLE_REFUSED');
  });

  it('is at most 1 MiB', () => {
    expect(codeOf(() => readBundle(Buffer.alloc(1024 * 1024 + 1, ' ')))).toBe('INPUT_TOO_LARGE');
  });
});

describe('the data class of a bundle', () => {
  const secret = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const privateJwk = JSON.stringify(secret.export({ format: 'jwk' }));
  const pem = String(secret.export({ format: 'pem', type: 'pkcs8' }));
  const token = signed(one, {}, {});
  const inSet = (note: unknown) => JSON.stringify({ keys: [{ ...one.jwk, note }] });
  const hidden: readonly (readonly [string, string])[] = [
    ['a private member', JSON.stringify({ keys: [JSON.parse(privateJwk)] })],
    ['a private JWK as text', inSet(privateJwk)],
    ['a PEM block', inSet(pem)],
    ['DER in base64', inSet(secret.export({ format: 'der', type: 'pkcs8' }).toString('base64'))],
    ['a symmetric key', JSON.stringify({ keys: [{ kty: 'oct', k: 'A'.repeat(43) }] })],
    ['a token', inSet(token)],
    ['a token behind a word', inSet(`Bearer_${token}`)],
    ['a token in base64', inSet(Buffer.from(token).toString('base64'))],
    ['a token without a signature', inSet(`${token.split('.').slice(0, 2).join('.')}.`)],
    ['a JWS in JSON', inSet(JSON.stringify({ payload: 'e30', protected: 'e30', signature: 'AA' }))],
    ['a JWE', inSet(['eyJhbGciOiJkaXIifQ', '', 'AAAA', 'AAAA', 'AAAA'].join('.').replace('..', '.AA.'))],
  ];

  it('is public: the set as DCM gives it passes', () => {
    expect(codeOf(() => requirePublicData(Buffer.from(set)))).toBe('done');
    expect(codeOf(() => bundleText())).toBe('done');
  });

  it.each(hidden)('%s can neither be signed nor come in', (_what, jwks) => {
    expect(codeOf(() => bundleBytes(content(jwks)))).toBe('DATA_CLASS_REFUSED');
    // As a maker without our check would sign it.
    const planted = content(jwks);
    const text = JSON.stringify({ ...planted, signature: 'A'.repeat(86) });
    expect(codeOf(() => readBundle(Buffer.from(text)))).toBe('DATA_CLASS_REFUSED');
  });

  it('is told in a time that grows with the length only', () => {
    const started = performance.now();
    for (const text of ['eyJ'.repeat(87_000), 'eyJ.'.repeat(65_000), 'a.'.repeat(131_000)]) {
      codeOf(() => requirePublicData(Buffer.from(text)));
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
