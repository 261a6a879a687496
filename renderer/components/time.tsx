import { formatLocal, formatRelative, formatUtc } from '../text/dates.ts';
import { useLanguage, useText } from '../text/text.ts';
import css from './time.module.css';
import { useNow } from './use-now.ts';

interface Props {
  readonly iso: string;
  /** With "4 minutes ago". */
  readonly isRelative?: boolean;
}

/** An instant in UTC and on the officer's own clock, always together. */
export function Instant({ iso, isRelative = false }: Props) {
  const language = useLanguage();
  const text = useText();
  const now = useNow(30_000);
  const local = formatLocal(iso, language);
  // Where the officer's clock keeps UTC, saying it twice would only raise the question of the difference.
  const isSame = local === formatUtc(iso, language);
  return (
    <time className={css.instant} dateTime={iso}>
      <span title={text.common.utc}>{formatUtc(iso, language)}</span>
      {(!isSame || isRelative) && (
        <span className={css.local} title={text.common.local}>
          {[isSame ? null : local, isRelative ? formatRelative(iso, now, language) : null].filter(Boolean).join(' · ')}
        </span>
      )}
    </time>
  );
}
