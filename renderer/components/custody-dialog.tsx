import { type FormEvent, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { Choice, Field } from './field.tsx';
import { ErrorNotice } from './notice.tsx';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import css from './custody-dialog.module.css';

const LEAST_CHARACTERS = 8;

interface Props {
  readonly onClose: () => void;
  readonly onChosen: () => void;
}

/** Asks, once per home, where private keys are kept. Nothing is chosen beforehand. */
export function CustodyDialog({ onClose, onChosen }: Props) {
  const text = useText();
  const choose = useCommand('home.chooseKeychain');
  const [kind, setKind] = useState<'os' | 'sealed' | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const isShort = [...passphrase].length < LEAST_CHARACTERS;
  const differs = again !== '' && again !== passphrase;
  const isReady = kind === 'os' || (kind === 'sealed' && !isShort && again === passphrase);

  async function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    if (kind === null || !isReady) return;
    const result = await choose.run({ kind, passphrase: kind === 'sealed' ? passphrase : null });
    setPassphrase('');
    setAgain('');
    if (result.ok) onChosen();
  }

  return (
    <Dialog title={text.keys.custodyTitle} onClose={onClose} isWide>
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <p className={css.soft}>{text.keys.custodyLead}</p>
        <Choice
          legend={text.keys.detailKeychain}
          value={kind}
          onChange={(next) => {
            choose.reset();
            setKind(next);
          }}
          options={[
            { id: 'os', label: text.keys.custodyOs, hint: text.keys.custodyOsHint },
            { id: 'sealed', label: text.keys.custodySealed, hint: text.keys.custodySealedHint },
          ]}
        />
        {kind === 'sealed' && (
          <>
            <Field
              label={text.keys.passphrase}
              type="password"
              hint={text.errors.PASSPHRASE_TOO_SHORT.next}
              problem={isShort && again !== '' ? text.errors.PASSPHRASE_TOO_SHORT.title : null}
              value={passphrase}
              onChange={setPassphrase}
            />
            <Field
              label={text.keys.passphraseAgain}
              type="password"
              value={again}
              onChange={setAgain}
              problem={differs ? text.keys.passphraseDiffers : null}
            />
          </>
        )}
        {choose.error && <ErrorNotice error={choose.error} />}
        {choose.error?.code === 'KEYCHAIN_UNAVAILABLE' && <p>{text.keys.custodyNoKeychain}</p>}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={!isReady || choose.isRunning}>
            {text.keys.custodyConfirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
