import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { DcmCheck } from '../../../shared/model/registration.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  readonly environment: Environment;
  readonly token: string;
}

/** DCM's own opinion; it costs the token, and the question says so first. */
export function AskDcm({ environment, token }: Props) {
  const text = useText();
  const check = useCommand('token.checkByDcm');
  const [isAsking, setIsAsking] = useState(false);
  const [answer, setAnswer] = useState<DcmCheck | null>(null);

  async function send() {
    setIsAsking(false);
    const result = await check.run({ env: environment.name, token });
    setAnswer(result.ok ? result.value : null);
  }

  return (
    <>
      {answer && (
        <Notice
          tone={answer.accepted ? 'good' : 'bad'}
          isLive
          title={answer.accepted ? text.check.dcmAccepted : text.check.dcmRefused}
        >
          {answer.serverMessage && (
            <p>
              {text.keys.dcmSays} {answer.serverMessage}
            </p>
          )}
        </Notice>
      )}
      {check.error && <ErrorNotice error={check.error} />}
      <Row>
        <Button isDisabled={check.isRunning} onPress={() => setIsAsking(true)}>
          {text.check.askDcm}
        </Button>
      </Row>
      {isAsking && (
        <Dialog title={text.check.askDcmTitle} env={environment.name} onClose={() => setIsAsking(false)}>
          <p>{text.check.askDcmBody}</p>
          <DialogActions>
            <Button onPress={() => setIsAsking(false)}>{text.common.cancel}</Button>
            <Button look="danger" onPress={() => void send()}>
              {text.check.askDcmConfirm}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
