import { Clock } from 'lucide-react';
import { useState } from 'react';
import type { Language } from '../../../shared/ipc/contract.ts';
import type { ClockDoubt, ClockState } from '../../../shared/model/clock.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { formatDuration } from '../../text/dates.ts';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import { ClockDialog } from './clock-dialog.tsx';

/** The computer's clock is not to be believed: why, and the two ways on. */
export function ClockNotice({ state, environment }: { readonly state: ClockState; readonly environment: Environment }) {
  const text = useText();
  const language = useLanguage();
  const fetch = useCommand('snapshot.fetch');
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Notice tone="bad" title={text.sign.clockTitle} isLive>
        {state.doubts.map((doubt) => (
          <p key={doubt.kind}>{describe(doubt, text, language)}</p>
        ))}
        <p>{text.sign.clockNext}</p>
        <Row>
          <Button icon={Clock} isDisabled={fetch.isRunning} onPress={() => void fetch.run({ env: environment.name })}>
            {text.sign.clockAsk}
          </Button>
          <Button onPress={() => setIsAsking(true)}>{text.sign.clockConfirm}</Button>
        </Row>
        {fetch.error && <ErrorNotice error={fetch.error} env={environment.name} />}
      </Notice>
      {isAsking && <ClockDialog state={state} onClose={() => setIsAsking(false)} />}
    </>
  );
}

function describe(doubt: ClockDoubt, text: Text, language: Language): string {
  const time = formatDuration(Math.abs(doubt.seconds), language);
  switch (doubt.kind) {
    case 'behind-trail':
      return text.sign.clockBehind(String(doubt.auditSeq), time);
    case 'differs-from-dcm':
      return doubt.seconds > 0 ? text.sign.clockDcmAhead(doubt.env, time) : text.sign.clockDcmBehind(doubt.env, time);
    case 'moved':
      return doubt.seconds > 0 ? text.sign.clockMovedForward(time) : text.sign.clockMovedBack(time);
  }
}
