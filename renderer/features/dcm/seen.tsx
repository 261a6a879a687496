import { CircleCheck, CircleDashed } from 'lucide-react';
import type { RotationStep, RotationView } from '../../../shared/model/rotation.ts';
import { Status } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useText } from '../../text/text.ts';
import css from './rotation.module.css';
import { stepOf } from './under-way.ts';

interface Props {
  readonly view: RotationView;
  readonly steps: readonly RotationStep[];
}

/** What was seen, and when; what was not is said as well. */
export function Seen({ view, steps }: Props) {
  const text = useText();
  return (
    <ul className={css.seenList}>
      {steps.map((step) => {
        const seen = stepOf(view.rotation, step);
        return (
          <li key={step} className={css.seen}>
            {seen === null ? (
              <Status tone="unsure" icon={CircleDashed}>
                {text.rotation.notSeen[step]}
              </Status>
            ) : (
              <>
                <Status tone="good" icon={CircleCheck}>
                  {text.rotation.seen[step]}
                </Status>
                <Instant iso={seen.at} isRelative />
                {seen.note !== null && <span className={css.soft}>{seen.note}</span>}
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
