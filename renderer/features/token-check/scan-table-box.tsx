import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { ScanView } from './scan-room.tsx';
import { ScanTableRow } from './scan-table-row.tsx';
import { rowAfter, useLongScroll } from './use-long-scroll.ts';
import { useScanRows } from './use-scan-rows.ts';
import css from './scan-table.module.css';

interface Props {
  readonly total: number;
  readonly found: string;
  readonly view: ScanView;
  readonly onCurrent: (row: number) => void;
  /** The head of the table, which stays in sight. */
  readonly children: ReactNode;
}

/**
 * Any number of rows: only those in sight are there, and asked for. One Tab leads into them and one out again; inside, arrows,
 * Page Up, Page Down, Home and End go from row to row, and Enter opens one.
 */
export function ScanTableBox({ total, found, view, onCurrent, children }: Props) {
  const { current } = view;
  const box = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const scroll = useLongScroll(box, total);
  const rows = useScanRows(view, found, scroll.first, scroll.count);
  // Who comes back from a row finds it where it was.
  const begin = useRef(() => scroll.show(current));
  useEffect(() => {
    begin.current();
  }, []);
  useEffect(() => {
    if (!wantsFocus.current) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-row="${String(current)}"]`);
    // A row that is far away is read first, and can take the focus only then.
    if (link === null || link === undefined) return;
    wantsFocus.current = false;
    link.focus({ preventScroll: true });
  });

  function onKeyDown(event: KeyboardEvent) {
    const isRow = event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined;
    if (!isRow || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = rowAfter(event.key, current, total, scroll.fits);
    if (next === null) return;
    event.preventDefault();
    wantsFocus.current = true;
    scroll.show(next);
    onCurrent(next);
  }

  const last = Math.min(scroll.first + scroll.count, total);
  const places = Array.from({ length: Math.max(0, last - scroll.first) }, (_, at) => scroll.first + at);
  // Where the row that Tab leads to is not in sight, Tab leads to the first that is.
  const isInSight = current >= scroll.first && current < last;
  return (
    <div ref={box} role="presentation" className={css.box} onScroll={scroll.onScroll} onKeyDown={onKeyDown}>
      {children}
      <div role="rowgroup" className={css.tall} style={{ height: `${String(scroll.height)}px` }}>
        <div role="presentation" className={css.window} style={{ top: `${String(scroll.top)}px` }}>
          {places.map((place) => (
            <ScanTableRow
              key={place}
              place={place}
              row={rows.at(place)}
              isCurrent={place === current || (!isInSight && place === scroll.first)}
              onFocus={() => {
                if (place !== current) onCurrent(place);
              }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
