import type { CaseReport } from '../../shared/model/case-report.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Shown } from '../domain/case-redaction.ts';
import { caseReport } from '../domain/case-report.ts';
import type { Clock } from '../domain/clock.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Cases } from './cases.ts';

/** Cases for other eyes. */
export interface CaseReports {
  /** The redacted report of a case as it is now; that it was made is noted. @throws CASE_NOT_FOUND, DATABASE_DAMAGED */
  create(id: string, shown: Shown): CaseReport;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly cases: Cases;
  readonly installId: string;
  readonly clock: Clock;
}

/** Makes the desk of one home that reports on cases. */
export function createCaseReports({ store, trail, cases, installId, clock }: Dependencies): CaseReports {
  return {
    create(id, shown) {
      const { items } = cases.read(id);
      const salt = store.cases.get(id)?.salt ?? '';
      trail.note('case.reported', { case: id, entries: items.length, showsSub: shown.sub, showsObj: shown.obj });
      return caseReport({ id, items, salt, shown, installId, madeAt: new Date(clock.now()).toISOString() });
    },
  };
}
