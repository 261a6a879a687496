import { useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { readTypedUtc } from '../../text/typed-time.ts';

interface Props {
  readonly item: Key;
  readonly onClose: () => void;
}

/** Says first that it can't be taken back; Enter alone does nothing. */
export function CompromiseDialog({ item, onClose }: Props) {
  const text = useText();
  const move = useCommand('key.move');
  const [reason, setReason] = useState('');
  const [since, setSince] = useState('');
  const instant = readTypedUtc(since);
  const isBad = since !== '' && instant === null;

  async function act() {
    const result = await move.run({ kid: item.kid, to: 'compromised', reason, since: instant });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.keyLife.compromiseTitle} env={item.env} onClose={onClose} isWide>
      <p>{text.keyLife.compromiseBody}</p>
      {item.custody === 'here' && (
        <Notice tone="unsure" title={text.keyLife.compromiseDeletes}>
          <p>{text.keyLife.emergencyFirst}</p>
          {item.env !== null && (
            <Row>
              <LinkButton href={address('dcm', 'emergency', item.kid)}>{text.keyLife.emergency}</LinkButton>
            </Row>
          )}
        </Notice>
      )}
      <Field label={text.keyLife.reason} hint={text.keyLife.reasonHint} value={reason} onChange={setReason} />
      <Field
        label={text.keyLife.since}
        hint={text.keyLife.sinceHint}
        problem={isBad ? text.keyLife.sinceProblem : null}
        value={since}
        onChange={setSince}
        isOptional
        isCode
      />
      {move.error && <ErrorNotice error={move.error} />}
      <DialogActions>
        <Button onPress={onClose}>{text.common.cancel}</Button>
        <Button look="danger" isDisabled={reason.trim() === '' || isBad || move.isRunning} onPress={() => void act()}>
          {text.keyLife.compromise}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
