import { RefreshCw } from 'lucide-react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  readonly kid: string;
  readonly environment: Environment;
}

/** After a lost answer: says what is not known, and the safe way to find out. */
export function AskAgain({ kid, environment }: Props) {
  const text = useText();
  const send = useCommand('registration.send');
  return (
    <>
      <Notice tone="unsure" title={text.keys.notConfirmedTitle} isLive>
        <p>{text.keys.notConfirmedBody}</p>
      </Notice>
      {send.error && <ErrorNotice error={send.error} />}
      <Row>
        <EnvironmentBadge environment={environment} />
        <Button
          look="primary"
          icon={RefreshCw}
          isDisabled={send.isRunning}
          onPress={() => void send.run({ kid, env: environment.name })}
        >
          {send.isRunning ? text.keys.sending : text.keys.askAgain}
        </Button>
      </Row>
    </>
  );
}
