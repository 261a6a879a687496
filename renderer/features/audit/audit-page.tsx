import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { AuditEvent } from '../../../shared/model/audit-event.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Panel, Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './audit.module.css';
import { TrailReport } from './trail-report.tsx';

const AT_ONCE = 50;

interface Props {
  /** The number of the event to begin with; anything else: the newest. */
  readonly from: string | undefined;
}

/** Every act in order, and whether the chain still holds. */
export function AuditPage({ from }: Props) {
  const text = useText();
  const wanted = from !== undefined && /^[1-9]\d{0,14}$/u.test(from) ? Number(from) : null;
  const [before, setBefore] = useState<number | null>(wanted === null ? null : wanted + 1);
  const events = useQuery('audit.list', { before, limit: AT_ONCE });
  return (
    <Page title={text.audit.title} lead={text.audit.lead}>
      <TrailReport />
      <Loaded query={events}>
        {(list) =>
          list.length === 0 ? (
            <Panel>
              <EmptyState icon={ScrollText} title={text.audit.emptyTitle}>
                {text.audit.emptyBody}
              </EmptyState>
            </Panel>
          ) : (
            <>
              {wanted !== null && list[0]?.seq === wanted && (
                <p>
                  <strong>{text.audit.beginsWith(String(wanted))}</strong>
                </p>
              )}
              <Panel isFlush>
                <Events events={list} />
              </Panel>
              <Row>
                {before !== null && <Button onPress={() => setBefore(null)}>{text.audit.newest}</Button>}
                {list.length === AT_ONCE && (
                  <Button onPress={() => setBefore(list.at(-1)?.seq ?? null)}>{text.audit.older}</Button>
                )}
              </Row>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** What the event says; what it leaves empty would only be noise. */
function facts(payload: AuditEvent['payload']): readonly (readonly [string, unknown])[] {
  return Object.entries(payload).filter(([, value]) => value !== null);
}

function Events({ events }: { readonly events: readonly AuditEvent[] }) {
  const text = useText();
  return (
    <DataTable
      label={text.audit.title}
      rows={events}
      rowId={({ seq }) => String(seq)}
      columns={[
        { id: 'seq', label: text.audit.columnSeq, isNarrow: true, cell: ({ seq }) => seq },
        { id: 'time', label: text.audit.columnTime, cell: ({ at }) => <Instant iso={at} /> },
        {
          id: 'event',
          label: text.audit.columnEvent,
          cell: ({ type }) => (
            <>
              <strong>{text.audit.events[type]}</strong>
              <code className={css.soft}>{type}</code>
            </>
          ),
        },
        {
          id: 'who',
          label: text.audit.columnWho,
          cell: ({ actor }) => (
            <>
              {actor.name ?? actor.osUser}
              <span className={css.soft}>
                {actor.host} · {text.audit.notVerified}
              </span>
            </>
          ),
        },
        {
          id: 'details',
          label: text.audit.columnDetails,
          cell: ({ payload }) => (
            <ul className={css.payload}>
              {facts(payload).map(([name, value]) => (
                <li key={name}>
                  <span className={css.name}>{name}</span>{' '}
                  <code>{Array.isArray(value) ? value.join(', ') : String(value)}</code>
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
