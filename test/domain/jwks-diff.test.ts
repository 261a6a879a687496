import { describe, expect, it } from 'vitest';
import { diffJwks, isEmptyDiff } from '../../electron/domain/jwks-diff.ts';
import { readPublishedSet } from '../../electron/domain/published-keys.ts';
import { gapsInWatching } from '../../electron/domain/watch-gaps.ts';
import { makeKey } from './tokens.ts';

const one = makeKey('RS256', 'one').jwk;
const two = makeKey('ES256', 'two').jwk;
const set = (...keys: readonly object[]) => readPublishedSet(Buffer.from(JSON.stringify({ keys })));
const diff = (before: readonly object[], after: readonly object[]) => diffJwks(set(...before), set(...after));

describe('the difference of two sets', () => {
  it('names the kids that are new, gone, and another key than before', () => {
    const other = makeKey('RS256', 'one').jwk;
    expect(diff([one], [one, two])).toEqual({ added: ['two'], removed: [], changed: [] });
    expect(diff([one, two], [two])).toEqual({ added: [], removed: ['one'], changed: [] });
    expect(diff([one, two], [two, other])).toEqual({ added: [], removed: [], changed: ['one'] });
  });

  it('is empty for the same keys in another order, with other members that judging does not read', () => {
    const noted = { x5t: 'x', note: 1, ...one };
    expect(isEmptyDiff(diff([one, two], [two, noted]))).toBe(true);
  });

  it.each([
    ['algorithm', { alg: 'RS512' }],
    ['use', { use: 'enc' }],
    ['operations', { key_ops: ['encrypt'] }],
    ['type', { kty: 'oct' }],
    ['exponent', { e: 'AQ' }],
  ])('names a kid whose %s is another', (_what, change) => {
    expect(diff([one], [{ ...one, ...change }]).changed).toEqual(['one']);
  });

  it('names a kid that is suddenly there twice', () => {
    expect(diff([one], [one, one]).changed).toEqual(['one']);
    expect(diff([one, two], [{ ...two, kid: 'one' }, one, two]).changed).toEqual(['one']);
  });

  it('reads names of prototypes as plain kids, one bare JWK, and nothing where there is nothing to read', () => {
    expect(diff([], [{ ...one, kid: '__proto__' }]).added).toEqual(['__proto__']);
    expect([...readPublishedSet(Buffer.from(JSON.stringify(one))).keys()]).toEqual(['one']);
    for (const text of ['', '[]', '{"keys":{}}', '{"keys":[1,null,{"kid":7}]}'])
      expect(readPublishedSet(Buffer.from(text)).size).toBe(0);
  });
});

describe('the times in which nobody watched', () => {
  const at = (clock: string) => `2026-10-12T${clock}:00.000Z`;
  const span = (from: string, to: string) => ({ id: 1, env: 'bank', from: at(from), to: at(to) });
  const gaps = (spans: readonly ReturnType<typeof span>[], first: string | null, now: string) =>
    gapsInWatching(spans, first === null ? null : Date.parse(at(first)), Date.parse(at(now))).map(
      ({ from, to }) => `${from.slice(11, 16)}-${to?.slice(11, 16) ?? ''}`,
    );

  it('lie between the spans, and after the last one until now', () => {
    expect(gaps([span('08:00', '18:02'), span('20:10', '21:00')], '08:00', '21:05')).toEqual(['18:02-20:10']);
    expect(gaps([span('08:00', '18:02')], '08:00', '19:00')).toEqual(['18:02-']);
  });

  it('begin with the first look, also one of before there was a watch', () => {
    expect(gaps([span('08:00', '09:00')], '06:00', '09:00')).toEqual(['06:00-08:00']);
    expect(gaps([], '06:00', '09:00')).toEqual(['06:00-']);
    expect(gaps([], null, '09:00')).toEqual([]);
  });

  it('are not the pauses between two polls', () => {
    expect(gaps([span('08:00', '09:00'), span('09:10', '10:00')], '08:00', '10:10')).toEqual([]);
    expect(gaps([span('08:00', '09:00'), span('09:11', '10:00')], '08:00', '10:10')).toEqual(['09:00-09:11']);
  });
});
