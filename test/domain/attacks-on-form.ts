import { randomBytes, sign } from 'node:crypto';
import {
  attack,
  type Attack,
  dcm,
  ec,
  good,
  lastDot,
  naive,
  ORDER_OCTETS,
  P256_ORDER,
  pss,
  signedAs,
} from './attack-ground.ts';
import { GOOD_CLAIMS, part, rawSignature, signed, tokenOf } from './tokens.ts';

const [goodHeader = '', goodPayload = '', goodSignature = ''] = good.split('.');
const ecToken = signed(ec, {}, GOOD_CLAIMS);
/** Attempts by the spelling of a token, its signature or its members. */
export const formAttacks = (): readonly Attack[] => [
  attack(
    'claims that were edited after signing',
    `${goodHeader}.${part({ ...GOOD_CLAIMS, sub: 'thief' })}.${goodSignature}`,
    naive.decodesOnly,
    'SIGNATURE_INVALID',
    'signature.wrong',
  ),
  attack(
    'a random signature',
    tokenOf({ alg: 'RS256', kid: '54321' }, GOOD_CLAIMS, randomBytes(256)),
    naive.decodesOnly,
    'SIGNATURE_INVALID',
    'signature.wrong',
  ),
  attack(
    'a signature of the right value and a wrong length',
    `${ecToken}AA`,
    naive.decodesOnly,
    'SIGNATURE_INVALID',
    'signature.length',
  ),
  attack(
    'a psychic signature of zeros',
    tokenOf({ alg: 'ES256', kid: 'ec' }, GOOD_CLAIMS, Buffer.alloc(64)),
    naive.psychic(P256_ORDER),
    'SIGNATURE_INVALID',
    'signature.zero',
  ),
  attack(
    'a psychic signature of the order',
    tokenOf({ alg: 'ES256', kid: 'ec' }, GOOD_CLAIMS, Buffer.concat([ORDER_OCTETS, ORDER_OCTETS])),
    naive.psychic(P256_ORDER),
    'SIGNATURE_INVALID',
    'signature.wrong',
  ),
  attack(
    'an ECDSA signature in DER',
    signedAs('ec', (input) => sign('sha256', input, ec.privateKey), 'ES256'),
    naive.anySaltOrDer,
    'SIGNATURE_INVALID',
    'signature.der',
  ),
  ...[0, 20, 64].map((saltLength) =>
    attack(
      `a PSS signature with a salt of ${String(saltLength)}`,
      signedAs('pss', (input) => sign('sha256', input, { key: pss.privateKey, padding: 6, saltLength }), 'PS256'),
      naive.anySaltOrDer,
      'SIGNATURE_INVALID',
      'signature.salt',
    ),
  ),
  attack(
    'crit, which is overlooked',
    signed(dcm, { crit: ['exp'] }, GOOD_CLAIMS),
    naive.lenient,
    'HEADER_NOT_ALLOWED',
    'header.crit',
  ),
  attack(
    'b64, which is overlooked',
    signed(dcm, { b64: false }, GOOD_CLAIMS),
    naive.lenient,
    'HEADER_NOT_ALLOWED',
    'header.b64',
  ),
  attack(
    'a token of another kind',
    signed(dcm, { typ: 'at+jwt' }, GOOD_CLAIMS),
    naive.lenient,
    'HEADER_NOT_ALLOWED',
    'header.typ',
  ),
  attack('padding after the signature', `${good}==`, naive.lenient, 'TOKEN_MALFORMED', 'format.padding'),
  attack(
    'the other alphabet',
    signedUntil(/[-_]/u).replace(/[-_][^.]*$/u, (end) => end.replaceAll('-', '+').replaceAll('_', '/')),
    naive.lenient,
    'TOKEN_MALFORMED',
    'format.alphabet',
  ),
  attack(
    'a line feed in the signature',
    `${good.slice(0, -9)}\n${good.slice(-9)}`,
    naive.lenient,
    'TOKEN_MALFORMED',
    'format.alphabet',
  ),
  attack(
    'stray bits at the end of the signature',
    strayBits(good),
    naive.lenient,
    'TOKEN_MALFORMED',
    'format.not-canonical',
  ),
  attack('a fourth part', `${good}.${part({ sub: 'thief' })}`, naive.shapeless, 'TOKEN_MALFORMED', 'format.parts'),
  attack(
    'JSON serialization',
    JSON.stringify({ protected: goodHeader, payload: goodPayload, signature: goodSignature }),
    naive.shapeless,
    'TOKEN_MALFORMED',
    'format.json-serialization',
  ),
  attack(
    'two algorithms in one header',
    signedText('{"alg":"none","kid":"54321","alg":"RS256"}', JSON.stringify(GOOD_CLAIMS)),
    naive.lenient,
    'TOKEN_MALFORMED',
    'format.duplicate',
  ),
  attack(
    'two subjects',
    signedText('{"alg":"RS256","kid":"54321"}', '{"sub":"officer","sub":"thief"}'),
    naive.andThen(({ claims }) => claims['sub'] === 'thief'),
    'TOKEN_MALFORMED',
    'format.duplicate',
  ),
  attack(
    'two subjects, one of them escaped',
    signedText('{"alg":"RS256","kid":"54321"}', '{"sub":"officer","\\u0073ub":"thief"}'),
    naive.andThen(({ claims }) => claims['sub'] === 'thief'),
    'TOKEN_MALFORMED',
    'format.duplicate',
  ),
  attack(
    'an expiry that is infinite',
    signedText('{"alg":"RS256","kid":"54321"}', '{"exp":1e400}'),
    naive.andThen(({ claims }) => Number(claims['exp']) > 1e12),
    'TOKEN_MALFORMED',
    'format.number',
  ),
  attack(
    'broken UTF-8 that is mended',
    signedText(
      '{"alg":"RS256","kid":"54321"}',
      Buffer.concat([Buffer.from('{"sub":"'), Buffer.from([0xff]), Buffer.from('"}')]),
    ),
    naive.andThen(({ claims }) => claims['sub'] === '\ufffd'),
    'TOKEN_MALFORMED',
    'format.utf8',
  ),
];

function signedText(header: string, payload: string | Buffer): string {
  const input = `${Buffer.from(header).toString('base64url')}.${Buffer.from(payload).toString('base64url')}`;
  return `${input}.${rawSignature(dcm, Buffer.from(input)).toString('base64url')}`;
}

/** A genuine token whose signature has such a letter; nearly every one has. */
function signedUntil(pattern: RegExp): string {
  for (let jti = 0; ; jti += 1) {
    const token = signed(dcm, {}, { ...GOOD_CLAIMS, jti: String(jti) });
    if (pattern.test(token.slice(lastDot(token)))) return token;
  }
}

/** 256 octets leave four bits unused in the last letter: setting one decodes to the same octets. */
function strayBits(token: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + letters.charAt(letters.indexOf(token.slice(-1)) + 1);
}
