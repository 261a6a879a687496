import { type FormEvent, useState } from 'react';
import type { StandbyView } from '../../shared/model/standby.ts';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { Field } from './field.tsx';
import { ErrorNotice, Notice } from './notice.tsx';
import { Facts, Stack } from './page.tsx';

interface CheckProps {
  readonly standby: StandbyView;
  readonly onClose: () => void;
}

/** Proves that the paper unseals the key, without drawing it. */
export function StandbyCheckDialog({ standby, onClose }: CheckProps) {
  const text = useText();
  const check = useCommand('standby.check');
  const [passphrase, setPassphrase] = useState('');
  const [isGood, setIsGood] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await check.run({ kid: standby.kid, passphrase });
    setPassphrase('');
    if (result.ok) setIsGood(true);
  }

  return (
    <Dialog title={text.standby.checkTitle} env={standby.env} onClose={onClose}>
      {isGood ? (
        <Stack>
          <Notice tone="good" title={text.standby.checkedGood} isLive />
          <DialogActions>
            <Button look="primary" onPress={onClose}>
              {text.common.close}
            </Button>
          </DialogActions>
        </Stack>
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <p>{text.standby.checkLead}</p>
            <Paper standby={standby} />
            <Field label={text.standby.passphrase} type="password" value={passphrase} onChange={setPassphrase} />
            {check.error && <ErrorNotice error={check.error} />}
            <DialogActions>
              <Button onPress={onClose}>{text.common.cancel}</Button>
              <Button look="primary" type="submit" isDisabled={passphrase === '' || check.isRunning}>
                {check.isRunning ? text.standby.opening : text.standby.checkIt}
              </Button>
            </DialogActions>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}

interface DrawProps extends CheckProps {
  /** The key that it takes the place of. */
  readonly replaces: { readonly kid: string; readonly name: string } | null;
  /** After it was drawn, before the dialog closes. */
  readonly onDrawn?: (kid: string) => Promise<void>;
}

/** Unseals the key for use. */
export function StandbyDrawDialog({ standby, replaces, onDrawn, onClose }: DrawProps) {
  const text = useText();
  const draw = useCommand('standby.draw');
  const [passphrase, setPassphrase] = useState('');
  const [reason, setReason] = useState('');
  const isReady = passphrase !== '' && reason.trim() !== '' && !draw.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const { kid } = standby;
    const result = await draw.run({ kid, passphrase, reason: reason.trim(), replaces: replaces?.kid ?? null });
    setPassphrase('');
    if (!result.ok) return;
    await onDrawn?.(kid);
    onClose();
  }

  return (
    <Dialog title={text.standby.drawTitle} env={standby.env} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>
            {text.standby.drawLead} {replaces !== null && text.standby.drawReplaces(replaces.name)}
          </p>
          <Paper standby={standby} />
          <Field label={text.standby.passphrase} type="password" value={passphrase} onChange={setPassphrase} />
          <Field label={text.standby.reason} value={reason} onChange={setReason} />
          {draw.error && <ErrorNotice error={draw.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {draw.isRunning ? text.standby.opening : text.standby.drawIt}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Which paper is asked for. */
function Paper({ standby: { place } }: { readonly standby: StandbyView }) {
  const text = useText();
  const where = text.standby.place(place.bag, place.sealNumber);
  return (
    <Facts
      rows={[
        [text.standby.paper, where],
        [text.standby.safe, place.safe],
      ]}
    />
  );
}
