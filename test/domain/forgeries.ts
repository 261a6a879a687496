import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { judgeJwk } from '../../electron/domain/jwk-policy.ts';
import type { Proof } from './public-vectors.ts';
import { judge, part, reasons, setOf } from './tokens.ts';

/** Sizes the signature of a key with exponent 1: the padded hash itself. Nobody's private key is needed. RFC 8017 §9.2 */
function paddedHash(input: string, octets: number): Buffer {
  const info = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  const hash = createHash('sha256').update(input).digest();
  const fill = Buffer.alloc(octets - info.length - hash.length - 3, 0xff);
  return Buffer.concat([Buffer.from([0, 1]), fill, Buffer.from([0]), info, hash]);
}

/** The eight encodings of points whose order divides eight. */
export const SMALL_ORDER_POINTS = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
] as const;

/** Forgeries that the runtime's own verify lets through, and that our key policy stops. */
export function forgeryProofs(jwkOfRsa: { readonly n?: string | undefined }): readonly Proof[] {
  return [
    {
      title: 'a token forged for an RSA key with exponent 1 fails, though bare verify of OpenSSL accepts it',
      prove() {
        const jwk = { kty: 'RSA', n: jwkOfRsa.n, e: 'AQ', kid: 'k', alg: 'RS256', use: 'sig' };
        const input = `${part({ alg: 'RS256', kid: 'k' })}.${part({ sub: 'thief' })}`;
        const forged = paddedHash(input, 256);
        const bare = { kty: 'RSA', n: jwk.n ?? '', e: 'AQ' };
        // The planted fault: what a judge without a key policy would say. BoringSSL has a policy for this one itself.
        if (!isBoringSsl()) strictEqual(bareVerify('sha256', input, bare, forged), true);
        const judged = judge(`${input}.${forged.toString('base64url')}`, setOf('dcm', jwk));
        strictEqual(judged.code, 'KEY_UNUSABLE');
        strictEqual(judged.checks[3]?.findings[0].values['problem'], 'RSA_EXPONENT');
      },
    },
    {
      title: 'the Ed25519 signature that fits every message fails, though bare verify of BoringSSL accepts it',
      prove() {
        const identity = Buffer.from(SMALL_ORDER_POINTS[0], 'hex');
        // R is the identity and S is zero: 0·B = R + h·A for every h, as A is the identity too.
        const universal = Buffer.concat([identity, Buffer.alloc(32)]);
        const jwk = { kty: 'OKP', crv: 'Ed25519', x: identity.toString('base64url'), kid: 'k' };
        for (const message of [{ sub: 'thief' }, { sub: 'another' }]) {
          const input = `${part({ alg: 'EdDSA', kid: 'k' })}.${part(message)}`;
          // The planted fault. OpenSSL has refused such keys since some 3.x; BoringSSL, which Electron has, has not.
          if (isBoringSsl())
            strictEqual(bareVerify(null, input, { kty: 'OKP', crv: 'Ed25519', x: jwk.x }, universal), true);
          const judged = judge(`${input}.${universal.toString('base64url')}`, setOf('dcm', jwk));
          strictEqual(judged.code, 'KEY_UNUSABLE');
          strictEqual(judged.checks[3]?.findings[0].values['problem'], 'OKP_SMALL_ORDER');
        }
      },
    },
    {
      title: 'all eight points of small order are refused',
      prove() {
        const codes = SMALL_ORDER_POINTS.map((point) => {
          const judged = judgeJwk({ kty: 'OKP', crv: 'Ed25519', x: Buffer.from(point, 'hex').toString('base64url') });
          return judged.ok ? 'OK' : judged.problem.code;
        });
        deepStrictEqual([...new Set(codes)], ['OKP_SMALL_ORDER']);
      },
    },
    {
      title: 'a "psychic" signature of zero bytes is named and refused',
      prove() {
        const set = setOf('dcm', {
          kty: 'EC',
          crv: 'P-256',
          kid: 'k',
          x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
          y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
        });
        const judged = judge(
          `${part({ alg: 'ES256', kid: 'k' })}.${part({})}.${Buffer.alloc(64).toString('base64url')}`,
          set,
        );
        ok(judged.code === 'SIGNATURE_INVALID');
        deepStrictEqual(reasons(judged), ['signature.zero']);
      },
    },
  ];
}

/** Tells which cryptographic library the runtime is linked with: Electron and Bun have BoringSSL, Node has OpenSSL. */
export function isBoringSsl(): boolean {
  return process.versions['boringssl'] !== undefined || process.versions.openssl === '0.0.0';
}

function bareVerify(hash: string | null, input: string, jwk: Record<string, string>, signature: Buffer): boolean {
  return verify(hash, Buffer.from(input), createPublicKey({ key: jwk, format: 'jwk' }), signature);
}
