import { CircleCheck, CircleDashed } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { OpenedBackup } from '../../../shared/model/opened-backup.ts';
import type { ShareFinding } from '../../../shared/model/share-check.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Panel, Row, Stack } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './backups.module.css';
import { SecretCover } from './secret-cover.tsx';
import { findingNext, findingSentence } from './share-finding.ts';
import { ShareInput } from './share-input.tsx';

/** The custodians bring their shares, one at a time; each is covered again before the next one comes. */
export function BackupShares({ opened }: { readonly opened: OpenedBackup }) {
  const { backups } = useText();
  const { taken, threshold, forgotten } = opened;
  const next = taken.length + 1;
  const list = useRef<HTMLOListElement>(null);
  const before = useRef(taken.length);
  useEffect(() => {
    // What had the focus is gone with the share: it goes to what came of it.
    if (taken.length > before.current) list.current?.focus();
    before.current = taken.length;
  }, [taken.length]);
  return (
    <>
      {forgotten !== null && (
        <Notice
          tone={forgotten === 'left' ? 'unsure' : 'bad'}
          title={backups.opening.forgotten[forgotten].title}
          isLive
        >
          <p>{backups.opening.forgotten[forgotten].next}</p>
        </Notice>
      )}
      <Panel title={backups.opening.sharesTitle(next, threshold)} lead={backups.opening.sharesLead}>
        <ol ref={list} tabIndex={-1} className={css.shares} aria-label={backups.opening.taken} role="list">
          {taken.map(({ number, custodian, place }) => (
            <li key={number}>
              <Status tone="good" icon={CircleCheck}>
                {[backups.check.shareOnly(number), custodian, place].filter(Boolean).join(' · ')}
              </Status>
            </li>
          ))}
          <li>
            <Status tone="calm" icon={CircleDashed}>
              {backups.opening.left(threshold - taken.length)}
            </Status>
          </li>
        </ol>
      </Panel>
      <SecretCover key={next} who={backups.reader}>
        <ShareForm opened={opened} />
      </SecretCover>
    </>
  );
}

/** What is typed lives here alone: with the cover it is gone. */
function ShareForm({ opened: { setId } }: { readonly opened: OpenedBackup }) {
  const text = useText();
  const { backups } = text;
  const add = useCommand('backup.addShare');
  const [share, setShare] = useState('');
  const [found, setFound] = useState<ShareFinding | null>(null);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await add.run({ text: share });
    if (result.ok) setFound(result.value.found);
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <ShareInput
          label={backups.check.label}
          value={share}
          onChange={(next) => {
            setFound(null);
            setShare(next);
          }}
        />
        {found !== null && !found.ok && (
          <Notice tone="bad" title={findingSentence(found, setId, text)} isLive>
            <p>{findingNext(found, text)}</p>
          </Notice>
        )}
        {add.error && <ErrorNotice error={add.error} />}
        <Row>
          <Button look="primary" type="submit" isDisabled={share.trim() === '' || add.isRunning}>
            {backups.opening.take}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
