import { CasePage } from './case-page.tsx';
import { CaseReportPage } from './case-report-page.tsx';
import { CasesPage } from './cases-page.tsx';

/** The list, one case, or its report. */
export function CasesRoom({ rest: [id, place] }: { readonly rest: readonly string[] }) {
  if (id === undefined) return <CasesPage />;
  if (place === 'report') return <CaseReportPage key={id} id={id} />;
  return <CasePage key={id} id={id} />;
}
