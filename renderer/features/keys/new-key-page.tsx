import { Check } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import type { Registration } from '../../../shared/model/registration.ts';
import { LinkButton } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page, Row } from '../../components/page.tsx';
import { Thumbprint } from '../../components/thumbprint.tsx';
import steps from '../../components/steps.module.css';
import { useApp } from '../../ipc/app-context.tsx';
import { address, goInstead } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { AskAgain } from './ask-again.tsx';
import { GenerateForm } from './generate-form.tsx';
import { ProveStep } from './prove-step.tsx';
import { RegistrationFacts } from './registration-facts.tsx';
import { SendStep } from './send-step.tsx';

interface Props {
  /** A key that is made already: it goes on from there. */
  readonly kid: string | null;
  /** The key that a new one takes the place of. */
  readonly replaces?: string | null;
}

/** "New key" as one act: make → exact bytes → registered → proven, all on one page. */
export function NewKeyPage({ kid, replaces = null }: Props) {
  const text = useText();
  const keys = useQuery('key.list', {});
  const registrations = useQuery('registration.list', {});

  return (
    <Page
      title={kid === null ? text.keys.flowTitle : text.keys.flowExisting}
      lead={text.keys.flowLead}
      actions={<LinkButton href={address('keys')}>{text.keys.backToKeys}</LinkButton>}
    >
      <Loaded query={keys}>
        {(list) => {
          const key = list.find((one) => one.kid === kid) ?? null;
          const replaced = list.find((one) => one.kid === replaces) ?? null;
          if (kid !== null && key === null) return <Notice tone="unsure" title={text.keys.notFoundTitle} />;
          if (replaces !== null && replaced === null) return <Notice tone="unsure" title={text.keys.replacesGone} />;
          return (
            <Flow
              keys={list}
              keyMade={key}
              replaced={replaced}
              registrations={registrations.value ?? []}
              onMade={(made) => goInstead('keys', 'register', made)}
              onFailed={registrations.reload}
            />
          );
        }}
      </Loaded>
    </Page>
  );
}

interface FlowProps {
  readonly keys: readonly Key[];
  readonly replaced: Key | null;
  readonly keyMade: Key | null;
  readonly registrations: readonly Registration[];
  readonly onMade: (kid: string) => void;
  /** Something was tried and went wrong: what is known of it may have changed. */
  readonly onFailed: () => void;
}

function Flow({ keys, keyMade, replaced, registrations, onMade, onFailed }: FlowProps) {
  const text = useText();
  const { environments, environment: current, chooseEnvironment } = useApp();
  const firstEnv = replaced?.env ?? null;
  useEffect(() => {
    // A successor is made for the environment of the key before it.
    if (firstEnv !== null) chooseEnvironment(firstEnv);
  }, [firstEnv, chooseEnvironment]);
  const name = keyMade?.env ?? current?.name ?? null;
  const environment = environments.find((one) => one.name === name) ?? null;
  const registration = registrations.find((one) => one.kid === keyMade?.kid && one.env === name) ?? null;
  const isSent = registration !== null && registration.state !== 'draft';
  const isProven = registration?.state === 'proven' || registration?.state === 'in-use';
  const isConfirmed = isSent && registration.state !== 'sent' && registration.state !== 'unknown';
  const now = keyMade === null ? 1 : !isSent ? 2 : !isConfirmed ? 3 : !isProven ? 4 : 5;

  return (
    <ol className={steps.steps}>
      <Step number={1} title={text.keys.stepMake} now={now}>
        {keyMade === null ? (
          <GenerateForm keys={keys} replaced={replaced} onMade={onMade} />
        ) : (
          <>
            <p>{text.keys.made}</p>
            <Row>
              {environment && <EnvironmentBadge environment={environment} />}
              {keyMade.label && <strong>{keyMade.label}</strong>}
              <code>{keyMade.kid}</code>
            </Row>
            <Thumbprint value={keyMade.thumbprint} />
          </>
        )}
      </Step>
      <Step number={2} title={text.keys.stepShow} now={now}>
        {keyMade !== null && environment !== null && !isSent && (
          <SendStep kid={keyMade.kid} environment={environment} onFailed={onFailed} />
        )}
      </Step>
      <Step number={3} title={text.keys.stepSend} now={now}>
        {registration !== null && isSent && (
          <>
            {isConfirmed && <p>{text.keys.sentLead}</p>}
            <RegistrationFacts registration={registration} />
            {!isConfirmed && environment !== null && <AskAgain kid={registration.kid} environment={environment} />}
          </>
        )}
      </Step>
      <Step number={4} title={text.keys.stepProve} now={now}>
        {keyMade !== null && environment !== null && isConfirmed && (
          <ProveStep kid={keyMade.kid} environment={environment} isProven={isProven} />
        )}
      </Step>
    </ol>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly now: number;
  readonly children: ReactNode;
}

function Step({ number, title, now, children }: StepProps) {
  const isDone = number < now;
  return (
    <li
      className={cx(steps.step, isDone && steps.isDone, number === now && steps.isNow, number > now && steps.later)}
      aria-current={number === now ? 'step' : undefined}
    >
      <span className={steps.number} aria-hidden>
        {isDone ? <Check size={16} /> : number}
      </span>
      <div className={steps.content}>
        <h2>{title}</h2>
        {children}
      </div>
    </li>
  );
}
