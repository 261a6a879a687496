import { ArrowLeft } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { BackupSet } from '../../../shared/model/backup-set.ts';
import type { CheckedShare } from '../../../shared/model/share-check.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts, Page, Panel, Row, Stack } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { Instant } from '../../components/time.tsx';
import { VerdictBadge } from '../../components/verdict-badge.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { SecretCover } from './secret-cover.tsx';
import { setNumber } from './set-number.ts';
import { findingNext, findingSentence, isOfVoidSet } from './share-finding.ts';
import { ShareInput } from './share-input.tsx';

interface Answer {
  readonly found: CheckedShare;
  readonly wanted: string | null;
}

/** One paper, outside of any ceremony: is it still read right, and whose is it? */
export function BackupCheckPage() {
  const { backups } = useText();
  const sets = useQuery('backup.list', {});
  const [wanted, setWanted] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  return (
    <Page
      title={backups.check.title}
      lead={backups.check.lead}
      actions={
        <LinkButton icon={ArrowLeft} href={address('ceremonies', 'backups')}>
          {backups.toBackups}
        </LinkButton>
      }
    >
      {answer === null ? (
        <Stack>
          <Panel>
            <Select
              label={backups.check.wanted}
              value={wanted}
              onChange={setWanted}
              options={[
                { id: '', label: backups.check.anySet },
                ...(sets.value ?? []).filter(isWhole).map(({ id }) => ({ id, label: setNumber(id) })),
              ]}
            />
          </Panel>
          <SecretCover who={backups.reader}>
            <ShareForm wanted={wanted === '' ? null : wanted} onAnswer={setAnswer} />
          </SecretCover>
        </Stack>
      ) : (
        <Found answer={answer} onAgain={() => setAnswer(null)} />
      )}
    </Page>
  );
}

function isWhole({ state }: BackupSet): boolean {
  return state === 'closed';
}

/** What is typed lives here alone: with the cover it is gone. */
function ShareForm({
  wanted,
  onAnswer,
}: {
  readonly wanted: string | null;
  readonly onAnswer: (answer: Answer) => void;
}) {
  const { backups } = useText();
  const check = useCommand('backup.checkShare');
  const [share, setShare] = useState('');
  async function submit(event: FormEvent) {
    event.preventDefault();
    const checked = await check.run({ text: share, set: wanted });
    if (checked.ok) onAnswer({ found: checked.value, wanted });
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <ShareInput label={backups.check.label} value={share} onChange={setShare} />
        {check.error && <ErrorNotice error={check.error} />}
        <Row>
          <Button look="primary" type="submit" isDisabled={share.trim() === '' || check.isRunning}>
            {backups.check.submit}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

/** The answer first, then whose paper it is and whether the trail tells of it. */
function Found({ answer: { found, wanted }, onAgain }: { readonly answer: Answer; readonly onAgain: () => void }) {
  const text = useText();
  const check = text.backups.check;
  const { of } = text.backups;
  const { code, known, threshold, shares, record, at } = found;
  const isVoid = isOfVoidSet(found);
  const sentence = isVoid
    ? check.void(check.share(found.number ?? 0, setNumber(found.setId ?? '')))
    : findingSentence(found, wanted, text);
  const outcome = isVoid ? 'invalid' : found.ok ? 'valid' : 'invalid';
  const isOther = code === 'SHARE_FOREIGN' || isVoid;
  return (
    <Stack>
      <VerdictBadge
        outcome={outcome}
        word={found.ok && !isVoid ? check.word.good : isOther ? check.word.wrong : check.word.bad}
        headline={sentence}
        kid={null}
        next={isVoid ? check.next.void : findingNext(found, text)}
      >
        <Row>
          <Button look="primary" onPress={onAgain}>
            {check.again}
          </Button>
        </Row>
      </VerdictBadge>
      <Panel>
        <Facts
          rows={[
            ...(known === null || known.custodian === null
              ? []
              : ([
                  [check.custodian, known.place === null ? known.custodian : `${known.custodian}, ${known.place}`],
                ] as const)),
            ...(threshold === null || shares === null ? [] : ([[check.split, of(threshold, shares)]] as const)),
            ...(found.ok ? ([[check.compared, check.comparisons[found.compared]]] as const) : []),
            [check.record, check.records[record]],
            [check.when, <Instant key="at" iso={at} />],
          ]}
        />
      </Panel>
    </Stack>
  );
}
