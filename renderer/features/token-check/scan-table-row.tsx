import { CircleHelp, ShieldCheck, ShieldX } from 'lucide-react';
import type { ScanRow } from '../../../shared/model/scan-result.ts';
import type { Outcome } from '../../../shared/model/verdict.ts';
import { cx } from '../../components/class-names.ts';
import rowLink from '../../components/row-link.module.css';
import { Status } from '../../components/status.tsx';
import { address } from '../../ipc/route.ts';
import { formatClock, formatDay, formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './scan-table.module.css';

const LOOKS = {
  valid: ['good', ShieldCheck],
  invalid: ['bad', ShieldX],
  undetermined: ['unsure', CircleHelp],
} as const satisfies Record<Outcome, unknown>;

interface Props {
  /** Among the rows that fit the filter. */
  readonly place: number;
  /** `null`: it is on its way. */
  readonly row: ScanRow | null;
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
}

/** One use of a token; the whole row leads to its answer. */
export function ScanTableRow({ place, row, isCurrent, onFocus }: Props) {
  const text = useText();
  const { scan, terms } = text;
  const language = useLanguage();
  if (row === null) {
    return (
      <div role="row" aria-rowindex={place + 2} className={css.row}>
        <div role="rowheader" className={css.soft}>
          {scan.loading}
        </div>
      </div>
    );
  }
  const { outcome, code, source, arrivedAt, kid, issuer, sub, obj, flow, anomalies, duplicateOf } = row;
  const [tone, icon] = LOOKS[outcome];
  return (
    <div role="row" aria-rowindex={place + 2} className={css.row}>
      <div role="rowheader" className={css.lines}>
        <a
          className={cx(rowLink.link, css.link)}
          href={address('check', 'scan', String(row.row))}
          data-row={place}
          tabIndex={isCurrent ? 0 : -1}
          onFocus={onFocus}
        >
          <Status tone={tone} icon={icon}>
            {terms.outcome[outcome]}
          </Status>
          <span className={css.soft}>
            {scan.codes[code]}
            {duplicateOf !== null && ` · ${scan.again}`}
          </span>
        </a>
      </div>
      <div role="cell" className={css.lines}>
        {arrivedAt === null ? (
          <span className={css.soft}>{scan.noTime}</span>
        ) : (
          <time dateTime={new Date(arrivedAt).toISOString()}>
            {formatClock(arrivedAt, language)}
            <span className={css.soft}>{formatDay(new Date(arrivedAt).toISOString(), language)}</span>
          </time>
        )}
      </div>
      <div role="cell" className={css.lines}>
        <span title={source.file}>{source.file}</span>
        <span className={css.soft}>{scan.line(formatNumber(source.line, language))}</span>
      </div>
      <div role="cell" className={css.lines}>
        <code title={kid ?? undefined}>{kid ?? scan.none}</code>
        <span className={css.soft}>{terms.issuer[issuer]}</span>
      </div>
      <div role="cell" className={css.lines}>
        <span title={sub ?? undefined}>{sub ?? scan.none}</span>
        <span className={css.soft}>{[obj, flow].filter(Boolean).join(' · ')}</span>
      </div>
      <div role="cell" className={css.lines} title={anomalies.map((one) => scan.anomalies[one]).join('; ')}>
        <span className={css.oddWords}>{anomalies.map((one) => scan.anomalies[one]).join('; ')}</span>
      </div>
    </div>
  );
}
