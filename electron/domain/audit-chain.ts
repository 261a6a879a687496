import { createHash, type KeyObject } from 'node:crypto';
import {
  type Actor,
  type AuditCheckpoint,
  type AuditEvent,
  auditEventSchema,
  type AuditEventType,
  type AuditPayload,
} from '../../shared/model/audit-event.ts';
import { type AuditAnchor, anchorProblem, isCheckpointSignedBy } from './audit-checkpoint.ts';
import { canonicalJson } from './canonical-json.ts';
import { AppError, hasCode } from './errors.ts';

const EVENT_CONTEXT = 'dcm-audit-v1\0';

/** What the first event of a trail names as the hash before it. */
export const GENESIS_PREV_HASH = '0'.repeat(64);

/** What there is to say in an event; its number and its hashes follow from the trail. */
export interface EventContent {
  readonly at: string;
  readonly monotonicMs: number;
  readonly actor: Actor;
  readonly type: AuditEventType;
  readonly payload: AuditPayload;
  readonly policySha256: string;
}

/** How a chain is broken. */
export type ChainBreak =
  'unreadable' | 'sequence' | 'genesis' | 'previous-hash' | 'hash' | 'checkpoint' | 'behind' | 'other';

/** What `verifyChain` found. `events` and `head` count what is whole, up to the break if there is one. */
export interface ChainReport {
  readonly ok: boolean;
  readonly events: number;
  readonly head: string | null;
  /** Number of the first event that is not as it should be, or is missing. */
  readonly brokenAt: number | null;
  readonly kind: ChainBreak | null;
  readonly problem: string | null;
  /** The last event that a verified checkpoint covers. */
  readonly signedThrough: number | null;
}

export interface ChainProofs {
  /** Ed25519 key that signed the checkpoints; `null` where none is known, then a checkpoint breaks the chain. */
  readonly evidenceKey: KeyObject | null;
  /** The head that is kept elsewhere, where there is one. */
  readonly anchor?: AuditAnchor | null;
  /** The last event that was verified before, the first to the head: `events` and `checkpoints` are what was added since. */
  readonly after?: AuditEvent | null;
}

/**
 * Gives the hash of an event: SHA-256, lower-case hex, of "dcm-audit-v1", a zero byte, the 64 hex digits of `prevHash`
 * and the canonical JSON of the event without `hash`.
 * @throws INPUT_INVALID where the event has no canonical JSON
 */
export function eventHash(event: Omit<AuditEvent, 'hash'>): string {
  const hash = createHash('sha256').update(EVENT_CONTEXT).update(event.prevHash);
  return hash.update(hashedText(event)).digest('hex');
}

/** Gives the canonical JSON of an event without its hash: what the hash is over. @throws INPUT_INVALID */
export function hashedText(event: Omit<AuditEvent, 'hash'>): string {
  const { seq, at, monotonicMs, actor, type, payload, policySha256, prevHash } = event;
  return canonicalJson({ seq, at, monotonicMs, actor, type, payload, policySha256, prevHash });
}

/**
 * Makes the event that follows `head` (`null`: the first one). The head's own hash is checked, the rest of the chain
 * is not.
 * @throws AUDIT_BROKEN when the head was changed, or the trail does not begin with `home.created`;
 *   INPUT_INVALID when the content is not of an event's shape
 */
export function nextEvent(head: AuditEvent | null, content: EventContent): AuditEvent {
  if ((head === null) !== (content.type === 'home.created')) {
    throw broken(head === null ? 'the trail is empty: its first event is missing' : 'a trail begins only once');
  }
  if (head !== null && eventHash(head) !== head.hash) {
    throw broken(`event ${String(head.seq)} of the trail was changed`);
  }
  const unhashed = { ...content, seq: (head?.seq ?? 0) + 1, prevHash: head?.hash ?? GENESIS_PREV_HASH };
  const parsed = auditEventSchema.safeParse({ ...unhashed, hash: eventHash(unhashed) });
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('/') ?? '';
  throw new AppError('INPUT_INVALID', `"${place}" of an audit event is not of its shape`, {
    hint: 'report this to whoever maintains the app: nothing was recorded and nothing was done',
  });
}

/**
 * Checks a whole trail, first event to head: shape, numbers without gap, links, hashes, every checkpoint's signature and
 * place, and the head kept elsewhere. Finds any change, removal, insertion, swap and repetition, and says where.
 * An event that its source cannot read (DATABASE_DAMAGED) is a break at its place; other errors pass through.
 */
export function verifyChain(
  events: Iterable<unknown>,
  checkpoints: readonly AuditCheckpoint[],
  { evidenceKey, anchor = null, after = null }: ChainProofs,
): ChainReport {
  const sealed = bySeq(checkpoints);
  let last: AuditEvent | null = after;
  let atAnchor: AuditEvent | null = null;
  let signedThrough: number | null = null;

  const count = (): number => last?.seq ?? 0;
  const report = (kind: ChainBreak | null, brokenAt: number | null, problem: string | null): ChainReport => ({
    ok: kind === null,
    events: count(),
    head: last?.hash ?? null,
    brokenAt,
    kind,
    problem,
    signedThrough,
  });

  for (const checkpoint of after === null ? [] : (sealed.get(after.seq) ?? [])) {
    const problem = after && checkpointFault(checkpoint, after, evidenceKey);
    if (problem !== null)
      return report('checkpoint', checkpoint.seq, `checkpoint of event ${String(checkpoint.seq)}: ${problem}`);
  }
  for (const candidate of readable(events)) {
    const seq = count() + 1;
    const judged = judgeEvent(candidate, last, seq);
    if (typeof judged === 'string') return report(judged, seq, `event ${String(seq)}: ${EVENT_PROBLEMS[judged]}`);
    for (const checkpoint of sealed.get(seq) ?? []) {
      const problem = checkpointFault(checkpoint, judged, evidenceKey);
      if (problem !== null) return report('checkpoint', seq, `checkpoint of event ${String(seq)}: ${problem}`);
      signedThrough = seq;
    }
    last = judged;
    if (seq === anchor?.seq) atAnchor = judged;
  }

  const missing = checkpoints.find((checkpoint) => checkpoint.seq > count() || checkpoint.seq < 1);
  if (missing) {
    const problem = `a checkpoint names event ${String(missing.seq)}, the trail ends at ${String(count())}`;
    return report('checkpoint', count() + 1, problem);
  }
  const disordered = checkpoints.find((checkpoint, at) => checkpoint.seq < (checkpoints[at - 1]?.seq ?? 0));
  if (disordered) return report('checkpoint', disordered.seq, 'the checkpoints are not in the order of their events');
  const kind = anchor === null ? null : anchorProblem(anchor, last, atAnchor);
  if (anchor === null || kind === null) return report(null, null, null);
  if (kind === 'behind') {
    const problem = `the trail ends at event ${String(count())}, but event ${String(anchor.seq)} had been recorded`;
    return report(kind, count() + 1, problem);
  }
  return report(kind, anchor.seq, `event ${String(anchor.seq)} is not the one that had been recorded`);
}

const EVENT_PROBLEMS = {
  unreadable: 'it cannot be read as an event',
  sequence: 'another number stands in its place',
  genesis: 'a trail begins with home.created, once',
  'previous-hash': 'it does not follow the event before it',
  hash: 'its hash does not fit its content',
} as const;

/** Judges one event against the one before it (which is trusted here): gives it back parsed, or what is wrong with it. */
export function judgeEvent(
  candidate: unknown,
  last: AuditEvent | null,
  seq: number,
): AuditEvent | keyof typeof EVENT_PROBLEMS {
  const parsed = auditEventSchema.safeParse(candidate);
  if (!parsed.success) return 'unreadable';
  const event = parsed.data;
  if (event.seq !== seq) return 'sequence';
  if ((event.type === 'home.created') !== (seq === 1)) return 'genesis';
  if (event.prevHash !== (last?.hash ?? GENESIS_PREV_HASH)) return 'previous-hash';
  return hashOrNull(event) === event.hash ? event : 'hash';
}

/** `Map.groupBy` would do, but the terminal verifies exports on Node 20 too. */
function bySeq(checkpoints: readonly AuditCheckpoint[]): ReadonlyMap<number, readonly AuditCheckpoint[]> {
  const grouped = new Map<number, AuditCheckpoint[]>();
  for (const checkpoint of checkpoints) {
    const same = grouped.get(checkpoint.seq);
    if (same) same.push(checkpoint);
    else grouped.set(checkpoint.seq, [checkpoint]);
  }
  return grouped;
}

function hashOrNull(event: AuditEvent): string | null {
  try {
    return eventHash(event);
  } catch (error) {
    // Text without canonical JSON (a lone surrogate) can never have been hashed by us.
    if (hasCode(error, 'INPUT_INVALID')) return null;
    throw error;
  }
}

function checkpointFault(checkpoint: AuditCheckpoint, event: AuditEvent, evidenceKey: KeyObject | null): string | null {
  if (checkpoint.hash !== event.hash) return 'it names another hash than the event has';
  if (evidenceKey === null) return 'there is no evidence key to verify it with';
  return isCheckpointSignedBy(checkpoint, evidenceKey) ? null : 'its signature is not that of the evidence key';
}

/** Passes events on; one that its source found damaged becomes an unreadable one, and ends the list. */
function* readable(events: Iterable<unknown>): Generator<unknown> {
  try {
    yield* events;
  } catch (error) {
    if (!hasCode(error, 'DATABASE_DAMAGED')) throw error;
    yield undefined;
  }
}

function broken(message: string): AppError {
  return new AppError('AUDIT_BROKEN', message, {
    hint: 'stop signing, export the trail, and compare it with the last head that was printed or mailed',
  });
}
