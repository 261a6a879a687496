import { useState } from 'react';
import type { PublicFormat } from '../../../shared/model/key.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { Choice } from '../../components/field.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';

const FORMATS: readonly { readonly id: PublicFormat; readonly label: string }[] = [
  { id: 'jwk', label: 'JWK' },
  { id: 'jwks', label: 'JWKS' },
  { id: 'pem', label: 'PEM' },
];

/** The public half in the form that somebody asked for. Giving it away is recorded, so it waits for a press. */
export function PublicHalf({ kid }: { readonly kid: string }) {
  const text = useText();
  const read = useCommand('key.export');
  const [format, setFormat] = useState<PublicFormat>('jwk');
  const [shown, setShown] = useState<{ readonly text: string; readonly fileName: string } | null>(null);

  async function show() {
    const result = await read.run({ kid, format });
    setShown(result.ok ? result.value : null);
  }

  return (
    <>
      <Choice
        legend={text.keys.exportFormat}
        isRow
        options={FORMATS}
        value={format}
        onChange={(next) => {
          setFormat(next);
          setShown(null);
        }}
      />
      {shown === null ? (
        <Row>
          <Button isDisabled={read.isRunning} onPress={() => void show()}>
            {text.keys.exportShow}
          </Button>
        </Row>
      ) : (
        <CodeBlock value={shown.text} what={shown.fileName} />
      )}
      {read.error && <ErrorNotice error={read.error} />}
    </>
  );
}
