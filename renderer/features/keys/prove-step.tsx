import { BadgeCheck } from 'lucide-react';
import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { DcmCheck } from '../../../shared/model/registration.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './keys.module.css';

interface Props {
  readonly kid: string;
  readonly environment: Environment;
  readonly isProven: boolean;
}

/** Asks DCM to accept a probe; says where the job goes on. */
export function ProveStep({ kid, environment, isProven }: Props) {
  const text = useText();
  const prove = useCommand('registration.prove');
  const [answer, setAnswer] = useState<DcmCheck | null>(null);

  async function ask() {
    const result = await prove.run({ kid, env: environment.name });
    setAnswer(result.ok ? result.value : null);
  }

  return (
    <>
      {isProven ? (
        <Notice tone="good" title={text.keys.proven} isLive />
      ) : (
        <p className={css.soft}>{text.keys.proveLead}</p>
      )}
      {answer?.accepted === false && (
        <Notice tone="bad" title={text.keys.notProven} isLive>
          <p>
            {text.keys.dcmSays} {answer.serverMessage ?? text.common.unknown}
          </p>
          <p>
            <strong>{text.common.whatNext}</strong> {text.keys.notProvenNext}
          </p>
        </Notice>
      )}
      {prove.error && <ErrorNotice error={prove.error} env={environment.name} />}
      <Row>
        {isProven ? (
          <>
            <LinkButton look="primary" href={address('sign', kid)}>
              {text.keys.signNow}
            </LinkButton>
            <LinkButton href={address('keys', 'show', kid)}>{text.keys.showKey}</LinkButton>
          </>
        ) : (
          <>
            <EnvironmentBadge environment={environment} />
            <Button look="primary" icon={BadgeCheck} isDisabled={prove.isRunning} onPress={() => void ask()}>
              {prove.isRunning ? text.keys.proving : text.keys.prove}
            </Button>
          </>
        )}
      </Row>
    </>
  );
}
