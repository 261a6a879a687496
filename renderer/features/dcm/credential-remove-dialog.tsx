import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { AccessDialogProps } from './access-dialogs.tsx';

/** Deletes the login here, and says what that doesn't do. */
export function CredentialRemoveDialog({ environment, onClose }: AccessDialogProps) {
  const text = useText();
  const set = useCommand('access.setCredential');

  async function remove() {
    const result = await set.run({ env: environment.name, value: null, keep: 'memory' });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.access.credentialRemoveTitle} env={environment.name} onClose={onClose}>
      <p>{text.access.credentialRemoveBody}</p>
      {set.error && <ErrorNotice error={set.error} env={environment.name} />}
      <DialogActions>
        <Button onPress={onClose}>{text.common.cancel}</Button>
        <Button look="danger" isDisabled={set.isRunning} onPress={() => void remove()}>
          {text.access.credentialRemove}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
