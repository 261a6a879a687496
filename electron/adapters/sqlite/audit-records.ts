import {
  type AuditCheckpoint,
  auditCheckpointSchema,
  type AuditEvent,
  auditEventSchema,
} from '../../../shared/model/audit-event.ts';
import { hashedText } from '../../domain/audit-chain.ts';
import { AppError } from '../../domain/errors.ts';
import type { Connection, SqlRow } from './connection.ts';
import { memberOfEvent } from './schema-parts.ts';
import { damaged, storageError } from './sqlite-errors.ts';
import type { AuditRecords } from './store-trail.ts';

const PAGE = 500;
const COLUMNS = 'SELECT seq, event, hash FROM audit_events';

/**
 * Keeps the trail, append-only. An event lies as the canonical JSON that its hash is over, so nothing of it is kept
 * twice. Reading checks its form; hashes and links are checked by `verifyChain`.
 */
export function createAuditRecords(connection: Connection): AuditRecords {
  function head(): AuditEvent | null {
    const row = connection.get(`${COLUMNS} ORDER BY seq DESC LIMIT 1`);
    return row === null ? null : readEventRow(row);
  }

  return {
    head,
    foreignWrites: () => Number(connection.get('PRAGMA data_version')?.['data_version']),
    *all() {
      // Page by page: a reader that takes its time holds up no checkpoint, and nothing before a page can change.
      let last = 0;
      for (;;) {
        const rows = connection.all(`${COLUMNS} WHERE seq > ? ORDER BY seq LIMIT ?`, last, PAGE);
        for (const row of rows) {
          last = Number(row['seq']);
          yield readEventRow(row);
        }
        if (rows.length < PAGE) return;
      }
    },
    page(before, limit) {
      const end = before ?? Number.MAX_SAFE_INTEGER;
      return connection.all(`${COLUMNS} WHERE seq < ? ORDER BY seq DESC LIMIT ?`, end, limit).map(readEventRow);
    },
    about: (kid) =>
      connection.all(`${COLUMNS} WHERE ${memberOfEvent('$.payload.kid')} = ? ORDER BY seq`, kid).map(readEventRow),
    ofType: (type) =>
      connection.all(`${COLUMNS} WHERE ${memberOfEvent('$.type')} = ? ORDER BY seq`, type).map(readEventRow),
    laterThan(at, afterSeq) {
      const time = memberOfEvent('$.at');
      const row = connection.get(
        `${COLUMNS} WHERE ${time} > ? AND seq > ? ORDER BY ${time} DESC LIMIT 1`,
        at,
        afterSeq,
      );
      return row === null ? null : readEventRow(row);
    },
    knowsJti: (jti) =>
      connection.get(`SELECT 1 FROM audit_events WHERE ${memberOfEvent('$.payload.jti')} = ? LIMIT 1`, jti) !== null,
    append: (event) =>
      connection.join(() => {
        const last = head();
        if (event.seq !== (last?.seq ?? 0) + 1 || (last !== null && event.prevHash !== last.hash)) {
          throw new AppError('AUDIT_BROKEN', `event ${String(event.seq)} does not follow the head of the trail`, {
            hint: 'try again; if it stays, stop signing and verify the trail',
          });
        }
        if (!auditEventSchema.safeParse(event).success) {
          throw storageError('INTERNAL', 'an audit event is not of its shape');
        }
        const sql = 'INSERT INTO audit_events (seq, event, hash) VALUES (?, ?, ?)';
        connection.run(sql, event.seq, hashedText(event), event.hash);
      }),
    checkpoints: () =>
      connection
        .all('SELECT seq, hash, at, signer, signature FROM audit_checkpoints ORDER BY id')
        .map((row) => parseCheckpoint(row)),
    appendCheckpoint({ seq, hash, at, signer, signature }) {
      const sql = 'INSERT INTO audit_checkpoints (seq, hash, at, signer, signature) VALUES (?, ?, ?, ?, ?)';
      connection.run(sql, seq, hash, at, signer, signature);
    },
  };
}

/** Reads one row of the trail. Its hash and its place are not verified. @throws DATABASE_DAMAGED */
export function readEventRow(row: SqlRow): AuditEvent {
  const text = String(row['event']);
  const parsed = auditEventSchema.safeParse({ ...parseJson(text), hash: row['hash'] });
  if (parsed.success && parsed.data.seq === row['seq'] && hasText(parsed.data, text)) return parsed.data;
  throw damaged(`event ${String(row['seq'])} of the trail was changed outside of the app`);
}

/** Only the one canonical text counts: a byte that changes no value is still a change. */
function hasText(event: AuditEvent, text: string): boolean {
  try {
    return hashedText(event) === text;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function parseJson(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function parseCheckpoint(row: SqlRow): AuditCheckpoint {
  const parsed = auditCheckpointSchema.safeParse({ ...row });
  if (parsed.success) return parsed.data;
  throw damaged('a checkpoint of the trail was changed outside of the app');
}
