import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { exportJWK, type JWK, SignJWT } from 'jose';
import type { PracticeTokenKind } from '../../shared/model/token.ts';
import type { RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { newGuid } from './jwk-register.ts';

const LIFE_SECONDS = 1200;

/** What a practice token shall say. */
export interface PracticeTokenRequest {
  readonly kind: PracticeTokenKind;
  readonly sub?: string | undefined;
  readonly obj?: string | undefined;
  readonly flow?: string | undefined;
}

/** The practice DCM's own key: it signs practice tokens, and its public half stands in the practice JWKS. */
export interface DcmKey {
  readonly kid: string;
  readonly publicJwk: JWK;
  sign(
    wanted: PracticeTokenRequest,
    setting: { readonly now: number; readonly randomBytes: RandomBytes },
  ): Promise<string>;
}

/** Makes a throw-away key and gives its PKCS#8 in base64url. */
export async function makeDcmKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
}

/**
 * Opens a key that `makeDcmKey` made.
 * @throws INPUT_INVALID
 */
export async function openDcmKey(kid: string, pkcs8: string): Promise<DcmKey> {
  const privateKey = readKey(pkcs8);
  const { n, e } = await exportJWK(createPublicKey(privateKey));

  async function signAs(claims: Record<string, unknown>, header: string): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: header }).sign(privateKey);
  }

  return {
    kid,
    publicJwk: { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' } as JWK,
    async sign({ kind, sub, obj, flow }, { now, randomBytes }) {
      // An expired one is an hour old: no leeway that anybody allows saves it.
      const iat = Math.floor(now / 1000) - (kind === 'expired' ? 3600 : 0);
      const claims = {
        flow: flow ?? 'sign-in',
        obj: obj ?? '123456789',
        sub: sub ?? 'officer@bank.example',
        iat,
        exp: iat + LIFE_SECONDS,
      };
      if (kind === 'unknown-kid') return signAs(claims, newGuid(randomBytes).toUpperCase());
      const token = await signAs(claims, kid);
      return kind === 'tampered' ? withAnotherObject(token, claims) : token;
    },
  };
}

/** What a thief does: another customer in the payload, the signature left as it was. */
function withAnotherObject(token: string, claims: { readonly obj: string }): string {
  const [header, , signature] = token.split('.');
  const changed = { ...claims, obj: claims.obj === '987654321' ? '123456789' : '987654321' };
  return `${header}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`;
}

function readKey(pkcs8: string): KeyObject {
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8, 'base64url'), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === 'rsa') return key;
    throw new Error('not an RSA key');
  } catch (cause) {
    throw new AppError('INPUT_INVALID', 'the saved key of the practice DCM is damaged', {
      hint: 'start the practice again without its saved state',
      cause,
    });
  }
}
