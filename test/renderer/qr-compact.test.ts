import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult, sign } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { encodeQR } from 'qr';
import { describe, expect, it } from 'vitest';
import { bundleBytes, verifyBundle } from '../../electron/domain/bundle.ts';
import { publicJwkFromKey } from '../../electron/domain/jwk.ts';
import { requestBody } from '../../electron/domain/registration-rules.ts';
import { jwkThumbprint } from '../../electron/domain/thumbprint.ts';
import { decodePixels, pixelsOfMatrix } from '../../renderer/components/qr-decode.ts';
import { fromBase45, toBase45 } from '../../renderer/features/dcm/base45.ts';
import { compactCode, unpack } from '../../renderer/features/dcm/qr-compact.ts';
import { codesFor, readCode } from '../../renderer/features/dcm/qr-parts.ts';
import { type BundleContent, bundleContentSchema } from '../../shared/model/bundle.ts';
import type { SignatureAlgorithm } from '../../shared/model/key.ts';

const maker = generateKeyPairSync('ed25519');
const AT = '2026-11-26T20:28:00.000Z';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function signedText(carried: object): string {
  const content: BundleContent = bundleContentSchema.parse({
    format: 'dcm-bundle',
    version: 1,
    madeAt: AT,
    installId: '0191f3a2-7c4d-7b1e-9a55-3c2b1a099f10',
    environment: {
      name: 'production',
      kind: 'production',
      baseUrl: 'https://api.some-bank.processing-production.example.com.ua',
      counterpartyGuid: '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    },
    evidenceKey: maker.publicKey.export({ format: 'jwk' }),
    ...carried,
  });
  const signature = sign(null, bundleBytes(content), maker.privateKey).toString('base64url');
  return `${JSON.stringify({ ...content, signature })}\n`;
}

/** Request and receipt of one key, whose kid is its thumbprint: the longest that the app makes by itself. */
function bundlesOf(alg: SignatureAlgorithm, { publicKey }: KeyPairKeyObjectResult): readonly string[] {
  const thumbprint = jwkThumbprint(publicJwkFromKey(publicKey, { kid: 'x', alg }));
  const body = requestBody({ jwk: publicJwkFromKey(publicKey, { kid: thumbprint, alg }) });
  const request = { kid: thumbprint, alg, thumbprint, method: 'POST', body, sha256: sha256(body) };
  const digests = { requestBundleSha256: sha256('1'), responseSha256: sha256('2'), listSha256: sha256('3') };
  const guid = '7d444840-9dc0-11d1-b245-5ffdce74fad2';
  const receipt = { kid: thumbprint, thumbprint, ...digests, requestSha256: sha256(body), guid };
  return [
    signedText({ kind: 'registration-request', request }),
    signedText({ kind: 'registration-receipt', receipt: { ...receipt, sentAt: AT, listedAt: AT } }),
  ];
}

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });

describe('a registration that is carried by QR', () => {
  it.each<[string, SignatureAlgorithm, () => KeyPairKeyObjectResult]>([
    ['RSA of 2048 bits', 'RS256', () => rsa(2048)],
    ['RSA of 3072 bits', 'PS384', () => rsa(3072)],
    ['RSA of 4096 bits', 'RS512', () => rsa(4096)],
    ['P-256', 'ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['P-521', 'ES512', () => generateKeyPairSync('ec', { namedCurve: 'P-521' })],
    ['Ed25519', 'Ed25519', () => generateKeyPairSync('ed25519')],
  ])('is one code each way, byte for byte, with a key of %s', { timeout: 30_000 }, async (_kind, alg, make) => {
    for (const text of bundlesOf(alg, make())) {
      expect(verifyBundle(Buffer.from(text), null)).toMatchObject({ ok: true });
      const codes = (await codesFor(text)) ?? [];
      expect(codes).toHaveLength(1);
      const matrix = encodeQR(codes[0] ?? '', 'raw', { ecc: 'low', border: 4 });
      // Version 27 at most: 125 modules and the white ones round them.
      expect(matrix.length).toBeLessThanOrEqual(125 + 8);
      const seen = await decodePixels(pixelsOfMatrix(matrix, 3), { patienceMs: 20_000 });
      expect(await readCode(null, seen ?? '')).toEqual({ is: 'whole', text });
    }
  });
});

describe('the compact form', () => {
  // RFC 9285 §4.3 and §4.4, and groups that stand for nothing.
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
    ['', ''],
  ])('writes octets as RFC 9285 does: %s', (text, code) => {
    expect(toBase45(Buffer.from(text))).toBe(code);
    expect(Buffer.from(fromBase45(code) ?? []).toString()).toBe(text);
  });

  it.each(['A', 'GGW', ':::', 'ab8', '%%', 'BB8A'])('takes no group that stands for no octets: %s', (code) => {
    expect(fromBase45(code)).toBeNull();
  });

  it('is damaged by every changed letter', async () => {
    const code = (await compactCode(Buffer.from(`${'ключ '.repeat(150)}${sha256('x')}`))) ?? '';
    expect((await unpack(code))?.length).toBe(9 * 150 + 64);
    for (let at = 9; at < code.length; at += 1) {
      const other = `${code.slice(0, at)}${code[at] === '0' ? '1' : '0'}${code.slice(at + 1)}`;
      expect(await readCode(null, other), String(at)).toEqual({ is: 'damaged' });
    }
    expect(await readCode(null, code.slice(0, -3))).toEqual({ is: 'damaged' });
  });

  it('fills nobody’s memory: what would become larger than any such text is damaged', async () => {
    const bomb = `DCM-QRZ1:${toBase45(deflateSync(Buffer.alloc(1024 * 1024)))}`;
    expect(bomb.length).toBeLessThan(2132);
    expect(await readCode(null, bomb)).toEqual({ is: 'damaged' });
    expect(await compactCode(new Uint8Array(64 * 1024 + 1))).toBeNull();
  });
});
