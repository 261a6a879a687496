import { type FormEvent, useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Columns, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  readonly item: Key;
  readonly isProven: boolean;
  readonly onClose: () => void;
}

const SHORTEST = 12;

/** Seals a draft: the passphrase is typed twice, the second time from the paper that goes into the bag. */
export function SealDialog({ item, isProven, onClose }: Props) {
  const text = useText();
  const seal = useCommand('standby.seal');
  const [bag, setBag] = useState('');
  const [sealNumber, setSealNumber] = useState('');
  const [safe, setSafe] = useState('');
  const [note, setNote] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const isSame = passphrase === again;
  const isReady =
    [...passphrase].length >= SHORTEST &&
    isSame &&
    [bag, sealNumber, safe].every((one) => one.trim() !== '') &&
    !seal.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const place = { bag: bag.trim(), sealNumber: sealNumber.trim(), safe: safe.trim() };
    const result = await seal.run({ kid: item.kid, passphrase, place, note: note.trim() === '' ? null : note.trim() });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.standby.sealTitle} env={item.env} onClose={onClose} isWide>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{text.standby.sealLead}</p>
          {!isProven && (
            <Notice tone="unsure" title={text.standby.sealUnregistered}>
              <p>{text.standby.sealUnregisteredBody}</p>
            </Notice>
          )}
          <Columns>
            <Field
              label={text.standby.passphrase}
              hint={text.standby.passphraseHint}
              type="password"
              value={passphrase}
              onChange={setPassphrase}
            />
            <Field
              label={text.standby.passphraseAgain}
              problem={again !== '' && !isSame ? text.standby.passphraseDiffers : null}
              type="password"
              value={again}
              onChange={setAgain}
            />
          </Columns>
          <Columns>
            <Field label={text.standby.bag} value={bag} onChange={setBag} />
            <Field label={text.standby.sealNumber} value={sealNumber} onChange={setSealNumber} />
          </Columns>
          <Field label={text.standby.safe} hint={text.standby.safeHint} value={safe} onChange={setSafe} />
          <Field label={text.standby.note} value={note} onChange={setNote} isOptional />
          {seal.error && <ErrorNotice error={seal.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {seal.isRunning ? text.standby.sealing : text.standby.sealIt}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
