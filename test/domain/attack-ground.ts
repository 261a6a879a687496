import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import type { VerdictCode } from '../../shared/model/verdict.ts';
import type { ReasonId } from '../../shared/model/verdict-reasons.ts';
import { type Naive, naiveVerifiers } from './naive-verifiers.ts';
import { GOOD_CLAIMS, makeKey, part, setOf, signed } from './tokens.ts';

export const dcm = makeKey('RS256', '54321');
export const ec = makeKey('ES256', 'ec');
export const pss = makeKey('PS256', 'pss');
export const ed = makeKey('EdDSA', 'ed');
export const named = makeKey('ES256', 'café');
export const thief = makeKey('RS256', '54321');
export const keys = [dcm, ec, pss, ed, named];
export const set = setOf('dcm', ...keys.map(({ jwk }) => jwk));
export const naive = naiveVerifiers(keys);

export const good = signed(dcm, { typ: 'JWT' }, GOOD_CLAIMS);
export const lastDot = (token: string) => token.lastIndexOf('.');
export const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
export const ORDER_OCTETS = Buffer.from(P256_ORDER.toString(16), 'hex');
export const spki = (form: 'pem' | 'der') => {
  const key = createPublicKey({ key: dcm.jwk as JsonWebKey, format: 'jwk' });
  return form === 'pem' ? key.export({ type: 'spki', format: 'pem' }) : key.export({ type: 'spki', format: 'der' });
};

export function hmac(alg: string, secret: string | Buffer, header: object = {}): string {
  const input = `${part({ alg, kid: '54321', ...header })}.${part(GOOD_CLAIMS)}`;
  return `${input}.${createHmac(`sha${alg.slice(2)}`, secret)
    .update(input)
    .digest('base64url')}`;
}

export function signedAs(kid: string, signature: (input: Buffer) => Buffer, alg: string): string {
  const input = `${part({ alg, kid })}.${part(GOOD_CLAIMS)}`;
  return `${input}.${signature(Buffer.from(input)).toString('base64url')}`;
}

/** One attack: a token, the careless verifier that takes it, and what exactly our judge says of it. */
export interface Attack {
  readonly title: string;
  readonly token: string;
  readonly naive: Naive;
  readonly code: VerdictCode;
  readonly reasonId: ReasonId;
}

export const attack = (title: string, token: string, fooled: Naive, code: VerdictCode, reasonId: ReasonId): Attack => {
  return { title, token, naive: fooled, code, reasonId };
};
