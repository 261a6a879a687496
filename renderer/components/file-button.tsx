import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useText } from '../text/text.ts';
import { Button } from './button.tsx';
import { ErrorNotice } from './notice.tsx';

const MOST_BYTES = 262_144;

interface Props {
  readonly label: string;
  readonly onText: (text: string, fileName: string) => void;
}

/** Opens a small public file, read in the page; its path is never known here. */
export function FileButton({ label, onText }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { common } = useText();
  const [problem, setProblem] = useState<'INPUT_TOO_LARGE' | 'FILE_UNREADABLE' | null>(null);

  function read(file: File) {
    if (file.size > MOST_BYTES) return setProblem('INPUT_TOO_LARGE');
    setProblem(null);
    file.text().then(
      (text) => onText(text, file.name),
      () => setProblem('FILE_UNREADABLE'),
    );
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept=".json,.jwks,.jwk,.txt"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) read(file);
        }}
      />
      <Button icon={FileUp} onPress={() => input.current?.click()}>
        {label}
      </Button>
      {problem && <ErrorNotice error={{ code: problem, message: common.unknown, hint: '' }} />}
    </>
  );
}
