import { FileSearch } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, type Ref, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { readDropped } from '../../components/dropped-file.ts';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useText } from '../../text/text.ts';
import { readTextFile } from './dropped-text.ts';
import css from './found.module.css';
import type { HandedOver } from './use-scan-hand-over.ts';

/** More would hold the window up while it is laid out; it is looked through all the same. */
const MOST_SHOWN = 65_536;
/** Where a private key begins in a file, if it is one. */
const FIRST_BYTES = 4096;

/** What was given at once: it is looked through without another press. `shown`: what may stand in the box. */
export interface Given {
  readonly text: string;
  readonly shown: string;
  /** `null`: it was pasted. */
  readonly file: File | null;
}

interface Props {
  readonly value: string;
  /** What was given and is not in the box. */
  readonly note: string | null;
  readonly rows: number;
  readonly inputRef: Ref<HTMLTextAreaElement & HTMLInputElement>;
  readonly onType: (text: string) => void;
  readonly onGive: (given: Given) => void;
  readonly onChoose: () => void;
  /** A private key was dropped, and not read. */
  readonly onSecret: () => void;
  /** More was dropped than is looked through here. */
  readonly onScan: (files: readonly File[]) => Promise<HandedOver>;
}

/** One box for everything: paste, type, drop, or choose a file. */
export function PasteBox({ value, note, rows, inputRef, onType, onGive, onChoose, onSecret, onScan }: Props) {
  const { check, common } = useText();
  const [isOver, setIsOver] = useState(false);
  const [problem, setProblem] = useState<'INPUT_TOO_LARGE' | 'FILE_UNREADABLE' | null>(null);

  function give(text: string, file: File | null) {
    setProblem(null);
    onGive({ text, shown: file === null && text.length <= MOST_SHOWN ? text : '', file });
  }

  function paste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const box = event.currentTarget;
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted === '') return;
    event.preventDefault();
    // In the place of what is selected, as everywhere.
    give(value.slice(0, box.selectionStart) + pasted + value.slice(box.selectionEnd), null);
  }

  async function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    // What was dropped is known only as long as the event lasts.
    const files = [...event.dataTransfer.files];
    const [file] = files;
    if (file === undefined) return give(event.dataTransfer.getData('text/plain'), null);
    if (files.length > 1 || event.dataTransfer.items[0]?.webkitGetAsEntry()?.isDirectory === true) {
      return await scan(files, 'FILE_UNREADABLE');
    }
    if ((await readDropped(file.slice(0, FIRST_BYTES))).is === 'private') return onSecret();
    const read = await readTextFile(file);
    if (read.is === 'text') give(read.text, file);
    else if (read.is === 'too-large') await scan([file], 'INPUT_TOO_LARGE');
    else setProblem('FILE_UNREADABLE');
  }

  /** Where it cannot be scanned either, because it lies on no disk or nobody can read it, that is said. */
  async function scan(files: readonly File[], otherwise: NonNullable<typeof problem>) {
    if ((await onScan(files)) !== 'gone') setProblem(otherwise);
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
      <Field
        label={check.token}
        placeholder={check.placeholder}
        rows={rows}
        isCode
        inputRef={inputRef}
        value={value}
        onPaste={paste}
        onChange={(text) => {
          setProblem(null);
          // Dropped into the box by another program, or put there by a tool that helps with reading.
          if (text.length > MOST_SHOWN) give(text, null);
          else onType(text);
        }}
      >
        <div className={css.under}>
          <Button
            look="quiet"
            icon={FileSearch}
            onPress={() => {
              setProblem(null);
              onChoose();
            }}
          >
            {check.chooseFile}
          </Button>
          <span className={css.soft}>{isOver ? check.dropHere : (note ?? check.pasteHint)}</span>
        </div>
      </Field>
      {problem && <ErrorNotice error={{ code: problem, message: common.unknown, hint: '' }} />}
    </div>
  );
}
