import type { AuditEvent } from '../../shared/model/audit-event.ts';
import { type SignedHere, signedHereSchema } from '../../shared/model/verdict.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { eventHash, judgeEvent, verifyChain } from '../domain/audit-chain.ts';
import { AppError, hasCode } from '../domain/errors.ts';
import type { OwnTrail, TrailDoubt } from '../domain/own-trail.ts';
import type { EvidenceKey } from './evidence-key.ts';

/** The trail of this home as a witness of what was signed here. */
export interface OwnTrailReader extends OwnTrail {
  /** By the list of signed tokens alone, confirmed by the event that it names. Quick, and no proof where it finds nothing. */
  findListed(tokenSha256: string): SignedHere | null;
}

interface Dependencies {
  readonly store: Store;
  readonly evidenceKey: Pick<EvidenceKey, 'publicKey'>;
}

/** What one reading of the whole trail has left. */
interface Reading {
  readonly doubt: Exclude<TrailDoubt, 'younger'> | null;
  /** The last event that was found whole. */
  readonly head: AuditEvent | null;
  /** The end of the trail when it was read, whole or not. */
  readonly newest: AuditEvent | null;
  readonly signed: Map<string, SignedHere>;
  readonly made: Set<string>;
}

const PAGE = 500;

/** Makes the witness of one home. It reads the whole trail once, when that is first needed, and then what was added. */
export function createOwnTrail({ store, evidenceKey }: Dependencies): OwnTrailReader {
  let reading: Reading | null = null;

  function readWhole(newest: AuditEvent | null): Reading {
    const fresh = { signed: new Map<string, SignedHere>(), made: new Set<string>(), newest };
    let head: AuditEvent | null = null;
    function* noted(): Generator<AuditEvent> {
      for (const event of store.audit.all()) {
        note(event, fresh);
        head = event;
        yield event;
      }
    }
    const { ok, kind } = verifyChain(noted(), store.audit.checkpoints(), { evidenceKey: evidenceKey.publicKey() });
    return { ...fresh, head, doubt: ok ? null : kind === 'unreadable' ? 'unreadable' : 'broken' };
  }

  /** What was added since, event by event, each against the one before it. */
  function readOn(before: Reading, newest: AuditEvent | null): Reading {
    let { head } = before;
    for (const event of between(head?.seq ?? 0, newest?.seq ?? 0)) {
      const judged = judgeEvent(event, head, (head?.seq ?? 0) + 1);
      if (typeof judged === 'string') return { ...before, head, newest, doubt: 'broken' };
      note(judged, before);
      head = judged;
    }
    // Shorter than it was, or with another end: somebody was at the database.
    return { ...before, head, newest, doubt: head?.hash === newest?.hash ? null : 'broken' };
  }

  /** The events after one and up to another, ascending; whatever another process has added since stays out. */
  function between(after: number, last: number): readonly AuditEvent[] {
    const newestFirst: AuditEvent[] = [];
    while (newestFirst.length < last - after) {
      const page = store.audit.page(last + 1 - newestFirst.length, Math.min(PAGE, last - after - newestFirst.length));
      if (page.length === 0) break;
      newestFirst.push(...page);
    }
    return newestFirst.toReversed();
  }

  function read(): Reading {
    try {
      const newest = store.audit.head();
      // A broken trail is read again only when its end is another: a flood of tokens must not read it once for each.
      if (reading === null || (reading.doubt !== null && reading.newest?.hash !== newest?.hash)) {
        reading = readWhole(newest);
      } else if (reading.doubt === null) reading = readOn(reading, newest);
      return reading;
    } catch (error) {
      // The verdict comes all the same; that nobody could look is said in it.
      if (!(error instanceof AppError)) throw error;
      reading = null;
      return { doubt: 'unreadable', head: null, newest: null, signed: new Map(), made: new Set() };
    }
  }

  function findListed(tokenSha256: string): SignedHere | null {
    try {
      const record = store.signed.byDigest(tokenSha256);
      const event = record === null ? undefined : store.audit.page(record.auditSeq + 1, 1)[0];
      // Anybody who can write to the database can write a row; only an event of the trail is a witness.
      if (event === undefined || event.seq !== record?.auditSeq || eventHash(event) !== event.hash) return null;
      return event.payload['tokenSha256'] === tokenSha256 ? signingOf(event) : null;
    } catch (error) {
      if (hasCode(error, 'DATABASE_DAMAGED')) return null;
      throw error;
    }
  }

  return {
    findListed,
    find(tokenSha256) {
      const listed = findListed(tokenSha256);
      if (listed !== null) return listed;
      const { doubt, signed } = read();
      return doubt === null ? (signed.get(tokenSha256) ?? null) : null;
    },
    doubt(kid) {
      const { doubt, made } = read();
      return doubt ?? (made.has(kid) ? null : 'younger');
    },
  };
}

function note(event: AuditEvent, { signed, made }: Pick<Reading, 'signed' | 'made'>): void {
  const { kid, tokenSha256 } = event.payload;
  if (event.type === 'key.generated' && typeof kid === 'string') made.add(kid);
  const signing = typeof tokenSha256 === 'string' ? signingOf(event) : null;
  if (signing !== null && typeof tokenSha256 === 'string' && !signed.has(tokenSha256)) signed.set(tokenSha256, signing);
}

function signingOf({ type, at, seq, payload }: AuditEvent): SignedHere | null {
  if (type !== 'token.signed') return null;
  const { purpose, reason } = payload;
  const parsed = signedHereSchema.safeParse({ at, auditSeq: seq, purpose, reason });
  return parsed.success ? parsed.data : null;
}
