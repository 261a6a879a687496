import { ChevronRight } from 'lucide-react';
import type { ScanCounts, ScanFilter } from '../../../shared/model/scan-result.ts';
import { Panel } from '../../components/page.tsx';
import { formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './scan.module.css';

interface Props {
  readonly anomalies: ScanCounts['anomalies'];
  readonly chosen: ScanFilter['anomaly'];
  readonly onFilter: (filter: ScanFilter) => void;
}

/** What is odd, each a way to its lines. */
export function ScanOdd({ anomalies, chosen, onFilter }: Props) {
  const { scan } = useText();
  const language = useLanguage();
  return (
    <Panel title={scan.odd} lead={scan.oddLead}>
      <ul className={css.odd}>
        {anomalies.map(({ value, count }) => (
          <li key={value}>
            <button
              type="button"
              className={css.oddOne}
              aria-pressed={chosen === value}
              onClick={() => onFilter(chosen === value ? {} : { anomaly: value })}
            >
              <strong>{formatNumber(count, language)}</strong>
              <span>{scan.anomalies[value]}</span>
              <ChevronRight size={16} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
