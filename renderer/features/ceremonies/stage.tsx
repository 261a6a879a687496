import { type ReactNode, useEffect, useRef } from 'react';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { useNow } from '../../components/use-now.ts';
import { formatUtc } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { RehearsalBadge } from './ceremony-status.tsx';
import css from './stage.module.css';
import { thumbprintHex } from '../../../shared/text/thumbprint-hex.ts';

interface Props {
  readonly view: CeremonyView;
  readonly title: string;
  /** What changes when another screen is shown: the heading takes the focus again. */
  readonly screen: string;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}

/** The frame of every screen in the room: the step, the time and the script's hash are on each picture of the camera. */
export function Stage({ view, title, screen, children, foot }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { common, ceremonies, ceremonyRun } = useText();
  const language = useLanguage();
  const { now, isRehearsal, steps } = view;
  // The last one stays on the frame once all are done.
  const count = now ?? (view.state === 'completed' ? { number: steps.length, of: steps.length } : null);
  useEffect(() => {
    document.title = `${title} – ${common.appName}`;
  }, [title, common]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [screen]);
  return (
    <div className={css.stage} data-fills-window data-screen={screen}>
      {isRehearsal && (
        <svg className={css.watermark} viewBox="0 0 800 200" aria-hidden>
          <text x="400" y="140" textAnchor="middle">
            {ceremonies.rehearsalMark}
          </text>
        </svg>
      )}
      <header className={css.head}>
        <div className={css.where}>
          {isRehearsal && <RehearsalBadge />}
          {count && <strong className={css.count}>{ceremonyRun.step(count.number, count.of)}</strong>}
          <span>
            <code>{view.id}</code> · {view.script.title[language]}
          </span>
        </div>
        <Clock />
        <p className={css.hash}>
          <span>{ceremonyRun.script} </span>
          <code>
            {thumbprintHex(view.script.fingerprint)
              .match(/.{1,4}/gu)
              ?.join(' ')}
          </code>
        </p>
      </header>
      <h1 ref={heading} tabIndex={-1} className={css.title}>
        {title}
      </h1>
      {children}
      {foot && <footer className={css.foot}>{foot}</footer>}
    </div>
  );
}

/** The time that the transcript will say, to the second. */
function Clock() {
  const { ceremonyRun } = useText();
  const language = useLanguage();
  const now = new Date(useNow(1000)).toISOString();
  return (
    <time className={css.clock} dateTime={now} title={ceremonyRun.clock}>
      {formatUtc(now, language)}
    </time>
  );
}
