import type { Store } from '../adapters/sqlite/store.ts';
import { exportLines } from '../domain/audit-export-format.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { EvidenceKey } from './evidence-key.ts';

/** Writes the trail so that it can be verified with no database and no home. */
export interface AuditExport {
  /** The whole trail as JSON Lines; that it was exported is the event after its last. @throws INPUT_INVALID for an empty one */
  text(): string;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly evidenceKey: EvidenceKey;
  readonly installId: string;
}

/** Makes the export of one home's trail. */
export function createAuditExport({ store, trail, evidenceKey, installId }: Dependencies): AuditExport {
  return {
    text() {
      const head = store.audit.head();
      if (head === null) {
        throw new AppError('INPUT_INVALID', 'this home has no trail yet', {
          hint: 'there is nothing to export: check --home',
        });
      }
      const lines = exportLines({
        installId,
        evidenceKey: evidenceKey.publicKey(),
        head,
        events: store.audit.all(),
        checkpoints: store.audit.checkpoints(),
      });
      const text = [...lines].join('');
      trail.note('audit.exported', { head: head.hash, events: head.seq });
      return text;
    },
  };
}
