import { FileText, Files, Folder, FolderOpen, X } from 'lucide-react';
import type { ScanInput } from '../../ipc/hand-over.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { formatBytes } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './scan.module.css';

interface Props {
  readonly inputs: readonly ScanInput[];
  readonly isOver: boolean;
  /** What was dropped lies on no disk. */
  readonly hasNoPath: boolean;
  readonly onChange: (inputs: readonly ScanInput[]) => void;
}

/** The files and folders that are to be scanned. */
export function ScanInputs({ inputs, isOver, hasNoPath, onChange }: Props) {
  const { scan } = useText();
  const language = useLanguage();
  const choose = useCommand('scan.choose');

  async function add(what: 'files' | 'folder') {
    const chosen = await choose.run({ what });
    if (chosen.ok) onChange([...inputs, ...chosen.value.inputs]);
  }

  return (
    <section className={css.inputs} aria-label={scan.inputs}>
      <h2>{scan.inputs}</h2>
      {inputs.length > 0 && (
        <ul className={css.inputList}>
          {inputs.map((input) => {
            const Icon = input.isFolder ? Folder : FileText;
            return (
              <li key={input.id}>
                <Icon size={16} aria-hidden />
                <span className={css.inputName}>{input.name}</span>
                <span className={css.soft}>
                  {input.isFolder ? scan.folder : input.size === null ? null : formatBytes(input.size, language)}
                </span>
                <Button
                  look="quiet"
                  icon={X}
                  label={scan.remove(input.name)}
                  onPress={() => onChange(inputs.filter(({ id }) => id !== input.id))}
                />
              </li>
            );
          })}
        </ul>
      )}
      <Row>
        <Button icon={Files} onPress={() => void add('files')}>
          {scan.chooseFiles}
        </Button>
        <Button icon={FolderOpen} onPress={() => void add('folder')}>
          {scan.chooseFolder}
        </Button>
      </Row>
      <p className={css.soft}>{isOver ? scan.dropHere : scan.inputsHint}</p>
      {hasNoPath && <Notice tone="unsure" title={scan.noPath} isLive />}
      {choose.error && <ErrorNotice error={choose.error} />}
    </section>
  );
}
