import { ArrowLeft, FolderOpen } from 'lucide-react';
import { type DragEvent, type ReactNode, useEffect, useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.ts';
import type { Failure } from '../../../shared/ipc/result.ts';
import type { OpenedBackup, OpenedFor } from '../../../shared/model/opened-backup.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { CustodyDialog } from '../../components/custody-dialog.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Panel, Row, Stack } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { takeDropped } from '../../ipc/dropped-files.ts';
import { address } from '../../ipc/route.ts';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { BackupShares } from './backup-shares.tsx';
import css from './backups.module.css';
import { OpenedFacts } from './opened-facts.tsx';

interface Props {
  readonly openedFor: OpenedFor;
  /** What to bring; stands beside the choice of the file. */
  readonly before: ReactNode;
  /** What is done once enough shares are held. */
  readonly children: (opened: OpenedBackup) => ReactNode;
}

/** A backup before its custodians: its file → what it says → their shares, one after the other → what they came for. */
export function BackupOpening({ openedFor, before, children }: Props) {
  const { common } = useText();
  const isFresh = useEmptyDesk();
  const opened = useQuery('backup.opened', isFresh ? {} : null);
  if (opened.error !== null) return <ErrorNotice error={opened.error} onRetry={opened.reload} />;
  if (!isFresh || opened.isLoading) return <p>{common.loading}</p>;
  if (opened.value === null) return <ChooseFile openedFor={openedFor} before={before} />;
  const { problem, taken, threshold } = opened.value;
  return (
    <Stack>
      <OpenedFacts opened={opened.value} />
      {problem !== null && <Problem opened={opened.value} problem={problem} />}
      {problem === null && taken.length < threshold && <BackupShares opened={opened.value} />}
      {problem === null && taken.length >= threshold && children(opened.value)}
      <StartAgain />
    </Stack>
  );
}

/** Why it can't be done here. A key that is known is never written over, and least of all one that was stolen. */
function Problem({
  opened: { openedFor, keys },
  problem,
}: {
  readonly opened: OpenedBackup;
  readonly problem: NonNullable<OpenedBackup['problem']>;
}) {
  const { backups } = useText();
  const known = keys.filter(({ here }) => here !== null);
  if (openedFor === 'drill' || known.length === 0) return <ErrorNotice error={problem} />;
  const isEnded = known.some(({ here }) => here === 'compromised' || here === 'deleted');
  return (
    <Notice tone="bad" title={backups.restore.knownTitle(known.length)} isLive>
      {isEnded && (
        <p>
          <strong>{backups.restore.knownEnded}</strong>
        </p>
      )}
      <p>{backups.restore.knownBody}</p>
    </Notice>
  );
}

/** Nothing that lay there before is gone on with; and whoever leaves the page leaves nothing there. */
function useEmptyDesk(): boolean {
  const { run } = useCommand('backup.forget');
  const [isFresh, setIsFresh] = useState(false);
  useEffect(() => {
    void run({}).then(() => setIsFresh(true));
    return () => void run({});
  }, [run]);
  return isFresh;
}

function ChooseFile({ openedFor, before }: { readonly openedFor: OpenedFor; readonly before: ReactNode }) {
  const { backups } = useText();
  const { state } = useApp();
  const choose = useCommand('file.choose');
  const open = useCommand('backup.open');
  const obstacle = obstacleIn(state);
  const [isChoosing, setIsChoosing] = useState(false);
  const [isOver, setIsOver] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function pick() {
    setIsChoosing(false);
    const result = await choose.run({});
    if (result.ok && result.value.file !== null) await open.run({ file: result.value.file.id, openedFor });
  }
  async function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file === undefined || obstacle !== null || state.keychain.status === 'not-chosen') return;
    const taken = await takeDropped([file]);
    setFailure(taken.ok ? null : taken.error);
    const [input] = taken.ok ? taken.value.inputs : [];
    if (input !== undefined) await open.run({ file: input.id, openedFor });
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
      <Panel title={backups.opening.fileTitle} lead={backups.opening.fileLead}>
        <Stack>
          {before}
          {obstacle !== null ? (
            <ErrorNotice error={obstacle} />
          ) : (
            <Row>
              <Button
                look="primary"
                icon={FolderOpen}
                isDisabled={choose.isRunning || open.isRunning}
                // Where keys are kept is never decided in silence, nor while the custodians wait.
                onPress={() => (state.keychain.status === 'not-chosen' ? setIsChoosing(true) : void pick())}
              >
                {backups.opening.choose}
              </Button>
              <span className={css.soft}>{backups.opening.dropHere}</span>
            </Row>
          )}
          {isChoosing && <CustodyDialog onClose={() => setIsChoosing(false)} onChosen={() => void pick()} />}
          {[failure, choose.error, open.error].map(
            (error, index) => error && <ErrorNotice key={index} error={error} />,
          )}
        </Stack>
      </Panel>
    </div>
  );
}

/** What would stop it at its end, after the custodians have typed. */
function obstacleIn({ keychain, recordingProblem }: AppState): Failure | null {
  if (recordingProblem !== null) return recordingProblem;
  if (keychain.status === 'ready' || keychain.status === 'not-chosen') return null;
  return keychain.problem ?? { code: 'KEYCHAIN_LOCKED', message: 'the keychain is not open', hint: 'unlock it first' };
}

function StartAgain() {
  const { backups } = useText();
  const forget = useCommand('backup.forget');
  return (
    <Row>
      <Button look="quiet" isDisabled={forget.isRunning} onPress={() => void forget.run({})}>
        {backups.opening.again}
      </Button>
    </Row>
  );
}

export function toBackups(label: string): ReactNode {
  return (
    <LinkButton icon={ArrowLeft} href={address('ceremonies', 'backups')}>
      {label}
    </LinkButton>
  );
}
