import { FolderInput, ScanSearch } from 'lucide-react';
import { type DragEvent, type FormEvent, useState } from 'react';
import type { Failure } from '../../../shared/ipc/result.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Panel, Row, Stack } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { takeDropped } from '../../ipc/dropped-files.ts';
import type { ScanInput } from '../../ipc/hand-over.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';
import { ScanInputs } from './scan-inputs.tsx';
import { ScanOptions } from './scan-options.tsx';
import { firstQuestion, rulesOf } from './scan-question.ts';
import css from './scan.module.css';

interface Props {
  readonly inputs: readonly ScanInput[];
  readonly isRunning: boolean;
  readonly error: Failure | null;
  /** An export is shown in the place of a scan. */
  readonly onImported: () => void;
  readonly onStart: (request: Omit<Input<'scan.start'>, 'language'>) => void;
}

/** What to scan, by whose keys, and as of when. Needs no unlock, no environment and no network. */
export function ScanStart({ inputs: given, isRunning, error, onImported, onStart }: Props) {
  const { scan } = useText();
  const { environment } = useApp();
  const [inputs, setInputs] = useState(given);
  const [question, setQuestion] = useState(() => firstQuestion(environment));
  const [isOver, setIsOver] = useState(false);
  const choose = useCommand('scan.choose');
  const read = useCommand('scan.import');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [hasNoPath, setHasNoPath] = useState(false);
  const rules = rulesOf(question);
  const problem = failure ?? choose.error ?? read.error ?? error;

  async function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    const taken = await takeDropped(files);
    setFailure(taken.ok ? null : taken.error);
    if (!taken.ok) return;
    setHasNoPath(taken.value.inputs.length < files.length);
    setInputs((before) => [...before, ...taken.value.inputs]);
  }

  async function openExport() {
    const chosen = await choose.run({ what: 'files' });
    const [input] = chosen.ok ? chosen.value.inputs : [];
    if (input !== undefined && (await read.run({ input: input.id })).ok) onImported();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (rules !== null && inputs.length > 0) onStart({ ...rules, inputs: inputs.map(({ id }) => id) });
  }

  return (
    <Page
      title={scan.title}
      lead={scan.lead}
      actions={
        <LinkButton look="quiet" href={address('check')}>
          {scan.backToCheck}
        </LinkButton>
      }
    >
      <div
        className={cx(css.drop, isOver && css.isOver)}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => void drop(event)}
      >
        <Panel>
          <form onSubmit={submit}>
            <Stack>
              <ScanInputs inputs={inputs} isOver={isOver} hasNoPath={hasNoPath} onChange={setInputs} />
              <ScanOptions question={question} onChange={setQuestion} />
              {isRunning && <Notice tone="unsure" title={scan.endsRunning} />}
              {problem && <ErrorNotice error={problem} />}
              <Row>
                <Button
                  look="primary"
                  icon={ScanSearch}
                  type="submit"
                  isDisabled={rules === null || inputs.length === 0}
                >
                  {scan.start}
                </Button>
                <Button look="quiet" icon={FolderInput} isDisabled={read.isRunning} onPress={() => void openExport()}>
                  {scan.openExport}
                </Button>
              </Row>
            </Stack>
          </form>
        </Panel>
      </div>
    </Page>
  );
}
