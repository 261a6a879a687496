import { describe, expect, it } from 'vitest';
import type { ClaimProfile } from '../../shared/model/verdict.ts';
import { digestIndex } from '../../electron/domain/digest-index.ts';
import { anomalyFinder, type TokenUse } from '../../electron/domain/scan-anomalies.ts';
import type { Ruling } from '../../electron/domain/scan-hits.ts';
import { tokenTable } from '../../electron/services/token-table.ts';
import { memorySpill } from '../fakes/memory-spill.ts';
import { digestOf, NOW_MS } from './tokens.ts';

const RULING: Ruling = {
  outcome: 'valid',
  code: 'OK',
  codes: [],
  warnings: [],
  issuer: 'dcm',
  isSignatureGood: true,
};
interface Said {
  readonly jti?: string;
  readonly address?: string;
}
const keyOf = (text: string) => [0, 8, 16, 24].map((at) => Number.parseInt(digestOf(text).slice(at, at + 8), 16));

/** One finder, and a table of tokens beside it: what it finds of a use, of the token of this name. */
function finder(profile: ClaimProfile = 'any') {
  const table = tokenTable(memorySpill, 1);
  const find = anomalyFinder({ profile, leewaySeconds: 30 }, table);
  return (
    name: string,
    more: Partial<TokenUse> = {},
    ruling: Partial<Ruling> = {},
    { jti = 'j', address }: Said = {},
  ) => {
    const words = Uint32Array.from([
      ...keyOf(name),
      ...keyOf(jti),
      ...(address === undefined ? [0, 0, 0, 0] : keyOf(address)),
    ]);
    const token = table.number(words, 0);
    const isFirst = !table.isBegun(token);
    if (isFirst) table.begin(token, { file: 0, line: 1, column: 1 }, words, 4);
    const times = { arrivedAt: NOW_MS, iat: NOW_MS - 60_000, exp: NOW_MS + 240_000 };
    return find({ token, isFirst, ruling: { ...RULING, ...ruling }, ...times, words, addressAt: 8, ...more });
  };
}

describe('what is odd about a use', () => {
  it('is nothing, for a token that is used as it should be', () => {
    expect(finder()('t')).toEqual([]);
  });

  it.each([
    [{}, { warnings: ['SIGNED_ELSEWHERE'] }, 'signed-elsewhere'],
    [{ arrivedAt: NOW_MS + 270_000 }, {}, 'used-after-expiry'],
    [{ arrivedAt: NOW_MS - 90_001 }, {}, 'used-before-issue'],
    [{ exp: NOW_MS + 1_140_001 }, {}, 'life-over-policy'],
    [{}, { codes: ['KEY_COMPROMISED' as const] }, 'key-compromised'],
    [{}, { code: 'KEY_UNKNOWN' as const, isSignatureGood: false }, 'key-unknown'],
  ])('%j %j', (more, ruling, expected) => {
    expect(finder()('t', more, ruling)).toEqual([expected]);
  });

  it.each([
    [{ arrivedAt: NOW_MS + 269_999 }],
    [{ arrivedAt: NOW_MS - 90_000 }],
    [{ exp: NOW_MS + 1_140_000 }],
    [{ arrivedAt: Number.NaN, exp: NOW_MS - 999_999 }],
    [{ iat: Number.NaN, exp: Number.NaN }],
  ])('is nothing at the very edge, and where a time is not known: %j', (more) => {
    expect(finder()('t', more)).toEqual([]);
  });

  it('is a jti of another token of the same key, and not the same token again', () => {
    const find = finder();
    expect(find('one')).toEqual([]);
    expect(find('one')).toEqual([]);
    expect(find('two')).toEqual(['jti-reused']);
    expect(find('two')).toEqual(['jti-reused']);
    expect(find('three', {}, {}, { jti: 'other' })).toEqual([]);
    expect(find('one')).toEqual([]);
  });

  it('is no jti that only a token with a bad signature has had', () => {
    const find = finder();
    find('forged', {}, { isSignatureGood: false, code: 'SIGNATURE_INVALID' });
    expect(find('one')).toEqual([]);
  });

  it('is the same token again in the platform profile alone', () => {
    for (const [profile, expected] of [
      ['bank', []],
      ['platform', ['replayed']],
    ] as const) {
      const find = finder(profile);
      find('t');
      expect(find('t')).toEqual(expected);
    }
  });

  it('is a second address; where there is none, it is no other one', () => {
    const find = finder();
    const from = (address?: string) => find('t', {}, {}, address === undefined ? {} : { address });
    expect([from(), from('10.0.0.1'), from(), from('10.0.0.1')].flat()).toEqual([]);
    expect(from('10.0.0.2')).toEqual(['two-addresses']);
  });

  it('is the 61st use within a minute', () => {
    const find = finder();
    const found = Array.from({ length: 61 }, () => find('t'));
    expect(found.slice(0, 60).flat()).toEqual([]);
    expect(found.at(60)).toEqual(['burst']);
    expect(find('t', { arrivedAt: NOW_MS + 60_000 })).toEqual([]);
  });

  it('is never said of a token whose signature is bad: anybody can write that', () => {
    const find = finder('platform');
    const forged = () =>
      find('t', { arrivedAt: NOW_MS + 9e9, exp: NOW_MS + 9e9 }, { isSignatureGood: false, code: 'SIGNATURE_INVALID' });
    expect([forged(), forged()].flat()).toEqual([]);
  });
});

describe('the index of digests', () => {
  it('numbers them in the order of being met, and knows each again', () => {
    const index = digestIndex();
    const digests = Array.from({ length: 20_000 }, (_, at) => digestOf(String(at)));
    for (const [at, digest] of digests.entries()) expect(index.number(digest)).toEqual({ number: at, isNew: true });
    for (const [at, digest] of digests.entries()) expect(index.number(digest)).toEqual({ number: at, isNew: false });
    expect(index.size()).toBe(20_000);
  });

  it('tells digests apart that differ in their 128th bit only', () => {
    const index = digestIndex();
    const digest = digestOf('x');
    const last = digest[31] === '0' ? '1' : '0';
    index.number(digest);
    expect(index.number(`${digest.slice(0, 31)}${last}${digest.slice(32)}`).isNew).toBe(true);
  });
});
