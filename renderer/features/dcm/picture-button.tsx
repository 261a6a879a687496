import { Image } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useText } from '../../text/text.ts';
import { codeInPicture } from './qr-picture.ts';
import type { QrIntake } from './use-qr-intake.ts';

/** Reads the QR codes in pictures, several at once where a document has several parts. */
export function PictureButton({ intake }: { readonly intake: QrIntake }) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [isReading, setIsReading] = useState(false);

  async function read(files: readonly File[]) {
    setIsReading(true);
    for (const file of files) {
      const found = await codeInPicture(file);
      if (found.is === 'code') await intake.take(found.text, file.name.slice(0, 256));
      else intake.refuse(found.is);
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
