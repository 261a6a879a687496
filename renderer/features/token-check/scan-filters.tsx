import { X } from 'lucide-react';
import { useRef } from 'react';
import type { ScanCounts, ScanFilter } from '../../../shared/model/scan-result.ts';
import { Button } from '../../components/button.tsx';
import { Select } from '../../components/select.tsx';
import { useSlash } from '../../components/use-slash.ts';
import { formatClock, formatNumber } from '../../text/dates.ts';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import { ExactField } from './exact-field.tsx';
import css from './scan.module.css';

interface Props {
  readonly counts: ScanCounts;
  readonly filter: ScanFilter;
  readonly onFilter: (filter: ScanFilter) => void;
}

const CLOSED = ['outcome', 'code', 'issuer', 'anomaly', 'file'] as const;
const OPEN = ['kid', 'sub', 'obj', 'flow'] as const;
type Name = (typeof CLOSED)[number] | (typeof OPEN)[number] | 'time';

/** What can be asked of the table: a choice where the values are few, the whole value where a stranger made them. */
export function ScanFilters({ counts, filter, onFilter }: Props) {
  const text = useText();
  const { scan } = text;
  const language = useLanguage();
  const fields = useRef<HTMLElement>(null);
  useSlash(() => fields.current?.querySelector<HTMLElement>('select, input')?.focus());
  const values = {
    outcome: counts.outcomes,
    code: counts.codes,
    issuer: counts.issuers,
    anomaly: counts.anomalies,
    file: counts.files,
  };
  const shown = CLOSED.filter((name) => values[name].length > 1 || filter[name] !== undefined);
  const set = (name: Name, value: string | undefined) => onFilter(changed(filter, name, value));
  return (
    <search ref={fields} className={css.filters} aria-label={scan.table}>
      <div className={css.fields}>
        {shown.map((name) => (
          <Select
            key={name}
            label={scan.filters[name]}
            value={filter[name] ?? ''}
            onChange={(next) => set(name, next === '' ? undefined : next)}
            options={[
              { id: '', label: scan.any },
              ...values[name].map(({ value, count }) => ({
                id: value,
                label: `${wordOf(name, value, text)} (${formatNumber(count, language)})`,
              })),
            ]}
          />
        ))}
        {OPEN.map((name) => (
          <ExactField
            key={`${name} ${String(filter[name])}`}
            label={scan.filters[name]}
            value={filter[name] ?? ''}
            known={counts[name].top.flatMap(({ value }) => (value === null ? [] : [value]))}
            onChoose={(next) => set(name, next === '' ? undefined : next)}
          />
        ))}
      </div>
      <Chips filter={filter} onFilter={onFilter} />
    </search>
  );
}

/** What is chosen, always in sight; each can be taken away. */
function Chips({ filter, onFilter }: Omit<Props, 'counts'>) {
  const text = useText();
  const { scan } = text;
  const language = useLanguage();
  const names = [...CLOSED, ...OPEN, 'time' as const].filter((name) => filter[name] !== undefined);
  if (names.length === 0) return null;
  const said = (name: Name) => {
    const value = filter[name];
    if (name !== 'time') return `${scan.filters[name]}: ${wordOf(name, String(value ?? scan.none), text)}`;
    const time = filter.time;
    if (!time) return `${scan.filters.time}: ${scan.noTime}`;
    return `${scan.filters.time}: ${scan.between(formatClock(time.from, language, true), `${formatClock(time.to, language)} UTC`)}`;
  };
  return (
    <div className={css.chips}>
      <ul aria-label={scan.chosenFilters}>
        {names.map((name) => (
          <li key={name} className={css.chip}>
            {said(name)}
            <Button
              look="quiet"
              icon={X}
              label={scan.removeFilter(said(name))}
              onPress={() => onFilter(changed(filter, name, undefined))}
            />
          </li>
        ))}
      </ul>
      <Button look="quiet" onPress={() => onFilter({})}>
        {scan.clear}
      </Button>
    </div>
  );
}

/** A name that is not asked about does not stand in the filter at all. */
function changed(filter: ScanFilter, name: Name, value: string | undefined): ScanFilter {
  const rest = Object.fromEntries(Object.entries(filter).filter(([known]) => known !== name));
  return value === undefined ? rest : { ...rest, [name]: value };
}

/** The words for a value; what a stranger wrote stands as it is. */
function wordOf(name: Exclude<Name, 'time'>, value: string, { terms, scan }: Text): string {
  const words: Partial<Record<Name, Readonly<Record<string, string>>>> = {
    outcome: terms.outcome,
    issuer: terms.issuer,
    code: scan.codes,
    anomaly: scan.anomalies,
  };
  const known = words[name];
  return known && Object.hasOwn(known, value) ? (known[value] ?? value) : value;
}
