import type { ScanHistogram } from '../../../shared/model/scan-result.ts';
import { cx } from '../../components/class-names.ts';
import css from './scan-histogram.module.css';

type Bar = ScanHistogram['bars'][number];

interface Props {
  readonly bars: readonly Bar[];
  readonly current: number;
  readonly idOf: (index: number) => string;
  readonly nameOf: (bar: Bar) => string;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (from: number) => void;
}

/** Width of a bar with its gap, height of the drawing, of the marks above it, and of the least that is seen. */
const [STEP, GAP, HEIGHT, MARKS, LEAST] = [10, 2, 100, 14, 3];

/** The bars as a drawing. One bad use among thousands would not be seen by its height: it has a mark above as well. */
export function HistogramBars({ bars, current, idOf, nameOf, onPoint, onChoose }: Props) {
  const most = Math.max(1, ...bars.map(({ total }) => total));
  // The drawing is as wide as its place: where bars are few and broad, their marks are not.
  const markWidth = Math.min(STEP - GAP, bars.length / 6);
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(LEAST, (count / most) * HEIGHT));
  return (
    <svg
      className={css.drawing}
      viewBox={`0 0 ${String(bars.length * STEP)} ${String(HEIGHT + MARKS)}`}
      preserveAspectRatio="none"
      role="presentation"
    >
      {bars.map((bar, index) => {
        const [x, width] = [index * STEP + GAP / 2, STEP - GAP];
        const [bad, unsure] = [heightOf(bar.invalid), heightOf(bar.undetermined)];
        const whole = Math.max(heightOf(bar.total), bad + unsure);
        const floor = HEIGHT + MARKS;
        return (
          <g
            key={bar.from}
            id={idOf(index)}
            role="option"
            aria-selected={index === current}
            aria-label={nameOf(bar)}
            className={cx(css.bar, index === current && css.isCurrent)}
            onPointerEnter={() => onPoint(index)}
            onClick={() => onChoose(bar.from)}
          >
            <rect className={css.behind} x={index * STEP} y={0} width={STEP} height={floor} />
            <rect className={css.validPart} x={x} y={floor - whole} width={width} height={whole} />
            <rect className={css.unsurePart} x={x} y={floor - bad - unsure} width={width} height={unsure} />
            <rect className={css.badPart} x={x} y={floor - bad} width={width} height={bad} />
            {bar.invalid > 0 && (
              <path
                className={css.badPart}
                d={`M${String(x + (width - markWidth) / 2)} 2h${String(markWidth)}l${String(-markWidth / 2)} ${String(MARKS - 5)}z`}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
