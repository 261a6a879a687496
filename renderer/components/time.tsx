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
  return (
    <time className={css.instant} dateTime={iso}>
      <span title={text.common.utc}>{formatUtc(iso, language)}</span>
      <span className={css.local} title={text.common.local}>
        {formatLocal(iso, language)}
        {isRelative && ` · ${formatRelative(iso, now, language)}`}
      </span>
    </time>
  );
}
