import { SearchX } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import type { Registration } from '../../../shared/model/registration.ts';
import { Button } from '../../components/button.tsx';
import { LongTable, type LongTableHandle } from '../../components/data-table-long.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSlash } from '../../components/use-slash.ts';
import { useApp } from '../../ipc/app-context.tsx';
import { address, go } from '../../ipc/route.ts';
import { formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { keyColumns, sortTextOf } from './key-columns.tsx';
import { KeyFilterBar } from './key-filter-bar.tsx';
import { KeyFilterChips } from './key-filter-fields.tsx';
import { filterKeys, isEmptyFilter, makeSearchable, NO_FILTER } from './key-filter.ts';
import { KEY_COLUMNS, sortKeys } from './key-sort.ts';
import { useSaveKeys } from './key-table-save.tsx';
import css from './key-table.module.css';
import { useKeyView } from './key-view.ts';

interface Props {
  readonly keys: readonly Key[];
  readonly registrations: readonly Registration[];
}

/** All keys, or those that are looked for. Putting thousands in order is done once; typing only takes rows away. */
export function KeyTable({ keys, registrations }: Props) {
  const text = useText();
  const language = useLanguage();
  const { environments } = useApp();
  const nowMs = useNow(60_000);
  const [{ filter, sort, columns }, change] = useKeyView();
  const search = useRef<HTMLInputElement>(null);
  const table = useRef<LongTableHandle>(null);
  useSlash(() => {
    search.current?.focus();
    search.current?.select();
  });

  const registrationOf = useMemo(() => {
    const states = new Map(registrations.map(({ kid, env, state }) => [`${env} ${kid}`, state]));
    return (key: Key) => states.get(`${key.env ?? ''} ${key.kid}`) ?? null;
  }, [registrations]);
  const ordered = useMemo(() => {
    const sortText = sortTextOf({ text, registrationOf });
    return makeSearchable(sortKeys(keys, sort, { sortText, language }));
  }, [keys, sort, text, language, registrationOf]);
  const shown = useMemo(() => filterKeys(ordered, filter, nowMs), [ordered, filter, nowMs]);
  const isEverything = isEmptyFilter(filter);
  const { buttons, notice } = useSaveKeys(shown, isEverything);
  const shownOfAll = [shown.length, keys.length].map((count) => formatNumber(count, language)) as [string, string];

  function onSort(id: string) {
    const column = KEY_COLUMNS.find((one) => one === id);
    if (column === undefined) return;
    change({ sort: { column, isDescending: sort.column === column && !sort.isDescending } });
  }

  return (
    <>
      <KeyFilterBar
        keys={ordered}
        nowMs={nowMs}
        searchRef={search}
        onDown={() => table.current?.focusFirstRow()}
        onEnter={() => {
          if (shown[0] && shown.length === 1) go('keys', 'show', shown[0].kid);
        }}
      />
      <KeyFilterChips />
      {notice}
      <Panel isFlush>
        <div>
          <div className={css.head}>
            <div role="status">
              <h2>{isEverything ? text.keys.count(keys.length) : text.keyTable.shown(...shownOfAll)}</h2>
            </div>
            <Row>{buttons}</Row>
          </div>
          {shown.length === 0 ? (
            <EmptyState
              icon={SearchX}
              title={text.keyTable.nothingTitle}
              actions={<Button onPress={() => change({ filter: NO_FILTER })}>{text.keyTable.clear}</Button>}
            >
              {text.keyTable.nothingBody}
            </EmptyState>
          ) : (
            <LongTable
              label={text.keys.title}
              columns={keyColumns(columns, { text, environments, registrationOf, nowMs })}
              rows={shown}
              rowId={(key) => key.kid}
              hrefOf={(key) => address('keys', 'show', key.kid)}
              sort={sort}
              onSort={onSort}
              handle={table}
            />
          )}
        </div>
      </Panel>
    </>
  );
}
