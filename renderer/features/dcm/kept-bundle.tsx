import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { DialogActions } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';

type Kept = Output<'bundle.import'>;

/** What was kept of a bundle. */
export function KeptBundle({ kept, onClose }: { readonly kept: Kept; readonly onClose: () => void }) {
  const text = useText();
  return (
    <Stack>
      <Said kept={kept} />
      <DialogActions>
        <Button look="primary" onPress={onClose}>
          {text.common.close}
        </Button>
      </DialogActions>
    </Stack>
  );
}

function Said({ kept: { snapshot, registration, key, added, known, isTrusted } }: { readonly kept: Kept }) {
  const text = useText();
  if (registration !== null) {
    return (
      <Notice tone="good" title={text.carrying.receiptKept(registration.kid)} isLive>
        <p>{text.carrying.receiptKeptBody}</p>
      </Notice>
    );
  }
  if (key !== null) {
    return (
      <Notice tone="good" title={text.carrying.keyKept(key.label ?? key.kid)} isLive>
        <p>{text.carrying.keyKeptBody}</p>
      </Notice>
    );
  }
  if (snapshot === null) return <Notice tone="good" title={text.bundle.keysKept(added.length, known.length)} isLive />;
  return (
    <Notice tone="good" title={text.bundle.kept(snapshot.id)} isLive>
      <p>{isTrusted ? text.bundle.keptSigned : text.bundle.keptFile}</p>
    </Notice>
  );
}
