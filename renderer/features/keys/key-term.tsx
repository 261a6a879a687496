import type { Key } from '../../../shared/model/key.ts';
import { cx } from '../../components/class-names.ts';
import { Instant } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { type Text, useText } from '../../text/text.ts';
import { expiryOf, isInUse } from './key-expiry.ts';
import css from './key-page.module.css';

const WIDTH = 1000;
const DAY_MS = 86_400_000;

/** From its making to its last day as a bar, with now upon it. The words say the same. */
export function KeyTerm({ item }: { readonly item: Key }) {
  const text = useText();
  const now = useNow(60_000);
  const made = Date.parse(item.createdAt);
  const ends = item.expiresAt === null ? null : Date.parse(item.expiresAt);
  const isUrgent = isInUse(item) && ['soon', 'expired'].includes(expiryOf(item.expiresAt, now));
  const high = Math.max(ends ?? now, now, made + 1);
  const place = (ms: number) => Math.round((WIDTH * Math.max(0, ms - made)) / (high - made));
  const marks = [
    [text.keyPage.termMade, item.createdAt],
    [text.keyPage.termNow, new Date(now).toISOString()],
    ...(item.expiresAt === null ? [] : ([[text.keyPage.termEnds, item.expiresAt]] as const)),
  ] as const;
  return (
    <figure className={css.term}>
      <figcaption className={cx(css.left, isUrgent && css.urgent)}>
        {isInUse(item) ? leftWords(ends, now, text) : text.keyPage.termOver}
      </figcaption>
      {ends !== null && (
        <svg className={css.bar} viewBox={`0 0 ${WIDTH} 32`} preserveAspectRatio="none" aria-hidden>
          <rect className={css.track} x="0" y="12" width={place(ends)} height="8" />
          <rect className={css.gone} x="0" y="12" width={place(Math.min(now, ends))} height="8" />
          <rect
            className={cx(css.now, isUrgent && css.urgent)}
            x={Math.min(WIDTH - 4, place(now))}
            y="0"
            width="4"
            height="32"
          />
        </svg>
      )}
      <dl className={css.marks}>
        {marks.map(([name, iso]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Instant iso={iso} />
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}

function leftWords(ends: number | null, now: number, { keyPage }: Text): string {
  if (ends === null) return keyPage.termNever;
  const days = Math.floor((ends - now) / DAY_MS);
  if (ends <= now) return keyPage.termEnded;
  return days === 0 ? keyPage.termLastDay : keyPage.termLeft(days);
}
