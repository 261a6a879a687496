import { Clock, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { ScanFilter, ScanHistogram as Histogram } from '../../../shared/model/scan-result.ts';
import { Button } from '../../components/button.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { useFreshQuery } from '../../ipc/use-call.ts';
import { formatClock, formatNumber, formatSpan } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { HistogramBars } from './histogram-bars.tsx';
import css from './scan-histogram.module.css';

interface Props {
  readonly filter: ScanFilter;
  readonly found: string;
  readonly onFilter: (filter: ScanFilter) => void;
}

const DAY = 86_400_000;

/** Uses by their time, the bad ones marked; choosing a bar shows its lines, and its time in smaller bars. */
export function ScanHistogram({ filter, found, onFilter }: Props) {
  const { scan } = useText();
  const language = useLanguage();
  const { time, ...rest } = filter;
  const { value } = useFreshQuery('scan.histogram', { filter: time ? filter : rest }, found);
  if (value === null) return null;
  const { bars, stepMs, withoutTime } = value;
  return (
    <Panel
      title={scan.histogram}
      lead={bars.length === 0 ? scan.noTimes : scan.histogramStep(formatSpan(stepMs / 1000, language))}
    >
      {bars.length > 0 && (
        <Bars histogram={value} onChoose={(from) => onFilter({ ...rest, time: { from, to: from + stepMs } })} />
      )}
      <Row>
        {time !== undefined && (
          <Button icon={ZoomOut} onPress={() => onFilter(rest)}>
            {scan.wholeTime}
          </Button>
        )}
        {withoutTime > 0 && time !== null && (
          <Button look="quiet" icon={Clock} onPress={() => onFilter({ ...rest, time: null })}>
            {scan.withoutTime(formatNumber(withoutTime, language))}
          </Button>
        )}
      </Row>
    </Panel>
  );
}

interface BarsProps {
  readonly histogram: Histogram;
  readonly onChoose: (from: number) => void;
}

/** One place for Tab; inside, the arrows go from bar to bar, and Enter chooses. */
function Bars({ histogram: { bars, stepMs }, onChoose }: BarsProps) {
  const { scan } = useText();
  const language = useLanguage();
  const id = useId();
  const [at, setAt] = useState(0);
  const current = Math.min(at, bars.length - 1);
  const number = (count: number) => formatNumber(count, language);
  const first = bars[0]?.from ?? 0;
  const end = (bars.at(-1)?.from ?? 0) + stepMs;
  const clock = (ms: number) => formatClock(ms, language, end - first > DAY / 2);
  const chosen = bars[current];
  const name = ({ from, total, invalid, undetermined }: Histogram['bars'][number]) =>
    scan.bar(`${clock(from)} UTC`, number(total), number(invalid), number(undetermined));

  function onKeyDown(event: KeyboardEvent) {
    const next = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: bars.length - 1 }[event.key];
    if (next !== undefined) setAt(Math.min(Math.max(next, 0), bars.length - 1));
    else if ((event.key === 'Enter' || event.key === ' ') && chosen) onChoose(chosen.from);
    else return;
    event.preventDefault();
  }

  return (
    <figure className={css.figure}>
      <div
        role="listbox"
        tabIndex={0}
        className={css.box}
        aria-label={scan.histogram}
        aria-orientation="horizontal"
        aria-activedescendant={`${id}-${String(current)}`}
        onKeyDown={onKeyDown}
      >
        <HistogramBars
          bars={bars}
          current={current}
          idOf={(index) => `${id}-${String(index)}`}
          nameOf={name}
          onPoint={setAt}
          onChoose={onChoose}
        />
      </div>
      <div className={css.axis} aria-hidden>
        <span>{clock(first)}</span>
        <span>{clock((first + end) / 2)}</span>
        <span>{clock(end)} UTC</span>
      </div>
      <figcaption className={css.caption}>
        <ul className={css.legend} aria-hidden>
          {(['valid', 'undetermined', 'invalid'] as const).map((outcome) => (
            <li key={outcome} className={css[outcome]}>
              {scan.legend[outcome]}
            </li>
          ))}
        </ul>
        {chosen && <span className={css.said}>{name(chosen)}</span>}
      </figcaption>
    </figure>
  );
}
