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
  readonly head: AuditEvent | null;
  readonly signed: Map<string, SignedHere>;
  readonly made: Set<string>;
}

const PAGE = 500;

/** Makes the witness of one home. It reads the whole trail once, when that is first needed, and then what was added. */
export function createOwnTrail({ store, evidenceKey }: Dependencies): OwnTrailReader {
  let reading: Reading | null = null;

  function readWhole(): Reading {
    const fresh = { signed: new Map<string, SignedHere>(), made: new Set<string>() };
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
  function readOn(before: Reading): Reading {
    const { signed, made } = before;
    let { head } = before;
    for (const event of addedSince(head?.seq ?? 0)) {
      const judged = judgeEvent(event, head, (head?.seq ?? 0) + 1);
      if (typeof judged === 'string') return { signed, made, head, doubt: 'broken' };
      note(judged, before);
      head = judged;
    }
    return { signed, made, head, doubt: null };
  }

  function addedSince(seq: number): readonly AuditEvent[] {
    const newestFirst: AuditEvent[] = [];
    for (;;) {
      const page = store.audit.page(newestFirst.at(-1)?.seq ?? null, PAGE);
      const added = page.filter((event) => event.seq > seq);
      newestFirst.push(...added);
      if (added.length < PAGE) return newestFirst.toReversed();
    }
  }

  function read(): Reading {
    try {
      reading = reading === null || reading.doubt !== null ? readWhole() : readOn(reading);
      return reading;
    } catch (error) {
      // The verdict comes all the same; that nobody could look is said in it.
      if (!(error instanceof AppError)) throw error;
      reading = null;
      return { doubt: 'unreadable', head: null, signed: new Map(), made: new Set() };
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
