import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { attack, type Attack, dcm, ec, ed, hmac, naive, named, thief } from './attack-ground.ts';
import { GOOD_CLAIMS, signed } from './tokens.ts';

const offered = (header: object) => signed(thief, header, GOOD_CLAIMS);
const elsewhere = new Map([['https://evil.example/keys', thief]]);
const thiefSpki = createPublicKey({ key: thief.jwk as JsonWebKey, format: 'jwk' }).export({
  type: 'spki',
  format: 'der',
});
/** Attempts to bring a key along, or to have another one chosen. */
export const keyAttacks = (): readonly Attack[] => [
  attack(
    'a key in the header',
    offered({ jwk: thief.jwk }),
    naive.keyOfToken,
    'SIGNATURE_INVALID',
    'signature.embedded-key',
  ),
  attack(
    'a key in the header, and no kid',
    offered({ jwk: thief.jwk, kid: undefined }),
    naive.keyOfToken,
    'KEY_UNKNOWN',
    'key.kid-missing',
  ),
  attack(
    'an address of keys',
    offered({ jku: 'https://evil.example/keys' }),
    naive.fetching('jku', elsewhere),
    'SIGNATURE_INVALID',
    'signature.wrong',
  ),
  attack(
    'an address of certificates',
    offered({ x5u: 'https://evil.example/keys' }),
    naive.fetching('x5u', elsewhere),
    'SIGNATURE_INVALID',
    'signature.wrong',
  ),
  attack(
    'a kid that is an address',
    offered({ kid: 'https://evil.example/keys' }),
    naive.fetching('kid', elsewhere),
    'KEY_UNKNOWN',
    'key.unknown',
  ),
  attack(
    'certificates in the header',
    offered({ x5c: [thiefSpki.toString('base64')] }),
    naive.keyOfCertificate,
    'SIGNATURE_INVALID',
    'signature.wrong',
  ),
  attack(
    'a kid that names no file',
    hmac('HS256', '', { kid: '../../../dev/null' }),
    naive.hmacWith(() => ''),
    'ALG_NOT_ALLOWED',
    'algorithm.hmac',
  ),
  attack(
    'a kid that injects its own secret',
    hmac('HS256', 'mine', { kid: "' UNION SELECT 'mine" }),
    naive.hmacWith(({ header }) => /SELECT '(.*)$/u.exec(String(header['kid']))?.[1] ?? ''),
    'ALG_NOT_ALLOWED',
    'algorithm.hmac',
  ),
  ...['constructor', '__proto__', 'toString'].map((kid) =>
    attack(
      `a kid that every object has: ${kid}`,
      hmac('HS256', String(({} as Record<string, unknown>)[kid]), { kid }),
      naive.hmacWith(({ header }) => String(({} as Record<string, unknown>)[String(header['kid'])])),
      'ALG_NOT_ALLOWED',
      'algorithm.hmac',
    ),
  ),
  attack(
    'no kid, where all keys are tried',
    signed(dcm, { kid: undefined }, GOOD_CLAIMS),
    naive.triesAll,
    'KEY_UNKNOWN',
    'key.kid-missing',
  ),
  attack(
    'another kid of the set, where all keys are tried',
    signed(ed, { kid: 'ec', alg: 'ES256' }, GOOD_CLAIMS),
    naive.triesAll,
    'SIGNATURE_INVALID',
    'signature.wrong',
  ),
  attack(
    'an unknown kid, where all keys are tried',
    signed(dcm, { kid: '54322' }, GOOD_CLAIMS),
    naive.triesAll,
    'KEY_UNKNOWN',
    'key.unknown',
  ),
  attack(
    'a kid with a space',
    signed(dcm, { kid: '54321 ' }, GOOD_CLAIMS),
    naive.kidAs((kid) => kid.trim()),
    'KEY_UNKNOWN',
    'key.unknown',
  ),
  attack(
    'a kid in capitals',
    signed(ec, { kid: 'EC' }, GOOD_CLAIMS),
    naive.kidAs((kid) => kid.toLowerCase()),
    'KEY_UNKNOWN',
    'key.unknown',
  ),
  attack(
    'a kid in decomposed letters',
    signed(named, { kid: 'cafe\u0301' }, GOOD_CLAIMS),
    naive.kidAs((kid) => kid.normalize('NFC')),
    'KEY_UNKNOWN',
    'key.unknown',
  ),
  attack(
    'a kid with a zero-width space',
    signed(dcm, { kid: '543\u200b21' }, GOOD_CLAIMS),
    naive.kidAs((kid) => kid.replace(/\p{Cf}/gu, '')),
    'KEY_UNKNOWN',
    'key.unknown',
  ),
  attack(
    'a kid with a zero byte',
    signed(dcm, { kid: '54321\0.pem' }, GOOD_CLAIMS),
    naive.kidAs((kid) => kid.split('\0')[0] ?? ''),
    'HEADER_NOT_ALLOWED',
    'header.kid-control',
  ),
  attack(
    'a kid that is a number',
    signed(dcm, { kid: 54_321 }, GOOD_CLAIMS),
    naive.kidAs(String),
    'HEADER_NOT_ALLOWED',
    'header.kid-not-text',
  ),
  attack(
    'a kid that is a list',
    signed(dcm, { kid: ['54321'] }, GOOD_CLAIMS),
    naive.kidAs(String),
    'HEADER_NOT_ALLOWED',
    'header.kid-not-text',
  ),
  attack(
    'a kid of a megabyte that is cut',
    signed(dcm, { kid: `54321${'x'.repeat(300)}` }, GOOD_CLAIMS),
    naive.kidAs((kid) => kid.slice(0, 5)),
    'HEADER_NOT_ALLOWED',
    'header.kid-too-long',
  ),
];
