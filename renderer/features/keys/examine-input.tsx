import { FileSearch } from 'lucide-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';
import { type Dropped, readDropped } from '../../components/dropped-file.ts';
import css from './examine.module.css';

interface Props {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly onChoose: () => void;
}

/** One box for everything: paste, type, drop, or choose a file. */
export function ExamineInput({ value, onText, onChoose }: Props) {
  const { examine } = useText();
  const box = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [refused, setRefused] = useState<Exclude<Dropped['is'], 'text'> | null>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);

  async function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file === undefined) {
      setRefused(null);
      onText(event.dataTransfer.getData('text/plain'));
      return;
    }
    onText('');
    const dropped = await readDropped(file);
    setRefused(dropped.is === 'text' ? null : dropped.is);
    if (dropped.is === 'text') onText(dropped.text);
  }

  function change(next: string) {
    setRefused(null);
    onText(next);
  }

  return (
    <div
      className={cx(css.drop, isOver && css.isOver)}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <Stack>
        <Field
          label={examine.box}
          hint={isOver ? examine.dropHere : examine.boxHint}
          rows={5}
          isCode
          inputRef={box}
          value={value}
          onChange={change}
        />
        {refused !== null && <Refused why={refused} />}
        <Row>
          <Button
            icon={FileSearch}
            onPress={() => {
              setRefused(null);
              onChoose();
            }}
          >
            {examine.chooseFile}
          </Button>
          {value !== '' && (
            <Button
              look="quiet"
              onPress={() => {
                change('');
                box.current?.focus();
              }}
            >
              {examine.clear}
            </Button>
          )}
        </Row>
      </Stack>
    </div>
  );
}

function Refused({ why }: { readonly why: Exclude<Dropped['is'], 'text'> }) {
  const { examine, common } = useText();
  if (why === 'too-large' || why === 'unreadable') {
    const code = why === 'too-large' ? 'INPUT_TOO_LARGE' : 'FILE_UNREADABLE';
    return <ErrorNotice error={{ code, message: common.unknown, hint: '' }} />;
  }
  return (
    <Notice tone="unsure" title={why === 'private' ? examine.droppedSecret : examine.droppedBinary} isLive>
      <p>{examine.droppedSecretNext}</p>
    </Notice>
  );
}
