import { useEffect, useState } from 'react';
import type { ServerCertificate } from '../../../shared/model/access.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Tick } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { AccessDialogProps } from './access-dialogs.tsx';
import { CertificateFacts, CertificateVerdict } from './certificate-facts.tsx';
import { ContactCard } from '../../components/contact-card.tsx';

/** What the server shows now, beside what is pinned. Another pin in place of one wants DCM's word. */
export function CertificateDialog({ environment, access, onClose }: AccessDialogProps) {
  const text = useText();
  const { run: see, error: unseen, isRunning: isLooking } = useCommand('access.seeCertificate');
  const write = useCommand('access.write');
  const [shown, setShown] = useState<ServerCertificate | null>(null);
  const [isConfirmed, setIsConfirmed] = useState(false);
  const { env, pin, proxy, contact } = access;
  const isPinned = shown !== null && shown.pin === pin;
  const mayPin = shown !== null && shown.isTrusted && !isPinned;

  useEffect(() => {
    let isGone = false;
    void see({ env }).then((result) => {
      if (!isGone && result.ok) setShown(result.value);
    });
    return () => {
      isGone = true;
    };
  }, [see, env]);

  async function change(to: string | null) {
    const result = await write.run({ env, pin: to, proxy, contact });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.access.seeTitle} env={environment.name} onClose={onClose} isWide>
      {isLooking && <p role="status">{text.access.looking}</p>}
      {unseen && <ErrorNotice error={unseen} env={env} />}
      {shown && (
        <>
          <CertificateVerdict certificate={shown} pin={pin} />
          <CertificateFacts certificate={shown} />
          {mayPin && <p>{text.access.compare}</p>}
          {contact && <ContactCard contact={contact} />}
        </>
      )}
      {mayPin && pin !== null && <Tick label={text.access.confirmed} isOn={isConfirmed} onChange={setIsConfirmed} />}
      {write.error && <ErrorNotice error={write.error} env={env} />}
      <DialogActions>
        <Button onPress={onClose}>{text.common.close}</Button>
        {pin !== null && (
          <Button isDisabled={write.isRunning} onPress={() => void change(null)}>
            {text.access.unpin}
          </Button>
        )}
        {mayPin && (
          <Button
            look={pin === null ? 'primary' : 'danger'}
            isDisabled={(pin !== null && !isConfirmed) || write.isRunning}
            onPress={() => void change(shown.pin)}
          >
            {text.access.pin}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
