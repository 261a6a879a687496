import { beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../electron/domain/audit-chain.ts';
import { anchorProblem, readAnchor, writeAnchor } from '../../electron/domain/audit-checkpoint.ts';
import { canonicalJson } from '../../electron/domain/canonical-json.ts';
import type { AuditCheckpoint } from '../../shared/model/audit-event.ts';
import { type EvidencePair, eventOf, followUp, makeEvidencePair, makeTrail, parseOrUndefined } from './trail.ts';

const COUNT = 200;
const trail = makeTrail(COUNT);
const unsigned = { evidenceKey: null };
const event = (seq: number) => eventOf(trail, seq);

describe('the anchor', () => {
  const anchorAt = (seq: number) => ({ seq, hash: event(seq).hash });

  it('lets a trail pass that is as long as the anchor or longer', () => {
    for (const seq of [1, 100, COUNT]) {
      expect(verifyChain(trail, [], { ...unsigned, anchor: anchorAt(seq) }).ok).toBe(true);
    }
  });

  it('finds a cut tail and an older copy, down to one missing event', () => {
    for (let length = 0; length < COUNT; length += 1) {
      const report = verifyChain(trail.slice(0, length), [], { ...unsigned, anchor: anchorAt(COUNT) });
      expect(report).toMatchObject({ ok: false, brokenAt: length + 1, kind: 'behind' });
    }
  });

  it('finds a trail that was rewritten from some event on', () => {
    const rewritten = trail.slice(0, 150);
    for (let at = 150; at < COUNT; at += 1) rewritten.push(followUp(rewritten.at(-1) ?? null, at + 1));
    expect(verifyChain(rewritten, [], unsigned).ok).toBe(true);
    const report = verifyChain(rewritten, [], { ...unsigned, anchor: anchorAt(180) });
    expect(report).toMatchObject({ ok: false, brokenAt: 180, kind: 'other' });
  });

  it('answers without reading the whole trail', () => {
    expect(anchorProblem(anchorAt(5), event(9), event(5))).toBeNull();
    expect(anchorProblem(anchorAt(5), event(4), null)).toBe('behind');
    expect(anchorProblem(anchorAt(5), null, null)).toBe('behind');
    expect(anchorProblem({ seq: 5, hash: event(6).hash }, event(9), event(5))).toBe('other');
    expect(anchorProblem(anchorAt(5), event(9), null)).toBe('other');
  });

  it('comes back from the text that is kept, and from no other text', () => {
    expect(readAnchor(writeAnchor(anchorAt(77)))).toEqual(anchorAt(77));
    expect(writeAnchor(anchorAt(77))).toMatch(/^[A-Za-z0-9_.-]+$/u);
    const hash = event(7).hash;
    for (const text of [
      '',
      'v1.7',
      `v1.0.${hash}`,
      `v2.7.${hash}`,
      `v1.07.${hash}`,
      `v1.7.${hash}\n`,
      `v1.7.${hash}0`,
    ]) {
      expect(() => readAnchor(text)).toThrow(expect.objectContaining({ code: 'AUDIT_BROKEN' }));
    }
  });
});

describe('checkpoints', () => {
  let evidence: EvidencePair;
  let checkpoints: AuditCheckpoint[];
  beforeAll(async () => {
    evidence = makeEvidencePair();
    checkpoints = await Promise.all([10, 50, 150].map((seq) => evidence.seal(event(seq))));
  });
  const verified = (changed: readonly AuditCheckpoint[], events = trail) =>
    verifyChain(events, changed, { evidenceKey: evidence.publicKey });

  it('verify with the key that signed them, and say how far', () => {
    expect(verified(checkpoints)).toMatchObject({ ok: true, signedThrough: 150 });
  });

  it('fail with any other key, with a key of another kind, and with none', () => {
    const other = makeEvidencePair().publicKey;
    expect(verifyChain(trail, checkpoints, { evidenceKey: other })).toMatchObject({ brokenAt: 10, kind: 'checkpoint' });
    expect(verifyChain(trail, checkpoints, unsigned)).toMatchObject({ brokenAt: 10, kind: 'checkpoint' });
  });

  it('fail when signed by the wrong key under the right name', async () => {
    const forged = await makeEvidencePair().seal(event(50));
    const named = { ...forged, signer: checkpoints[0]?.signer ?? '' };
    expect(verified([named])).toMatchObject({ ok: false, brokenAt: 50, kind: 'checkpoint' });
  });

  it('fail with any bit of any member changed', () => {
    const missed: unknown[] = [];
    for (const [at, checkpoint] of checkpoints.entries()) {
      const bytes = Buffer.from(canonicalJson(checkpoint));
      for (let position = 0; position < bytes.length; position += 1) {
        const mask = 1 << (position % 5);
        bytes.writeUInt8(bytes.readUInt8(position) ^ mask, position);
        const changed = parseOrUndefined(bytes.toString());
        bytes.writeUInt8(bytes.readUInt8(position) ^ mask, position);
        if (!isCheckpoint(changed)) continue;
        if (verified(checkpoints.with(at, changed), trail.slice(0, 151)).ok) missed.push(changed);
      }
    }
    expect(missed).toEqual([]);
  });

  it('find a cut tail: a checkpoint names an event that is not there', () => {
    expect(verified(checkpoints, trail.slice(0, 149))).toMatchObject({ ok: false, brokenAt: 150, kind: 'checkpoint' });
  });

  it('find a rewritten trail: same number, other hash', () => {
    const rewritten = trail.slice(0, 149);
    for (let at = 149; at < COUNT; at += 1) rewritten.push(followUp(rewritten.at(-1) ?? null, at + 1));
    expect(verified(checkpoints, rewritten)).toMatchObject({ ok: false, brokenAt: 150, kind: 'checkpoint' });
  });

  it('stand in the order of their events', () => {
    expect(verified(checkpoints.toReversed())).toMatchObject({ ok: false, kind: 'checkpoint' });
  });

  it('of the last event that was verified before are verified with what was added to it', () => {
    const evidenceKey = evidence.publicKey;
    const after = event(150);
    const on = (fresh: readonly AuditCheckpoint[], events = trail.slice(150)) =>
      verifyChain(events, fresh, { evidenceKey, after });
    expect(on(checkpoints.slice(2))).toMatchObject({ ok: true, events: COUNT, head: event(COUNT).hash });
    const forged = { ...(checkpoints[2] ?? never()), hash: event(149).hash };
    expect(on([forged])).toMatchObject({ ok: false, brokenAt: 150, kind: 'checkpoint' });
    expect(on([], trail.slice(151))).toMatchObject({ ok: false, brokenAt: 151, kind: 'sequence' });
    expect(on([], [followUp(event(149), 149)])).toMatchObject({ ok: false, brokenAt: 151 });
  });

  it('say nothing of event 0 or below', () => {
    const first = checkpoints[0];
    expect(first && verified([{ ...first, seq: 0 }])).toMatchObject({ ok: false, kind: 'checkpoint' });
  });
});

function never(): never {
  throw new Error('there are three checkpoints');
}

function isCheckpoint(value: unknown): value is AuditCheckpoint {
  const members = ['at', 'hash', 'seq', 'signature', 'signer'];
  if (typeof value !== 'object' || value === null) return false;
  const found = Object.entries(value);
  return (
    JSON.stringify(found.map(([name]) => name).sort()) === JSON.stringify(members) &&
    found.every(([name, member]) => typeof member === (name === 'seq' ? 'number' : 'string'))
  );
}
