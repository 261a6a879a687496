import { QrCode as QrCodeIcon, Save } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { DialogActions } from '../../components/dialog.tsx';
import { Fingerprint } from '../../components/fingerprint.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Facts, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { BundleDigest } from './bundle-digest.tsx';
import { QrSequence } from './qr-sequence.tsx';

/** A bundle that was signed: the words to compare, and the two ways on which it leaves. */
export function MadeBundle({
  made,
  onClose,
}: {
  readonly made: Output<'bundle.ofSnapshot'>;
  readonly onClose: () => void;
}) {
  const text = useText();
  const save = useCommand('file.save');
  const [path, setPath] = useState<string | null>(null);
  const [isShown, setIsShown] = useState(false);
  const { document, report } = made;

  async function onSave() {
    const result = await save.run({ document });
    if (result.ok) setPath(result.value.path);
  }

  if (isShown) {
    return (
      <Stack>
        <QrSequence value={made.text} />
        <Facts rows={[[text.bundle.digest, <BundleDigest key="digest" sha256={report.sha256} />]]} />
        <DialogActions>
          <Button onPress={() => setIsShown(false)}>{text.bundle.qrBack}</Button>
        </DialogActions>
      </Stack>
    );
  }
  return (
    <Stack>
      <Notice tone="good" title={text.bundle.made} isLive>
        <p>{text.bundle.madeNext}</p>
      </Notice>
      {report.evidenceKey !== null && (
        <>
          <h3>{text.bundle.signer}</h3>
          <Fingerprint thumbprint={report.evidenceKey} />
        </>
      )}
      <Facts rows={[[text.bundle.digest, <BundleDigest key="digest" sha256={report.sha256} />]]} />
      {save.error && <ErrorNotice error={save.error} />}
      {path !== null && <Notice tone="good" title={text.bundle.saved(path)} isLive />}
      <DialogActions>
        <Button onPress={onClose}>{text.common.close}</Button>
        <Button icon={QrCodeIcon} onPress={() => setIsShown(true)}>
          {text.bundle.showQr}
        </Button>
        <Button look="primary" icon={Save} isDisabled={save.isRunning} onPress={() => void onSave()}>
          {text.bundle.save}
        </Button>
      </DialogActions>
    </Stack>
  );
}
