import { Image } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from './button.tsx';
import { type Text, useText } from '../text/text.ts';
import { codeInPicture } from './qr-picture.ts';

interface Props {
  /** What the code in one picture holds, and the name of that file. */
  readonly onCode: (text: string, fileName: string) => Promise<void>;
  readonly onProblem: (problem: keyof Text['errors']) => void;
}

/** Reads the QR codes in pictures, several at once where a document has several parts. */
export function PictureButton({ onCode, onProblem }: Props) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [isReading, setIsReading] = useState(false);

  async function read(files: readonly File[]) {
    setIsReading(true);
    for (const file of files) {
      const found = await codeInPicture(file);
      if (found.is === 'code') await onCode(found.text, file.name.slice(0, 256));
      else onProblem(found.is);
    }
    setIsReading(false);
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={text.bundle.fromPicture}
        accept="image/png,image/jpeg"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void read(files);
        }}
      />
      <Button icon={Image} isDisabled={isReading} onPress={() => input.current?.click()}>
        {text.bundle.fromPicture}
      </Button>
    </>
  );
}
