import type { ScanState } from '../../../shared/ipc/scan-contract.ts';
import type { ScanFilter } from '../../../shared/model/scan-result.ts';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { formatClock, formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { ScanSaved } from './scan-saved.tsx';
import css from './scan.module.css';

type Affected = NonNullable<ScanState['affected']>;

interface Props {
  readonly affected: Affected;
  /** A scan that goes on has no list yet. */
  readonly isEnded: boolean;
  readonly onFilter: (filter: ScanFilter) => void;
}

/** Whom genuine tokens name that were used as they should not be: who to call first. */
export function ScanAffected({ affected, isEnded, onFilter }: Props) {
  const { scan } = useText();
  const save = useCommand('scan.save');
  const [saved, setSaved] = useState<Output<'scan.save'> | null>(null);
  if (affected.sub.total + affected.obj.total === 0) return null;
  async function write() {
    setSaved(null);
    const written = await save.run({ form: 'affected', withTokens: false });
    setSaved(written.ok && written.value.path !== null ? written.value : null);
  }
  return (
    <Panel
      title={scan.affected}
      lead={scan.affectedLead}
      isFlush
      actions={
        isEnded && (
          <Button icon={Download} isDisabled={save.isRunning} onPress={() => void write()}>
            {scan.affectedSave}
          </Button>
        )
      }
    >
      {(save.error ?? saved) && (
        <div className={css.more}>
          <Stack>
            {save.error && <ErrorNotice error={save.error} />}
            {saved && <ScanSaved saved={saved} />}
          </Stack>
        </div>
      )}
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
