import { useNow } from '../../components/use-now.ts';
import { useText } from '../../text/text.ts';
import { CoverStep } from './cover-step.tsx';
import { EmergencyEnd } from './emergency-end.tsx';
import { EmergencyHead } from './emergency-head.tsx';
import { LookStep } from './look-step.tsx';
import { RotationFoot } from './rotation-foot.tsx';
import { RotationSend } from './rotation-send.tsx';
import { RotationStep } from './rotation-step.tsx';
import { Seen } from './seen.tsx';
import { SuccessorStep } from './successor-step.tsx';
import { SwitchStep } from './switch-step.tsx';
import steps from '../../components/steps.module.css';
import { isOverByWord, stepOf, type UnderWay, whyNoProbe } from './under-way.ts';

/** An emergency: first what has been stopped and what has not, then the way to safety. */
export function EmergencySteps(way: UnderWay) {
  const text = useText();
  const now = useNow(30_000);
  const { view, old, successor } = way;
  const has = (step: Parameters<typeof stepOf>[1]) => stepOf(view.rotation, step) !== null;
  const noProbe = whyNoProbe(old, now);
  const isSent = has('new-sent');
  const done = [
    successor !== null,
    isSent && !view.needsCover,
    view.isSafe || isOverByWord(view, old),
    has('switched'),
    false,
  ];
  // The switch waits for nothing but the successor: in an emergency it may come before safety.
  const next = view.maySwitch ? 4 : done.indexOf(false) + 1;
  const step = (number: number) => ({
    number,
    now: next,
    isDone: (done[number - 1] ?? false) && (number !== 3 || view.isSafe),
  });
  return (
    <>
      <EmergencyHead {...way} noProbe={noProbe} />
      <ol className={steps.steps}>
        <RotationStep title={text.rotation.stepSuccessor} {...step(1)}>
          <SuccessorStep {...way} />
        </RotationStep>
        <RotationStep title={text.rotation.stepReplace} {...step(2)}>
          {view.needsCover ? (
            <CoverStep {...way} />
          ) : isSent ? (
            <Seen view={view} steps={[has('old-covered') ? 'old-covered' : 'new-sent']} />
          ) : (
            successor !== null && <RotationSend {...way} />
          )}
        </RotationStep>
        <RotationStep title={text.rotation.stepProof} {...step(3)}>
          {isSent && (
            <LookStep
              view={view}
              steps={
                noProbe === null || has('old-refused')
                  ? ['new-listed', 'new-accepted', 'old-unlisted', 'old-refused']
                  : ['new-listed', 'new-accepted', 'old-unlisted']
              }
            />
          )}
        </RotationStep>
        <RotationStep title={text.rotation.stepSwitch} {...step(4)}>
          {isSent && <SwitchStep view={view} />}
        </RotationStep>
        <RotationStep title={text.rotation.stepEnd} {...step(5)}>
          {has('switched') && <EmergencyEnd {...way} />}
        </RotationStep>
      </ol>
      <RotationFoot view={view} />
    </>
  );
}
