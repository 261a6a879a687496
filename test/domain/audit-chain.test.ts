import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventHash, GENESIS_PREV_HASH, judgeEvent, nextEvent, verifyChain } from '../../electron/domain/audit-chain.ts';
import { anchorProblem, readAnchor, writeAnchor } from '../../electron/domain/audit-checkpoint.ts';
import { canonicalJson } from '../../electron/domain/canonical-json.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { AuditCheckpoint, AuditEvent } from '../../shared/model/audit-event.ts';
import { type EvidencePair, followUp, makeEvidencePair, makeTrail } from './trail.ts';

const COUNT = 200;
const trail = makeTrail(COUNT);
const unsigned = { evidenceKey: null };

function event(seq: number): AuditEvent {
  const found = trail[seq - 1];
  if (!found) throw new Error(`no event ${String(seq)}`);
  return found;
}

/** The event with its content changed and its hash made to fit again: what a careful forger writes. */
function rehashed(original: AuditEvent, change: Partial<AuditEvent>): AuditEvent {
  const changed = { ...original, ...change };
  return { ...changed, hash: eventHash(changed) };
}

describe('the hash of an event', () => {
  it('is SHA-256 of the context, the hash before and the canonical JSON without the hash', () => {
    const { hash, ...content } = event(2);
    const bytes = `dcm-audit-v1\0${content.prevHash}${canonicalJson(content)}`;
    expect(hash).toBe(createHash('sha256').update(bytes, 'utf8').digest('hex'));
  });

  it('starts from 64 zeros, with home.created', () => {
    expect(event(1)).toMatchObject({ seq: 1, prevHash: '0'.repeat(64), type: 'home.created' });
    expect(GENESIS_PREV_HASH).toBe('0'.repeat(64));
  });
});

describe('the next event', () => {
  const codeOf = (work: () => unknown): string | null => {
    try {
      work();
    } catch (error) {
      return error instanceof AppError ? error.code : 'other';
    }
    return null;
  };
  const { at, monotonicMs, actor, type, payload, policySha256 } = event(2);
  const content = { at, monotonicMs, actor, type, payload, policySha256 };

  it('follows an untouched head', () => {
    expect(nextEvent(event(1), content)).toEqual(event(2));
  });

  it('is refused on an empty trail unless it is home.created, which is refused anywhere else', () => {
    expect(codeOf(() => nextEvent(null, content))).toBe('AUDIT_BROKEN');
    expect(codeOf(() => nextEvent(event(1), { ...content, type: 'home.created' }))).toBe('AUDIT_BROKEN');
  });

  it('is refused after a head that was changed', () => {
    expect(codeOf(() => nextEvent({ ...event(1), at: event(2).at }, content))).toBe('AUDIT_BROKEN');
  });

  it('is refused when its content could not be read back', () => {
    expect(codeOf(() => nextEvent(event(1), { ...content, at: 'yesterday' }))).toBe('INPUT_INVALID');
    expect(codeOf(() => nextEvent(event(1), { ...content, monotonicMs: 0.5 }))).toBe('INPUT_INVALID');
    expect(codeOf(() => nextEvent(event(1), { ...content, payload: { note: '\ud800' } }))).toBe('INPUT_INVALID');
  });
});

describe('a chain of 200 events', () => {
  it('is whole', () => {
    expect(verifyChain(trail, [], unsigned)).toEqual({
      ok: true,
      events: COUNT,
      head: event(COUNT).hash,
      brokenAt: null,
      kind: null,
      problem: null,
      signedThrough: null,
    });
  });

  it('is whole with no event at all, before a home is made', () => {
    expect(verifyChain([], [], unsigned)).toMatchObject({ ok: true, events: 0, head: null });
  });

  it('shows every changed byte of every event, at that event', () => {
    const blind: typeof judgeEvent = (candidate, previous, seq) => {
      const judged = judgeEvent(candidate, previous, seq);
      return judged === 'hash' ? event(seq) : judged;
    };
    expect(missedFlips(trail.slice(0, 3), blind, 1).missed).toBeGreaterThan(0);

    const oneBitOfEachByte = missedFlips(trail, judgeEvent, 1);
    expect(oneBitOfEachByte.flips).toBeGreaterThan(60_000);
    expect(oneBitOfEachByte.missed).toBe(0);
    const everyBit = missedFlips(
      trail.filter(({ seq }) => seq % 20 === 1),
      judgeEvent,
      8,
    );
    expect(everyBit.missed).toBe(0);
  }, 60_000);

  it('is broken where one byte of one event was changed', () => {
    for (const original of trail) {
      const text = canonicalJson(original);
      const at = text.indexOf('"monotonicMs":') + 14;
      const changed: unknown = JSON.parse(`${text.slice(0, at)}1${text.slice(at)}`);
      const report = verifyChain(trail.with(original.seq - 1, changed as AuditEvent), [], unsigned);
      expect(report).toMatchObject({ ok: false, brokenAt: original.seq, kind: 'hash', events: original.seq - 1 });
    }
  });

  it('is broken at the next event where a forger made the hash of a changed one fit', () => {
    for (const original of trail.slice(1, -1)) {
      const forged = rehashed(original, { payload: { n: -1 } });
      const report = verifyChain(trail.with(original.seq - 1, forged), [], unsigned);
      expect(report).toMatchObject({ ok: false, brokenAt: original.seq + 1, kind: 'previous-hash' });
    }
  });

  it('is broken where an event was removed', () => {
    for (let seq = 1; seq < COUNT; seq += 1) {
      expect(verifyChain(trail.toSpliced(seq - 1, 1), [], unsigned)).toMatchObject({ brokenAt: seq, kind: 'sequence' });
    }
  });

  it('is broken where an event was removed and the later ones were numbered anew', () => {
    for (let seq = 2; seq < COUNT; seq += 1) {
      const renumbered = trail
        .toSpliced(seq - 1, 1)
        .map((one, at) => (at < seq - 1 ? one : rehashed(one, { seq: at + 1 })));
      expect(verifyChain(renumbered, [], unsigned)).toMatchObject({ brokenAt: seq, kind: 'previous-hash' });
    }
  });

  it('is broken where two events were swapped', () => {
    for (let seq = 1; seq < COUNT; seq += 1) {
      const swapped = trail.with(seq - 1, event(seq + 1)).with(seq, event(seq));
      expect(verifyChain(swapped, [], unsigned)).toMatchObject({ ok: false, brokenAt: seq, kind: 'sequence' });
    }
  });

  it('is broken where an event was repeated', () => {
    for (let seq = 1; seq <= COUNT; seq += 1) {
      const repeated = trail.toSpliced(seq, 0, event(seq));
      expect(verifyChain(repeated, [], unsigned)).toMatchObject({ ok: false, brokenAt: seq + 1, kind: 'sequence' });
    }
  });

  it('is broken where an event was inserted, though it follows the one before it', () => {
    for (let seq = 1; seq < COUNT; seq += 1) {
      const inserted = trail.toSpliced(seq, 0, followUp(event(seq), 9999));
      expect(verifyChain(inserted, [], unsigned)).toMatchObject({ ok: false, brokenAt: seq + 2, kind: 'sequence' });
    }
  });

  it('is broken at its first event when that is not home.created after 64 zeros', () => {
    const first = event(1);
    const otherType = rehashed(first, { type: 'key.generated' });
    const otherPast = rehashed(first, { prevHash: 'f'.repeat(64) });
    expect(verifyChain([otherType], [], unsigned)).toMatchObject({ ok: false, brokenAt: 1, kind: 'genesis' });
    expect(verifyChain([otherPast], [], unsigned)).toMatchObject({ ok: false, brokenAt: 1, kind: 'previous-hash' });
  });

  it('is broken where home.created comes again', () => {
    const again = rehashed(event(2), { type: 'home.created' });
    expect(verifyChain([event(1), again], [], unsigned)).toMatchObject({ ok: false, brokenAt: 2, kind: 'genesis' });
  });

  it.each([null, undefined, 7, 'event', [], {}, { ...trail[4], more: 1 }, { ...trail[4], seq: '5' }])(
    'is broken where %j stands in place of an event',
    (value) => {
      const report = verifyChain([...trail.slice(0, 4), value], [], unsigned);
      expect(report).toMatchObject({ ok: false, brokenAt: 5, kind: 'unreadable', events: 4 });
    },
  );

  it('is broken where its source finds a row damaged, while any other failure passes through', () => {
    const failing = (code: 'DATABASE_DAMAGED' | 'HOME_IN_USE') =>
      (function* () {
        yield event(1);
        throw new AppError(code, 'a row', { hint: 'none' });
      })();
    expect(verifyChain(failing('DATABASE_DAMAGED'), [], unsigned)).toMatchObject({ brokenAt: 2, kind: 'unreadable' });
    expect(() => verifyChain(failing('HOME_IN_USE'), [], unsigned)).toThrow(AppError);
  });

  it('says nothing of a cut tail by itself: that is what anchors and checkpoints are for', () => {
    expect(verifyChain(trail.slice(0, -10), [], unsigned)).toMatchObject({ ok: true, events: COUNT - 10 });
  });
});

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

  it('say nothing of event 0 or below', () => {
    const first = checkpoints[0];
    expect(first && verified([{ ...first, seq: 0 }])).toMatchObject({ ok: false, kind: 'checkpoint' });
  });
});

/** Changes `bits` bits of each byte of each event, one at a time, and counts what the judge lets pass. */
function missedFlips(
  events: readonly AuditEvent[],
  judge: typeof judgeEvent,
  bits: 1 | 8,
): { flips: number; missed: number } {
  let flips = 0;
  let missed = 0;
  for (const original of events) {
    const bytes = Buffer.from(canonicalJson(original));
    for (let step = 0; step < bytes.length * bits; step += 1) {
      const at = Math.floor(step / bits);
      const mask = 1 << (bits === 8 ? step % 8 : at % 8);
      bytes.writeUInt8(bytes.readUInt8(at) ^ mask, at);
      const text = bytes.toString();
      bytes.writeUInt8(bytes.readUInt8(at) ^ mask, at);
      flips += 1;
      const candidate = parseOrUndefined(text);
      if (candidate === undefined || canonicalJson(candidate) !== text) continue;
      if (typeof judge(candidate, trail[original.seq - 2] ?? null, original.seq) !== 'string') missed += 1;
    }
  }
  return { flips, missed };
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
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
