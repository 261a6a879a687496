import type { Output } from '../../../shared/ipc/contract.ts';
import type { Flow } from '../../../shared/model/flow.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Facts, Panel } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { formatNumber } from '../../text/dates.ts';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import css from './key-page.module.css';

type Uses = Output<'key.read'>['uses'];
/** `flow`: one of the flows' names, which can be any text; `kind` tells what is none. */
interface Use {
  readonly kind: 'flow' | 'withoutFlow' | 'probes';
  readonly flow: string;
  readonly count: number;
}

/** How often the key signed, by flow, the commonest first. */
export function KeyUsesPanel({ uses }: { readonly uses: Uses }) {
  const text = useText();
  const language = useLanguage();
  const rows = rowsOf(uses);
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const columns: readonly Column<Use>[] = [
    { id: 'flow', label: text.keyPage.usesColumn, cell: (use) => nameOf(use, text) },
    {
      id: 'count',
      label: text.keyPage.usesCount,
      cell: ({ count }) => (
        <div className={css.count}>
          <span>{formatNumber(count, language)}</span>
          <meter className={css.meter} min={0} max={most} value={count} aria-hidden />
        </div>
      ),
    },
  ];
  if (rows.length === 0) {
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
      <DataTable
        label={text.keyPage.usesTitle}
        columns={columns}
        rows={rows}
        rowId={({ kind, flow }) => `${kind} ${flow}`}
      />
    </Panel>
  );
}

function rowsOf({ byFlow, withoutFlow, probes }: Uses): readonly Use[] {
  const others = [
    { kind: 'withoutFlow', flow: '', count: withoutFlow },
    { kind: 'probes', flow: '', count: probes },
  ] as const;
  return [...byFlow.map((use) => ({ kind: 'flow', ...use }) as const), ...others.filter(({ count }) => count > 0)];
}

function nameOf({ kind, flow }: Use, { keyPage, terms }: Text) {
  if (kind === 'withoutFlow') return keyPage.withoutFlow;
  if (kind === 'probes') return keyPage.probes;
  const meaning = Object.hasOwn(terms.flow, flow) ? terms.flow[flow as Flow] : null;
  return (
    <>
      <code>{flow}</code>
      {meaning !== null && ` · ${meaning}`}
    </>
  );
}
