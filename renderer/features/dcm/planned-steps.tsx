import { useText } from '../../text/text.ts';
import { CallBackStep } from './call-back-step.tsx';
import { LookStep } from './look-step.tsx';
import { RotationFoot } from './rotation-foot.tsx';
import { RotationSend } from './rotation-send.tsx';
import { RotationStep } from './rotation-step.tsx';
import { Seen } from './seen.tsx';
import { SuccessorStep } from './successor-step.tsx';
import { SwitchStep } from './switch-step.tsx';
import { stepOf, type UnderWay } from './under-way.ts';
import steps from '../../components/steps.module.css';
import { WaitStep } from './wait-step.tsx';

/** A planned rotation from the successor to the end of the wait. */
export function PlannedSteps(way: UnderWay) {
  const text = useText();
  const { view, successor } = way;
  const has = (step: Parameters<typeof stepOf>[1]) => stepOf(view.rotation, step) !== null;
  const isSent = has('new-sent');
  const done = [
    successor !== null,
    isSent,
    has('new-listed') && has('new-accepted'),
    has('call-back-confirmed'),
    has('switched'),
    false,
  ];
  const now = done.indexOf(false) + 1;
  const step = (number: number) => ({ number, now, isDone: done[number - 1] ?? false });
  return (
    <>
      <ol className={steps.steps}>
        <RotationStep title={text.rotation.stepSuccessor} {...step(1)}>
          <SuccessorStep {...way} />
        </RotationStep>
        <RotationStep title={text.rotation.stepSend} {...step(2)}>
          {isSent ? <Seen view={view} steps={['new-sent']} /> : successor !== null && <RotationSend {...way} />}
        </RotationStep>
        <RotationStep title={text.rotation.stepLook} {...step(3)}>
          {isSent && <LookStep view={view} steps={['new-listed', 'new-accepted']} />}
        </RotationStep>
        <RotationStep title={text.rotation.stepCallBack} {...step(4)}>
          {isSent && <CallBackStep {...way} />}
        </RotationStep>
        <RotationStep title={text.rotation.stepSwitch} {...step(5)}>
          {isSent && <SwitchStep view={view} />}
        </RotationStep>
        <RotationStep title={text.rotation.stepWait} {...step(6)}>
          {has('switched') && <WaitStep {...way} />}
        </RotationStep>
      </ol>
      <RotationFoot view={view} />
    </>
  );
}
