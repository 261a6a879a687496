import type { AuditCheckpoint, AuditEvent, AuditEventType } from '../../../shared/model/audit-event.ts';
import type { ClockMeasure } from '../../../shared/model/clock.ts';

/** What was signed here: claims and digest, never the token. */
export interface SignedRecord {
  readonly tokenSha256: string;
  readonly kid: string;
  readonly env: string;
  readonly jti: string | null;
  readonly claimsJson: string;
  readonly signedAt: string;
  readonly expiresAt: string | null;
  /** The audit event that recorded it. */
  readonly auditSeq: number;
}

export interface SignedRecords {
  insert(record: SignedRecord): void;
  byDigest(tokenSha256: string): SignedRecord | null;
  hasJti(jti: string): boolean;
  countByKid(kid: string): number;
  /** Newest first: those before event `before` (`null`: all), of one key or of all. */
  page(wanted: {
    readonly before: number | null;
    readonly limit: number;
    readonly kid: string | null;
  }): readonly SignedRecord[];
}

export interface ClockMeasureRecords {
  /** Newest first. */
  list(): readonly ClockMeasure[];
  /** The last one of an environment takes the place of the one before. */
  put(measure: ClockMeasure): void;
}

export interface AuditRecords {
  head(): AuditEvent | null;
  /** Another number whenever something else than this store has written to the database, the trail or anything. */
  foreignWrites(): number;
  /** Ascending by sequence number. */
  all(): Iterable<AuditEvent>;
  /** Newest first, those before `before` (or all). */
  page(before: number | null, limit: number): readonly AuditEvent[];
  /** The events whose payload names this kid, ascending. */
  about(kid: string): readonly AuditEvent[];
  /** The events of one type, ascending. */
  ofType(type: AuditEventType): readonly AuditEvent[];
  /** The event with the latest time, of those after `afterSeq` whose time is after `at` (ISO); `null`: there is none. */
  laterThan(at: string, afterSeq: number): AuditEvent | null;
  /** Whether any event names this jti. */
  knowsJti(jti: string): boolean;
  append(event: AuditEvent): void;
  checkpoints(): readonly AuditCheckpoint[];
  appendCheckpoint(checkpoint: AuditCheckpoint): void;
}
