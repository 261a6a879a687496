import { X } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../components/button.tsx';
import { Tick } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { formatNumber } from '../../text/dates.ts';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import {
  countValues,
  type Facet,
  FACETS,
  isEmptyFilter,
  NO_ENVIRONMENT,
  NO_FILTER,
  type SearchableKey,
} from './key-filter.ts';
import { KEY_COLUMNS, type KeyColumn } from './key-sort.ts';
import css from './key-table.module.css';
import { useKeyView } from './key-view.ts';

interface Props {
  readonly keys: readonly SearchableKey[];
  readonly nowMs: number;
}

/** One choice for each facet, with how many keys it would show; and the order, for windows too narrow for a head. */
export function KeyFilterFields({ keys, nowMs }: Props) {
  const text = useText();
  const language = useLanguage();
  const [{ filter, sort, columns }, change] = useKeyView();
  const counts = useMemo(() => {
    const all = keys.map(({ key }) => key);
    return FACETS.map((facet) => [facet, [...countValues(all, facet, nowMs)]] as const);
  }, [keys, nowMs]);
  return (
    <div className={css.fields}>
      {counts.map(([facet, values]) => (
        <Select
          key={facet}
          label={text.keyTable.facets[facet]}
          value={filter[facet] === null ? '' : `=${filter[facet]}`}
          onChange={(chosen) => change({ filter: { ...filter, [facet]: chosen === '' ? null : chosen.slice(1) } })}
          options={[
            { id: '', label: text.keyTable.any },
            ...values
              .map(([value, count]) => ({ id: `=${value}`, name: valueName(facet, value, text), count }))
              .sort((a, b) => a.name.localeCompare(b.name, language))
              .map(({ id, name, count }) => ({ id, label: `${name} (${formatNumber(count, language)})` })),
          ]}
        />
      ))}
      <Select
        label={text.keyTable.sortBy}
        value={sort.column}
        onChange={(column) => change({ sort: { ...sort, column: column as KeyColumn } })}
        options={KEY_COLUMNS.filter((id) => id === 'key' || columns.includes(id)).map((id) => ({
          id,
          label: text.keyTable.names[id],
        }))}
      />
      <Tick
        label={text.keyTable.descending}
        isOn={sort.isDescending}
        onChange={(isDescending) => change({ sort: { ...sort, isDescending } })}
      />
    </div>
  );
}

/** What is chosen, always in sight; each can be taken away. */
export function KeyFilterChips() {
  const text = useText();
  const [{ filter }, change] = useKeyView();
  const chosen = FACETS.flatMap((facet) => {
    const value = filter[facet];
    return value === null ? [] : [{ facet, name: `${text.keyTable.facets[facet]}: ${valueName(facet, value, text)}` }];
  });
  if (isEmptyFilter(filter)) return null;
  return (
    <div className={css.chips}>
      {chosen.length > 0 && (
        <ul aria-label={text.keyTable.chosenFilters}>
          {chosen.map(({ facet, name }) => (
            <li key={facet} className={css.chip}>
              {name}
              <Button
                look="quiet"
                icon={X}
                label={text.keyTable.removeFilter(name)}
                onPress={() => change({ filter: { ...filter, [facet]: null } })}
              />
            </li>
          ))}
        </ul>
      )}
      <Button look="quiet" onPress={() => change({ filter: NO_FILTER })}>
        {text.keyTable.clear}
      </Button>
    </div>
  );
}

/** The words for a value of a facet; a name that people gave stands as it is. */
function valueName(facet: Facet, value: string, { terms, keyTable }: Text): string {
  const words: Partial<Record<Facet, Readonly<Record<string, string>>>> = {
    state: terms.keyState,
    expiry: keyTable.expiry,
    custody: keyTable.custody,
    availability: { unavailable: keyTable.missing },
    env: { [NO_ENVIRONMENT]: keyTable.notBound },
  };
  const known = words[facet];
  return known && Object.hasOwn(known, value) ? (known[value] ?? value) : value;
}
