import { useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Choice } from '../../components/field.tsx';
import { Fingerprint } from '../../components/fingerprint.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './key-page.module.css';

type Held = 'thumbprint' | 'jwk';

/** How two people make sure that they speak of the same key. */
export function KeyFingerprintPanel({ item }: { readonly item: Key }) {
  const text = useText();
  return (
    <Panel
      title={text.keyPage.fingerprintTitle}
      lead={text.keyPage.fingerprintLead}
      actions={<CopyButton value={item.thumbprint} what={text.keyPage.copyThumbprint} />}
    >
      <div className={css.fingerprint}>
        <Fingerprint thumbprint={item.thumbprint} />
        <KeyQrCode item={item} />
      </div>
    </Panel>
  );
}

/** The thumbprint is on the screen anyway. Giving the whole key away is recorded, so it waits for a choice. */
function KeyQrCode({ item }: { readonly item: Key }) {
  const { keyPage } = useText();
  const read = useCommand('key.export');
  const [held, setHeld] = useState<Held>('thumbprint');
  const [jwk, setJwk] = useState<string | null>(null);

  async function choose(next: Held) {
    setHeld(next);
    if (next === 'thumbprint' || jwk !== null) return;
    const result = await read.run({ kid: item.kid, format: 'jwk' });
    // The same document without its line breaks: a code of fewer modules is read more easily.
    if (result.ok) setJwk(JSON.stringify(JSON.parse(result.value.text)));
  }

  const value = held === 'thumbprint' ? item.thumbprint : jwk;
  return (
    <div className={css.qr}>
      <Choice
        legend={keyPage.qrHolds}
        value={held}
        onChange={(next) => void choose(next)}
        options={[
          { id: 'thumbprint', label: keyPage.qrThumbprint },
          { id: 'jwk', label: keyPage.qrJwk, hint: keyPage.qrJwkNote },
        ]}
      />
      {value !== null && (
        <QrCode
          value={value}
          label={held === 'thumbprint' ? keyPage.qrThumbprintName(item.kid) : keyPage.qrJwkName(item.kid)}
        />
      )}
      {read.error && <ErrorNotice error={read.error} />}
    </div>
  );
}
