import { useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import type { StandbyView } from '../../../shared/model/standby.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { StandbyDrawDialog } from '../../components/standby-dialogs.tsx';
import { StandbyFacts } from '../../components/standby-facts.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './rotation.module.css';
import { nameOf } from './under-way.ts';

interface Props {
  readonly id: string;
  readonly old: Key;
  readonly ready: readonly StandbyView[];
}

/** The keys that stand by for this environment, offered before a new one is made. */
export function StandbyOffer({ id, old, ready }: Props) {
  const text = useText();
  const name = useCommand('rotation.setSuccessor');
  const [drawn, setDrawn] = useState<StandbyView | null>(null);
  if (ready.length === 0) return <p className={css.soft}>{text.standby.offerNone}</p>;
  return (
    <Stack>
      <Notice tone="good" title={ready.length === 1 ? text.standby.offer : text.standby.offerMany(ready.length)}>
        <p>{text.standby.offerBody}</p>
      </Notice>
      {ready.map((standby) => (
        <Stack key={standby.kid}>
          <h3>{standby.label ?? standby.kid}</h3>
          <StandbyFacts standby={standby} />
          <Row>
            <Button look="primary" onPress={() => setDrawn(standby)}>
              {text.standby.drawIt}
            </Button>
          </Row>
        </Stack>
      ))}
      {name.error && <ErrorNotice error={name.error} />}
      {drawn !== null && (
        <StandbyDrawDialog
          standby={drawn}
          replaces={{ kid: old.kid, name: nameOf(old) }}
          onDrawn={async (kid) => {
            await name.run({ id, kid });
          }}
          onClose={() => setDrawn(null)}
        />
      )}
    </Stack>
  );
}
