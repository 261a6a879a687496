import { Instant } from '../../components/time.tsx';
import { formatSpan } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { readTimeClaim } from './time-claim.ts';
import css from './token-check.module.css';

/** A time claim in UTC, local and seen from now; where the unit is wrong, what it says and what was probably meant. */
export function TimeValue({ value }: { readonly value: unknown }) {
  const { answer } = useText();
  const language = useLanguage();
  const reading = readTimeClaim(value);
  const raw = <code>{typeof value === 'string' ? JSON.stringify(value) : String(value)}</code>;
  switch (reading.kind) {
    case 'instant':
      return (
        <div className={css.time}>
          <Instant iso={reading.iso} isRelative />
          {raw}
        </div>
      );
    case 'finer':
      return (
        <div className={css.time}>
          {raw}
          <p className={css.hint}>
            {reading.year === null ? answer.finerBeyond : answer.finerYear(String(reading.year))}{' '}
            {answer.finerMeant(answer.finer[reading.unit])}
          </p>
          <Instant iso={reading.meantIso} isRelative />
        </div>
      );
    case 'length':
      return (
        <div className={css.time}>
          {raw}
          <p className={css.hint}>{answer.lengthHint(formatSpan(reading.seconds, language))}</p>
        </div>
      );
    case 'text':
      return (
        <div className={css.time}>
          {raw}
          <p className={css.hint}>
            {answer.textHint} {reading.meantIso !== null && answer.textMeant}
          </p>
          {reading.meantIso !== null && <Instant iso={reading.meantIso} isRelative />}
        </div>
      );
    case 'none':
      return <code>{JSON.stringify(value)}</code>;
  }
}
