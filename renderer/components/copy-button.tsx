import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import { Button } from './button.tsx';
import { ErrorNotice } from './notice.tsx';

interface Props {
  readonly value: string;
  /** Names what is copied, for those who hear the button. */
  readonly what: string;
  /** Shown instead of the plain word. */
  readonly label?: string;
  /** A token: the core takes it off the clipboard again. */
  readonly isToken?: boolean;
  readonly isDisabled?: boolean;
  readonly onCopied?: (clearsAfterSeconds: number | null) => void;
}

/** Puts a value on the clipboard through the core, and says that it did. */
export function CopyButton({ value, what, label, isToken = false, isDisabled = false, onCopied }: Props) {
  const text = useText();
  const copy = useCommand('clipboard.write');
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), 2500);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <>
      <Button
        icon={isCopied ? Check : Copy}
        label={isCopied ? text.common.copied : text.common.copyOf(what)}
        isDisabled={isDisabled}
        onPress={() => {
          void copy.run({ text: value, isToken }).then((result) => {
            setIsCopied(result.ok);
            if (result.ok) onCopied?.(result.value.clearsAfterSeconds);
          });
        }}
      >
        {isCopied ? text.common.copied : (label ?? text.common.copy)}
      </Button>
      {copy.error && <ErrorNotice error={copy.error} />}
    </>
  );
}
