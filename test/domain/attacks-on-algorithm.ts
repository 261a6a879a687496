import { sign } from 'node:crypto';
import { attack, type Attack, dcm, good, hmac, lastDot, naive, pss, signedAs, spki } from './attack-ground.ts';
import { GOOD_CLAIMS, signed, tokenOf } from './tokens.ts';

const unsignedAs = (alg: string) => tokenOf({ alg, kid: '54321' }, GOOD_CLAIMS, 'x');
/** Attempts to choose the algorithm, or to do without one. */
export const algorithmAttacks = (): readonly Attack[] => [
  ...['none', 'None', 'NONE', 'nOnE', ' none', 'none '].map((alg) =>
    attack(`alg ${JSON.stringify(alg)}`, unsignedAs(alg), naive.noneAllowed, 'ALG_NOT_ALLOWED', 'algorithm.none'),
  ),
  attack(
    'alg none in full-width letters',
    unsignedAs('ｎｏｎｅ'),
    naive.noneAllowed,
    'ALG_NOT_ALLOWED',
    'algorithm.unknown',
  ),
  attack(
    'alg none, no signature',
    `${unsignedAs('none').slice(0, -2)}`,
    naive.unsignedAllowed,
    'TOKEN_MALFORMED',
    'format.unsigned',
  ),
  attack(
    'a genuine token whose signature was cut off',
    good.slice(0, lastDot(good) + 1),
    naive.unsignedAllowed,
    'TOKEN_MALFORMED',
    'format.unsigned',
  ),
  ...['HS256', 'HS384', 'HS512'].map((alg) =>
    attack(
      `${alg} with the public key as PEM`,
      hmac(alg, spki('pem')),
      naive.hmacWith(() => spki('pem')),
      'ALG_NOT_ALLOWED',
      'algorithm.hmac',
    ),
  ),
  attack(
    'HS256 with the public key as DER',
    hmac('HS256', spki('der')),
    naive.hmacWith(() => spki('der')),
    'ALG_NOT_ALLOWED',
    'algorithm.hmac',
  ),
  attack(
    'HS256 with the modulus',
    hmac('HS256', dcm.jwk.n ?? ''),
    naive.hmacWith(() => dcm.jwk.n ?? ''),
    'ALG_NOT_ALLOWED',
    'algorithm.hmac',
  ),
  attack(
    'HS256 with an empty secret',
    hmac('HS256', ''),
    naive.hmacWith(() => ''),
    'ALG_NOT_ALLOWED',
    'algorithm.hmac',
  ),
  attack(
    'an algorithm in small letters',
    signed(dcm, { alg: 'rs256' }, GOOD_CLAIMS),
    naive.algAs((alg) => alg.toUpperCase()),
    'ALG_NOT_ALLOWED',
    'algorithm.unknown',
  ),
  attack(
    'an algorithm with a space',
    signed(dcm, { alg: 'RS256 ' }, GOOD_CLAIMS),
    naive.algAs((alg) => alg.trim()),
    'ALG_NOT_ALLOWED',
    'algorithm.unknown',
  ),
  attack(
    'an algorithm with a zero byte',
    signed(dcm, { alg: 'RS256\0x' }, GOOD_CLAIMS),
    naive.algAs((alg) => alg.split('\0')[0] ?? ''),
    'ALG_NOT_ALLOWED',
    'algorithm.unknown',
  ),
  attack(
    'an algorithm in a list',
    signed(dcm, { alg: ['RS256'] }, GOOD_CLAIMS),
    naive.algAs(String),
    'ALG_NOT_ALLOWED',
    'algorithm.not-text',
  ),
  attack(
    'no algorithm at all',
    signed(dcm, { alg: undefined }, GOOD_CLAIMS),
    naive.lenient,
    'ALG_NOT_ALLOWED',
    'algorithm.missing',
  ),
  attack(
    'RS512 by a key for RS256',
    signedAs('54321', (input) => sign('sha512', input, dcm.privateKey), 'RS512'),
    naive.algOfHeader,
    'ALG_NOT_ALLOWED',
    'key.alg-differs',
  ),
  attack(
    'PS256 by a key for RS256',
    signedAs('54321', (input) => sign('sha256', input, { key: dcm.privateKey, padding: 6, saltLength: 32 }), 'PS256'),
    naive.algOfHeader,
    'ALG_NOT_ALLOWED',
    'key.alg-differs',
  ),
  attack(
    'RS256 by a key for PS256',
    signedAs('pss', (input) => sign('sha256', input, pss.privateKey), 'RS256'),
    naive.algOfHeader,
    'ALG_NOT_ALLOWED',
    'key.alg-differs',
  ),
];
