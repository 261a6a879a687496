import type { Output } from '../../../shared/ipc/contract.ts';
import type { Flow } from '../../../shared/model/flow.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Facts, Panel } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { formatNumber } from '../../text/dates.ts';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import css from './key-page.module.css';

type Uses = Output<'key.read'>['uses'];
type Use = readonly [flow: string, count: number];

/** How often the key signed, by flow, the commonest first. */
export function KeyUsesPanel({ uses }: { readonly uses: Uses }) {
  const text = useText();
  const language = useLanguage();
  const rows: readonly Use[] = Object.entries(uses.byFlow).sort(([, left], [, right]) => right - left);
  const most = Math.max(1, ...rows.map(([, count]) => count));
  const columns: readonly Column<Use>[] = [
    { id: 'flow', label: text.keyPage.usesColumn, cell: ([flow]) => nameOf(flow, text) },
    {
      id: 'count',
      label: text.keyPage.usesCount,
      cell: ([, count]) => (
        <div className={css.count}>
          <span>{formatNumber(count, language)}</span>
          <meter className={css.meter} min={0} max={most} value={count} aria-hidden />
        </div>
      ),
    },
  ];
  if (uses.total === 0 && rows.length === 0) {
    return (
      <Panel title={text.keyPage.usesTitle}>
        <p className={css.soft}>{text.keyPage.usesNone}</p>
      </Panel>
    );
  }
  return (
    <Panel title={text.keyPage.usesTitle}>
      <Facts
        rows={[
          [text.keyLife.used, text.keyLife.usedTimes(uses.total)],
          [
            text.keyLife.lastUsed,
            uses.lastAt === null ? text.keyLife.neverUsed : <Instant key="last" iso={uses.lastAt} isRelative />,
          ],
        ]}
      />
      <DataTable label={text.keyPage.usesTitle} columns={columns} rows={rows} rowId={([flow]) => flow} />
    </Panel>
  );
}

function nameOf(flow: string, { keyPage, terms }: Text) {
  if (flow === '-') return keyPage.withoutFlow;
  if (flow === 'probe') return keyPage.probes;
  const meaning = Object.hasOwn(terms.flow, flow) ? terms.flow[flow as Flow] : null;
  return (
    <>
      <code>{flow}</code>
      {meaning !== null && ` · ${meaning}`}
    </>
  );
}
