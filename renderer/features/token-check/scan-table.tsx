import { ArrowDown, ArrowUp, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { useFreshQuery } from '../../ipc/use-call.ts';
import { formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import type { ScanView } from './scan-room.tsx';
import { ScanTableBox } from './scan-table-box.tsx';
import css from './scan-table.module.css';

interface Props {
  readonly all: number;
  readonly found: string;
  readonly view: ScanView;
  readonly onView: (view: ScanView) => void;
}

const COLUMNS = ['outcome', 'when', 'where', 'key', 'names', 'odd'] as const;
const PLACE = { by: 'place', isDescending: false } as const;
const TIME = { by: 'time', isDescending: false } as const;
const LATEST = { by: 'time', isDescending: true } as const;

/** Every use that fits, however many there are. */
export function ScanTable({ all, found, view, onView }: Props) {
  const { scan } = useText();
  const language = useLanguage();
  const { filter, sort } = view;
  const { value, error, reload } = useFreshQuery('scan.page', { filter, sort: PLACE, offset: 0, limit: 0 }, found);
  const total = value?.total ?? null;
  const whole = formatNumber(all, language);
  function onSort() {
    // By place, by time, by time turned round, and by place again.
    const next = sort.by === 'place' ? TIME : sort.isDescending ? PLACE : LATEST;
    onView({ ...view, sort: next, current: 0 });
  }
  return (
    <Panel isFlush>
      <div>
        <div className={css.head} role="status">
          <h2>
            {total === null || total === all ? scan.all(whole) : scan.shown(formatNumber(total, language), whole)}
          </h2>
        </div>
        {error && <ErrorNotice error={error} onRetry={reload} />}
        {total === 0 && (
          <EmptyState
            icon={SearchX}
            title={scan.nothingFits}
            actions={<Button onPress={() => onView({ ...view, filter: {}, current: 0 })}>{scan.clear}</Button>}
          >
            {scan.nothingFitsNext}
          </EmptyState>
        )}
        {total !== null && total > 0 && (
          <div role="table" aria-label={scan.table} aria-rowcount={total + 1} className={css.table}>
            <ScanTableBox
              key={JSON.stringify([filter, sort])}
              total={total}
              found={found}
              view={view}
              onCurrent={(current) => onView({ ...view, current })}
            >
              <div role="rowgroup" className={css.headings}>
                <div role="row" aria-rowindex={1} className={css.row}>
                  {COLUMNS.map((id) =>
                    id === 'when' ? (
                      <TimeHeading key={id} sort={sort} onSort={onSort}>
                        {scan.columns[id]}
                      </TimeHeading>
                    ) : (
                      <div key={id} role="columnheader">
                        {scan.columns[id]}
                      </div>
                    ),
                  )}
                </div>
              </div>
            </ScanTableBox>
          </div>
        )}
      </div>
    </Panel>
  );
}

interface HeadingProps {
  readonly sort: ScanView['sort'];
  readonly onSort: () => void;
  readonly children: ReactNode;
}

function TimeHeading({ sort: { by, isDescending }, onSort, children }: HeadingProps) {
  const Arrow = isDescending ? ArrowDown : ArrowUp;
  const order = isDescending ? 'descending' : 'ascending';
  return (
    <div role="columnheader" {...(by === 'time' ? { 'aria-sort': order } : {})}>
      <button type="button" className={css.heading} onClick={onSort}>
        {children}
        {by === 'time' && <Arrow size={14} aria-hidden />}
      </button>
    </div>
  );
}
