import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { formatDuration } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './rotation.module.css';
import { stepOf, type UnderWay } from './under-way.ts';

const WIDTH = 1000;

/** Until when tokens of the old key may be under way, as a sum that anybody can check; then the end. */
export function WaitStep({ view }: UnderWay) {
  const text = useText();
  const language = useLanguage();
  const end = useCommand('rotation.end');
  const now = useNow(1000);
  const switched = stepOf(view.rotation, 'switched');
  const { oldKeyNeededUntil, longestLifeSeconds, leewaySeconds } = view;
  if (switched === null || oldKeyNeededUntil === null) return null;
  const from = Date.parse(switched.at);
  const to = Date.parse(oldKeyNeededUntil);
  const isOver = now >= to;
  const passed = Math.round(WIDTH * Math.min(1, Math.max(0, (now - from) / Math.max(1, to - from))));
  const terms = [
    ['', text.rotation.sumSwitch, <Instant key="from" iso={switched.at} />],
    ['+', text.rotation.sumLife, text.rotation.seconds(longestLifeSeconds)],
    ['+', text.rotation.sumLeeway, text.rotation.seconds(leewaySeconds)],
    ['=', text.rotation.sumEnd, <Instant key="to" iso={oldKeyNeededUntil} />],
  ] as const;
  return (
    <>
      <p className={css.soft}>{text.rotation.waitLead}</p>
      <dl className={css.sum}>
        {terms.map(([sign, name, value]) => (
          <div key={name} className={css.term}>
            <dt>{name}</dt>
            <dd>
              {sign !== '' && <span className={css.sign}>{sign}</span>}
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <svg className={css.bar} viewBox={`0 0 ${String(WIDTH)} 24`} preserveAspectRatio="none" aria-hidden>
        <rect className={css.track} x="0" y="8" width={WIDTH} height="8" rx="4" />
        <rect className={css.passed} x="0" y="6" width={passed} height="12" />
      </svg>
      <p className={css.left}>
        {isOver
          ? text.rotation.waitOver
          : text.rotation.waitLeft(formatDuration(Math.ceil((to - now) / 1000), language))}
      </p>
      <p className={css.soft}>{text.rotation.finishStays}</p>
      {end.error && <ErrorNotice error={end.error} />}
      <Row>
        <Button
          look="primary"
          isDisabled={!isOver || end.isRunning}
          onPress={() => void end.run({ id: view.rotation.id, outcome: 'done', reason: text.rotation.finishReason })}
        >
          {text.rotation.finish}
        </Button>
      </Row>
    </>
  );
}
