import { formatLocal, formatUtc } from '../text/dates.ts';
import { useLanguage, useText } from '../text/text.ts';
import css from './life-bar.module.css';

interface Props {
  readonly fromMs: number;
  readonly toMs: number;
  readonly judgedMs: number;
  /** How far outside its life a token is still taken, because clocks differ. */
  readonly leewayMs: number;
}

const WIDTH = 1000;
const MARGIN = 0.06;

/** A token's life as a bar, with the instant it was judged at. The words below say the same. */
export function LifeBar({ fromMs, toMs, judgedMs, leewayMs }: Props) {
  const text = useText();
  const language = useLanguage();
  const low = Math.min(fromMs, judgedMs);
  const high = Math.max(toMs, judgedMs, low + 1);
  const place = (ms: number) => Math.round(WIDTH * (MARGIN + (1 - 2 * MARGIN) * ((ms - low) / (high - low))));
  const isInside = judgedMs >= fromMs && judgedMs < toMs;
  const isTolerated = !isInside && judgedMs >= fromMs - leewayMs && judgedMs < toMs + leewayMs;
  const outside = judgedMs < fromMs ? text.check.lifeBefore : text.check.lifeAfter;
  const state = isInside ? text.check.lifeInside : isTolerated ? `${outside}, ${text.check.lifeTolerated}` : outside;
  const marks = [
    [text.check.lifeFrom, fromMs],
    [text.check.lifeTo, toMs],
    [text.check.lifeNow, judgedMs],
  ] as const;

  return (
    <figure className={css.figure}>
      <figcaption className={css.caption}>{text.check.lifeSummary(state)}</figcaption>
      <svg className={css.bar} viewBox={`0 0 ${WIDTH} 40`} preserveAspectRatio="none" aria-hidden>
        <rect className={css.track} x="0" y="16" width={WIDTH} height="8" rx="4" />
        <rect
          className={css.life}
          x={place(fromMs)}
          y="12"
          width={Math.max(6, place(toMs) - place(fromMs))}
          height="16"
        />
        <rect
          className={isInside || isTolerated ? css.inside : css.outside}
          x={place(judgedMs) - 2}
          y="0"
          width="4"
          height="40"
        />
      </svg>
      <dl className={css.marks}>
        {marks.map(([name, ms]) => {
          const iso = new Date(ms).toISOString();
          return (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{formatUtc(iso, language)}</dd>
              <dd className={css.local}>{formatLocal(iso, language)}</dd>
            </div>
          );
        })}
      </dl>
    </figure>
  );
}
