import type { ScanState } from '../../../shared/ipc/scan-contract.ts';
import type { ScanFilter } from '../../../shared/model/scan-result.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Panel } from '../../components/page.tsx';
import { formatClock, formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './scan.module.css';

type Affected = NonNullable<ScanState['summary']>['affected'];

interface Props {
  readonly affected: Affected;
  readonly onFilter: (filter: ScanFilter) => void;
}

/** Whom genuine tokens name that were used as they should not be: who to call first. */
export function ScanAffected({ affected, onFilter }: Props) {
  const { scan } = useText();
  if (affected.sub.total + affected.obj.total === 0) return null;
  return (
    <Panel title={scan.affected} lead={scan.affectedLead} isFlush>
      {(['sub', 'obj'] as const).map(
        (kind) => affected[kind].total > 0 && <OfKind key={kind} kind={kind} of={affected[kind]} onFilter={onFilter} />,
      )}
    </Panel>
  );
}

interface KindProps {
  readonly kind: 'sub' | 'obj';
  readonly of: Affected['sub'];
  readonly onFilter: (filter: ScanFilter) => void;
}

function OfKind({ kind, of: { top, total }, onFilter }: KindProps) {
  const { scan, common } = useText();
  const language = useLanguage();
  const time = (iso: string | null) =>
    iso === null ? common.none : `${formatClock(Date.parse(iso), language, true)} UTC`;
  return (
    <>
      <DataTable
        label={scan.affectedBy[kind]}
        rows={top}
        rowId={({ value }) => value}
        columns={[
          {
            id: 'value',
            label: scan.affectedBy[kind],
            cell: ({ value }) => (
              <button type="button" className={css.way} onClick={() => onFilter({ [kind]: value })}>
                {value}
              </button>
            ),
          },
          {
            id: 'uses',
            label: scan.table,
            cell: ({ uses, tokens }) => scan.uses(uses, tokens),
          },
          { id: 'first', label: scan.firstSeen, cell: ({ firstSeen }) => time(firstSeen) },
          { id: 'last', label: scan.lastSeen, cell: ({ lastSeen }) => time(lastSeen) },
          {
            id: 'odd',
            label: scan.columns.odd,
            cell: ({ anomalies }) => anomalies.map((one) => scan.anomalies[one]).join('; '),
          },
        ]}
      />
      {total > top.length && (
        <p className={css.more}>{scan.affectedMore(formatNumber(total - top.length, language))}</p>
      )}
    </>
  );
}
