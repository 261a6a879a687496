import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventLines } from '../../renderer/features/keys/event-lines.ts';
import { parseFingerprint } from '../../renderer/components/typed-fingerprint.ts';
import { fakeEvent } from '../fakes/fake-core/facts.ts';

const digest = createHash('sha256').update('evidence').digest();
const wanted = digest.toString('base64url');

describe('a fingerprint that somebody typed', () => {
  it.each([
    ['base64url', wanted],
    ['hex', digest.toString('hex')],
    ['hex in capitals', digest.toString('hex').toUpperCase()],
    ['hex in groups and lines', digest.toString('hex').replace(/.{4}/gu, '$& ').replace(/.{40}/gu, '$&\n')],
    ['hex with colons', digest.toString('hex').replace(/..(?=.)/gu, '$&:')],
  ])('is the same in every clothing: %s', (_name, typed) => {
    expect(parseFingerprint(typed)).toBe(wanted);
  });

  it.each(['', 'abc', wanted.slice(1), `${wanted}x`, digest.toString('hex').slice(2), `${digest.toString('base64')}`])(
    'is none where it is too short, too long or of other letters: %s',
    (typed) => {
      expect(parseFingerprint(typed)).toBeNull();
    },
  );
});

describe('the events of a passport as lines', () => {
  it('draw signatures of one person together, and nothing else', () => {
    const lines = eventLines([
      fakeEvent(2, 'key.generated', {}),
      fakeEvent(3, 'token.signed', {}),
      fakeEvent(4, 'token.signed', {}),
      { ...fakeEvent(7, 'token.signed', {}), actor: { ...fakeEvent(7, 'token.signed', {}).actor, osUser: 'i.melnyk' } },
      fakeEvent(8, 'key.moved', {}),
      fakeEvent(9, 'key.moved', {}),
      fakeEvent(10, 'token.signed', {}),
    ]);
    expect(lines.map(({ first, last, count }) => [first.seq, last.seq, count])).toEqual([
      [2, 2, 1],
      [3, 4, 2],
      [7, 7, 1],
      [8, 8, 1],
      [9, 9, 1],
      [10, 10, 1],
    ]);
    expect(eventLines([])).toEqual([]);
  });
});
