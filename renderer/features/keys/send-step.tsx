import { Send } from 'lucide-react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { ExactRequest } from '../../components/exact-request.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './keys.module.css';

interface Props {
  readonly kid: string;
  readonly environment: Environment;
  readonly onFailed: () => void;
}

/** The exact request, before it leaves. */
export function SendStep({ kid, environment, onFailed }: Props) {
  const text = useText();
  const preview = useQuery('registration.preview', { kid, env: environment.name });
  const send = useCommand('registration.send');

  async function onSend() {
    const result = await send.run({ kid, env: environment.name });
    if (!result.ok) onFailed();
  }

  return (
    <div className={css.request}>
      <p className={css.soft}>{text.keys.bytesLead}</p>
      <Loaded query={preview}>
        {(request) => (
          <>
            <ExactRequest request={request} />
            {send.error && <ErrorNotice error={send.error} env={environment.name} />}
            <Row>
              <EnvironmentBadge environment={environment} />
              <Button look="primary" icon={Send} isDisabled={send.isRunning} onPress={() => void onSend()}>
                {send.isRunning ? text.keys.sending : text.keys.send}
              </Button>
            </Row>
          </>
        )}
      </Loaded>
    </div>
  );
}
