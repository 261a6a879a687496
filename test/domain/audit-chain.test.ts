import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventHash, GENESIS_PREV_HASH, judgeEvent, nextEvent, verifyChain } from '../../electron/domain/audit-chain.ts';
import { canonicalJson } from '../../electron/domain/canonical-json.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { AuditEvent } from '../../shared/model/audit-event.ts';
import { eventOf, followUp, makeTrail, parseOrUndefined } from './trail.ts';

const COUNT = 200;
const trail = makeTrail(COUNT);
const unsigned = { evidenceKey: null };
const event = (seq: number) => eventOf(trail, seq);

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
