import { Columns3, ListFilter, Search, X } from 'lucide-react';
import { type Ref, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Tick } from '../../components/field.tsx';
import { useText } from '../../text/text.ts';
import { KeyFilterFields } from './key-filter-fields.tsx';
import type { SearchableKey } from './key-filter.ts';
import { KEY_COLUMNS } from './key-sort.ts';
import css from './key-table.module.css';
import { useKeyView } from './key-view.ts';

interface Props {
  readonly keys: readonly SearchableKey[];
  readonly nowMs: number;
  readonly searchRef: Ref<HTMLInputElement>;
  readonly onDown: () => void;
  readonly onEnter: () => void;
}

/** The search, and what can be chosen beside it. */
export function KeyFilterBar({ keys, nowMs, searchRef, onDown, onEnter }: Props) {
  const { keyTable } = useText();
  const [{ filter }, change] = useKeyView();
  const [open, setOpen] = useState<'filters' | 'columns' | null>(null);
  const toggle = (panel: 'filters' | 'columns') => setOpen(open === panel ? null : panel);
  return (
    <search className={css.bar}>
      <div className={css.tools}>
        <span className={css.search}>
          <Search size={16} aria-hidden />
          <input
            ref={searchRef}
            type="search"
            aria-label={keyTable.search}
            aria-keyshortcuts="/"
            placeholder={keyTable.searchHint}
            value={filter.search}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => change({ filter: { ...filter, search: event.target.value } })}
            onKeyDown={(event) => {
              if (event.key === 'Escape') change({ filter: { ...filter, search: '' } });
              else if (event.key === 'ArrowDown') onDown();
              else if (event.key === 'Enter') onEnter();
              else return;
              event.preventDefault();
            }}
          />
          {filter.search === '' ? (
            <kbd aria-hidden>/</kbd>
          ) : (
            <Button
              look="quiet"
              icon={X}
              label={keyTable.removeFilter(filter.search)}
              onPress={() => change({ filter: { ...filter, search: '' } })}
            />
          )}
        </span>
        <Button icon={ListFilter} isOpen={open === 'filters'} onPress={() => toggle('filters')}>
          {keyTable.filters}
        </Button>
        <Button icon={Columns3} isOpen={open === 'columns'} onPress={() => toggle('columns')}>
          {keyTable.columns}
        </Button>
      </div>
      {open === 'filters' && <KeyFilterFields keys={keys} nowMs={nowMs} />}
      {open === 'columns' && <ColumnTicks />}
    </search>
  );
}

function ColumnTicks() {
  const { keyTable } = useText();
  const [{ columns }, change] = useKeyView();
  return (
    <fieldset className={css.ticks}>
      <legend>{keyTable.columns}</legend>
      {KEY_COLUMNS.filter((id) => id !== 'key').map((id) => (
        <Tick
          key={id}
          label={keyTable.names[id]}
          isOn={columns.includes(id)}
          onChange={(isOn) => change({ columns: isOn ? [...columns, id] : columns.filter((one) => one !== id) })}
        />
      ))}
    </fieldset>
  );
}
