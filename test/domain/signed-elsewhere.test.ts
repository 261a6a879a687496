import { describe, expect, it } from 'vitest';
import type { KeyCopy } from '../../shared/model/key.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import {
  digestOf,
  GOOD_CLAIMS,
  judge,
  KEPT_HERE,
  makeKey,
  NOW_MS,
  ownSetOf,
  setOf,
  signed,
  trailOf,
} from './tokens.ts';

const ours = makeKey('ES256', 'ours');
const token = signed(ours, {}, GOOD_CLAIMS);
const own = (more: object = {}) => ownSetOf([{ ...KEPT_HERE, kid: 'ours', jwk: ours.jwk, ...more }]);
const warningsOf = (...given: Parameters<typeof judge>) => judge(...given).warnings.map(({ code }) => code);
const copy: KeyCopy = { id: '1', kind: 'backup', where: 'safe', notedAt: new Date(NOW_MS).toISOString(), goneAt: null };
const SILENT = trailOf({});

/** The same token with (r, n−s) in place of (r, s). */
function rewritten(one: string): string {
  const [header, payload, signature = ''] = one.split('.');
  const raw = Buffer.from(signature, 'base64url');
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const s = order - BigInt(`0x${raw.toString('hex', 32)}`);
  const other = Buffer.concat([raw.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')]);
  return `${header}.${payload}.${other.toString('base64url')}`;
}

describe('a token of a key that was only ever kept here', () => {
  it('is signed elsewhere when a whole trail does not name it, and stays valid', () => {
    const judged = judge(token, own(), { ownTrail: SILENT });
    expect([judged.outcome, judged.code, judged.issuer]).toEqual(['valid', 'OK', 'us']);
    expect(judged.warnings).toEqual([{ code: 'SIGNED_ELSEWHERE', values: { kid: 'ours' } }]);
    expect(describeVerdict(judged, 'en', NOW_MS).headline).toBe(
      'Alarm: our key ours signed this token, but not here. Suspend the key now, then call DCM to have it replaced.',
    );
  });

  it('is no alarm when the trail names it, and tells the event', () => {
    const judged = judge(token, own(), { ownTrail: trailOf({ [digestOf(token)]: NOW_MS }) });
    expect(judged).toMatchObject({ code: 'OK', warnings: [], signedHere: { auditSeq: 7, reason: 'ticket 1' } });
  });

  it('says the alarm first also where the token is expired, and leaves it to KEY_COMPROMISED where that is said', () => {
    const late = judge(token, own(), { ownTrail: SILENT, instant: NOW_MS + 3_600_000 });
    expect(late.code).toBe('TOKEN_EXPIRED');
    expect(describeVerdict(late, 'en').headline).toMatch(/^Alarm: .* Expired: /u);
    const stolen = judge(token, own({ state: 'compromised' }), { ownTrail: SILENT });
    expect(stolen).toMatchObject({ code: 'KEY_COMPROMISED', warnings: [{ code: 'SIGNED_ELSEWHERE' }] });
    expect(describeVerdict(stolen, 'en').headline).toMatch(/^Not to be trusted/u);
  });

  it.each([
    ['broken', 'TRAIL_BROKEN'],
    ['unreadable', 'TRAIL_UNREADABLE'],
    ['younger', 'TRAIL_YOUNGER'],
  ] as const)('is not claimed to be signed elsewhere by a trail that is %s, and it is said why', (doubt, code) => {
    expect(warningsOf(token, own(), { ownTrail: trailOf({}, doubt) })).toEqual([code]);
  });

  it('is told apart from one whose ECDSA signature somebody wrote the other way', () => {
    const other = rewritten(token);
    const ownTrail = trailOf({ [digestOf(token)]: NOW_MS });
    // Both fit: the signature alone cannot tell them apart.
    expect([judge(token, own()).code, judge(other, own()).code]).toEqual(['OK', 'OK']);
    expect(judge(other, own(), { ownTrail })).toMatchObject({
      warnings: [{ code: 'SIGNATURE_REWRITTEN', values: { seq: 7 } }],
      signedHere: null,
    });
    expect(warningsOf(other, own(), { ownTrail: SILENT })).toEqual(['SIGNED_ELSEWHERE']);
  });
});

describe('nothing is claimed', () => {
  it.each([
    ['an imported key', { origin: 'imported' }, ['KEY_ALSO_ELSEWHERE']],
    ['a key with a copy', { copies: [copy] }, ['KEY_ALSO_ELSEWHERE']],
    ['a key whose copy is gone', { copies: [{ ...copy, goneAt: copy.notedAt }] }, ['KEY_ALSO_ELSEWHERE']],
    [
      'a key that is held elsewhere',
      { custody: 'elsewhere', origin: 'elsewhere', possessionProvenAt: copy.notedAt },
      [],
    ],
  ])('of %s', (_name, more, codes) => {
    expect(warningsOf(token, own(more), { ownTrail: SILENT })).toEqual(codes);
  });

  it('where nobody has a trail to look into, of a forgery, and of a key of DCM', () => {
    expect(warningsOf(token, own())).toEqual([]);
    expect(warningsOf(signed(makeKey('ES256', 'ours'), {}, GOOD_CLAIMS), own(), { ownTrail: SILENT })).toEqual([]);
    expect(warningsOf(token, setOf('dcm', ours.jwk), { ownTrail: SILENT })).toEqual([]);
  });
});
