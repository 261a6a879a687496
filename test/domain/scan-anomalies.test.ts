import { describe, expect, it } from 'vitest';
import type { ClaimProfile } from '../../shared/model/verdict.ts';
import { digestIndex } from '../../electron/domain/digest-index.ts';
import { anomalyFinder, type TokenUse } from '../../electron/domain/scan-anomalies.ts';
import type { HitJudgement } from '../../electron/domain/scan-job.ts';
import { digestOf, NOW_MS } from './tokens.ts';

const JUDGED: HitJudgement = {
  outcome: 'valid',
  code: 'OK',
  codes: [],
  warnings: [],
  issuer: 'dcm',
  kid: 'k',
  alg: 'RS256',
  isSignatureGood: true,
  instant: NOW_MS,
  jti: 'j',
  sub: 's',
  obj: null,
  flow: null,
  iat: NOW_MS - 60_000,
  exp: NOW_MS + 240_000,
};
const use = (more: Partial<TokenUse> = {}, judged: Partial<HitJudgement> = {}): TokenUse => ({
  token: 0,
  isFirst: true,
  arrivedAt: NOW_MS,
  address: null,
  ...more,
  judged: { ...JUDGED, ...judged },
});
const finder = (profile: ClaimProfile = 'any', proxies: readonly string[] = []) =>
  anomalyFinder({ profile, leewaySeconds: 30, proxies: new Set(proxies) });

describe('what is odd about a use', () => {
  it('is nothing, for a token that is used as it should be', () => {
    expect(finder()(use())).toEqual([]);
  });

  it.each([
    [{}, { warnings: ['SIGNED_ELSEWHERE'] }, 'signed-elsewhere'],
    [{ arrivedAt: NOW_MS + 270_000 }, {}, 'used-after-expiry'],
    [{ arrivedAt: NOW_MS - 90_001 }, {}, 'used-before-issue'],
    [{}, { exp: NOW_MS + 1_140_001 }, 'life-over-policy'],
    [{}, { codes: ['KEY_COMPROMISED' as const] }, 'key-compromised'],
    [{}, { code: 'KEY_UNKNOWN' as const, isSignatureGood: false }, 'key-unknown'],
  ])('%j %j', (more, judged, expected) => {
    expect(finder()(use(more, judged))).toEqual([expected]);
  });

  it.each([
    [{ arrivedAt: NOW_MS + 269_999 }, {}],
    [{ arrivedAt: NOW_MS - 90_000 }, {}],
    [{}, { exp: NOW_MS + 1_140_000 }],
    [{ arrivedAt: null }, { exp: NOW_MS - 999_999 }],
  ])('is nothing at the very edge: %j %j', (more, judged) => {
    expect(finder()(use(more, judged))).toEqual([]);
  });

  it('is a jti of another token of the same key, and not the same token again', () => {
    const find = finder();
    expect(find(use())).toEqual([]);
    expect(find(use({ isFirst: false }))).toEqual([]);
    expect(find(use({ token: 1 }))).toEqual(['jti-reused']);
    expect(find(use({ token: 2 }, { kid: 'other' }))).toEqual([]);
  });

  it('is the same token again in the platform profile alone', () => {
    expect(finder('bank')(use({ isFirst: false }))).toEqual([]);
    expect(finder('platform')(use({ isFirst: false }))).toEqual(['replayed']);
  });

  it('is a second address, unless it is a proxy that was named', () => {
    const find = finder('any', ['10.0.0.9']);
    expect(find(use({ address: '10.0.0.1' }))).toEqual([]);
    expect(find(use({ address: '10.0.0.9', isFirst: false }))).toEqual([]);
    expect(find(use({ address: '10.0.0.2', isFirst: false }))).toEqual(['two-addresses']);
  });

  it('is the 61st use within a minute', () => {
    const find = finder();
    const found = Array.from({ length: 61 }, () => find(use({ isFirst: false })));
    expect(found.slice(0, 60).flat()).toEqual([]);
    expect(found.at(60)).toEqual(['burst']);
    expect(find(use({ isFirst: false, arrivedAt: NOW_MS + 60_000 }))).toEqual([]);
  });

  it('is never said of a token whose signature is bad: anybody can write that', () => {
    const judged = { isSignatureGood: false, code: 'SIGNATURE_INVALID' as const, exp: NOW_MS + 9e9 };
    expect(finder('platform')(use({ isFirst: false, arrivedAt: NOW_MS + 9e9 }, judged))).toEqual([]);
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
