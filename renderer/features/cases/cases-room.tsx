import { CasePage } from './case-page.tsx';
import { CaseReportPage } from './case-report-page.tsx';
import { CaseVerifyPage } from './case-verify-page.tsx';
import { CasesPage } from './cases-page.tsx';

/** The list, one case, its report, or the check of a file. A case's number is never a word. */
export function CasesRoom({ rest: [id, place] }: { readonly rest: readonly string[] }) {
  if (id === undefined) return <CasesPage />;
  if (id === 'verify') return <CaseVerifyPage />;
  if (place === 'report') return <CaseReportPage key={id} id={id} />;
  return <CasePage key={id} id={id} />;
}
