import { formatSpan } from '../text/dates.ts';
import { useLanguage, useText } from '../text/text.ts';
import { cx } from './class-names.ts';
import css from './life-bar.module.css';
import { type Life, layOutLife, stateOfLife } from './life-layout.ts';
import { Instant } from './time.tsx';

const WIDTH = 1000;

/** A token's life as a bar, with the instant it was judged at. The words below say the same. */
export function LifeBar(life: Life) {
  const { check } = useText();
  const language = useLanguage();
  const { fromMs, startMs, toMs, judgedMs } = life;
  const state = stateOfLife(life);
  const spans: (readonly [name: string, ms: number])[] = [
    judgedMs >= fromMs ? [check.lifeSince, judgedMs - fromMs] : [check.lifeUntilMade, fromMs - judgedMs],
  ];
  const marks: (readonly [name: string, ms: number])[] = [[check.lifeFrom, fromMs]];
  if (startMs !== null) marks.push([check.lifeStart, startMs]);
  if (toMs !== null) {
    spans.push(judgedMs < toMs ? [check.lifeLeft, toMs - judgedMs] : [check.lifeOver, judgedMs - toMs]);
    spans.push([check.lifeWhole, toMs - fromMs]);
    marks.push([check.lifeTo, toMs]);
  }
  marks.push([check.lifeNow, judgedMs]);

  return (
    <figure className={css.figure}>
      <figcaption className={css.caption}>{check.lifeSummary(check.lifeStates[state])}</figcaption>
      <Bar life={life} isGood={state !== 'before' && state !== 'after'} />
      <ul className={css.spans}>
        {spans.map(([name, ms]) => (
          <li key={name}>
            {name} <strong>{formatSpan(ms / 1000, language)}</strong>
          </li>
        ))}
        {toMs === null && <li>{check.lifeEndless}</li>}
      </ul>
      <dl className={css.marks}>
        {marks.map(([name, ms]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Instant iso={new Date(ms).toISOString()} isRelative />
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}

function Bar({ life, isGood }: { readonly life: Life; readonly isGood: boolean }) {
  const { from, start, to, tolerated, judged, isBroken, isEndless } = layOutLife(life);
  const at = (share: number) => Math.round(share * WIDTH);
  const part = (left: number, right: number) => ({ x: at(left), width: Math.max(0, at(right) - at(left)) });
  const isBefore = judged < from;
  return (
    <svg className={css.bar} viewBox={`0 0 ${WIDTH} 40`} preserveAspectRatio="none" aria-hidden>
      <rect className={css.track} x="0" y="18" width={WIDTH} height="4" />
      {isBroken && (
        <rect className={css.gap} y="18" height="4" {...(isBefore ? part(judged, from) : part(to, judged))} />
      )}
      <rect className={css.tolerated} y="15" height="10" {...part(tolerated[0], from)} />
      <rect className={css.tolerated} y="15" height="10" {...part(to, tolerated[1])} />
      <rect className={css.waiting} y="12" height="16" {...part(from, start)} />
      <rect
        className={cx(css.life, isEndless && css.endless)}
        y="12"
        height="16"
        x={at(start)}
        width={Math.max(6, at(to) - at(start))}
      />
      <rect className={isGood ? css.inside : css.outside} x={at(judged) - 2} y="0" width="4" height="40" />
    </svg>
  );
}
