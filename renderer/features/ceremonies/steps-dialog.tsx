import { CircleCheck, CircleDashed, CircleDot } from 'lucide-react';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Status } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useLanguage, useText } from '../../text/text.ts';
import css from './ceremonies.module.css';
import { slotName } from './slot-name.ts';

interface Props {
  readonly view: CeremonyView;
  readonly onClose: () => void;
}

/** All steps, with what is done, what is now, and what comes. */
export function StepsDialog({ view, onClose }: Props) {
  const text = useText();
  const language = useLanguage();
  const { ceremonyRun } = text;
  return (
    <Dialog title={ceremonyRun.stepsTitle} onClose={onClose} isWide>
      <ol className={css.steps}>
        {view.steps.map((step) => (
          <li key={step.id} className={css.step}>
            <span className={css.number}>{step.number}</span>
            <div className={css.stepWords}>
              <h3>{step.title[language]}</h3>
              <p className={css.soft}>{slotName(step.slot, text)}</p>
              {step.doneAt !== null ? (
                <>
                  <Status tone="good" icon={CircleCheck}>
                    {ceremonyRun.stepDone}
                  </Status>
                  <Instant iso={step.doneAt} />
                </>
              ) : step.id === view.now?.id ? (
                <Status tone="unsure" icon={CircleDot}>
                  {ceremonyRun.stepNow}
                </Status>
              ) : (
                <Status tone="calm" icon={CircleDashed}>
                  {ceremonyRun.stepLater}
                </Status>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
