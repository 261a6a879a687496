import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './rotation.module.css';

type Manner = 'put-replaces' | 'put-keeps';

/** Tells the practice DCM which of the two DCMs to be that its PUT may turn out to be. */
export function PracticePut({ env }: { readonly env: string }) {
  const text = useText();
  const tell = useCommand('practice.behave');
  const [told, setTold] = useState<Manner | null>(null);

  async function say(as: Manner) {
    const result = await tell.run({ env, as });
    setTold(result.ok ? as : null);
  }

  const manners = [
    ['put-replaces', text.rotation.practiceReplaces],
    ['put-keeps', text.rotation.practiceKeeps],
  ] as const;
  return (
    <Panel title={text.rotation.practiceTitle} lead={text.rotation.practiceBody}>
      <Row>
        {manners.map(([as, name]) => (
          <Button key={as} isDisabled={tell.isRunning} onPress={() => void say(as)}>
            {name}
          </Button>
        ))}
      </Row>
      <p role="status" className={css.said}>
        {told !== null &&
          `${told === 'put-keeps' ? text.rotation.practiceKeeps : text.rotation.practiceReplaces}: ${text.rotation.practiceTold}`}
      </p>
      {tell.error && <ErrorNotice error={tell.error} />}
    </Panel>
  );
}
