import { describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import { trimAsciiSpace } from '../../electron/domain/token-format.ts';
import { inspectToken } from '../../electron/domain/token.ts';
import { GOOD_CLAIMS, makeKey, ownTimeMs, part, signed, tokenOf } from './tokens.ts';

const key = makeKey('ES256', 'k');
const codes = (token: string) => inspectToken(token).warnings.map(({ code }) => code);

describe('inspecting a token', () => {
  it('gives header and claims, and says that nothing is verified', () => {
    const { header, claims, warnings } = inspectToken(signed(key, { typ: 'JWT' }, GOOD_CLAIMS));
    expect(header).toEqual({ alg: 'ES256', kid: 'k', typ: 'JWT' });
    expect(claims).toEqual(GOOD_CLAIMS);
    expect(warnings.map(({ code }) => code)).toEqual(['NOT_VERIFIED']);
  });

  it('remarks on what a judge would refuse and on what is odd', () => {
    expect(codes(tokenOf({ alg: 'none' }, {}, ''))).toEqual([
      'NOT_VERIFIED',
      'UNSIGNED',
      'KID_MISSING',
      'ALG_NOT_ALLOWED',
      'EXP_MISSING',
    ]);
    const header = { alg: 'HS256', kid: 'k', crit: ['b64'], b64: false, jku: 'https://evil.test' };
    expect(codes(tokenOf(header, { exp: '1', iat: 1_760_000_000_000, aud: 1 }, 'x'))).toEqual([
      'NOT_VERIFIED',
      'HEADER_JKU',
      'HEADER_NOT_ALLOWED',
      'ALG_NOT_ALLOWED',
      'CLAIM_INVALID',
      'CLAIM_INVALID',
      'CLAIM_INVALID',
      'TIME_IN_MILLISECONDS',
    ]);
  });

  it('reads a payload that is no claims as none', () => {
    for (const payload of ['foo', '[]', '{"a":1,"a":2}', '']) {
      expect(inspectToken(tokenOf({ alg: 'RS256', kid: 'k' }, payload, 'x'))).toMatchObject({ claims: null });
      expect(codes(tokenOf({ alg: 'RS256', kid: 'k' }, payload, 'x'))).toContain('PAYLOAD_NOT_CLAIMS');
    }
  });

  it.each([
    '',
    'x',
    'a.b.c',
    '..',
    `${part({})}.e30`,
    `${part('[]')}.e30.AA`,
    '.'.repeat(10_000),
    'A'.repeat(5_000_000),
    '{"payload":""}',
  ])('refuses garbage', (token) => {
    let thrown: unknown = null;
    try {
      inspectToken(token);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AppError);
    expect((thrown as AppError).code).toBe('TOKEN_MALFORMED');
    expect((thrown as AppError).message.length).toBeLessThan(300);
  });

  it('has its sentences in Ukrainian too', () => {
    for (const { message } of inspectToken(tokenOf({ alg: 'none' }, { exp: 'x' }, ''), 'uk').warnings)
      expect(message).toMatch(/[а-яіїєґ]/iu);
  });
});

describe('white space round a token', () => {
  it('is dropped if it is ASCII, and kept to be seen if it is not', () => {
    expect(trimAsciiSpace(' \t\r\n\f a b \n')).toBe('a b');
    for (const odd of ['\u00a0', '\u200b', '\ufeff', '\u2028', '\u000b'])
      expect(trimAsciiSpace(`${odd}a${odd}`)).toBe(`${odd}a${odd}`);
    const long = ' '.repeat(1_000_000);
    expect(trimAsciiSpace(`${long}a b${long}c`)).toBe(`a b${long}c`);
    expect(ownTimeMs(() => trimAsciiSpace(`${long}a b${long}c`), 500)).toBeLessThan(500);
  });
});
