import { CirclePause, Play } from 'lucide-react';
import { useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Facts, Panel, Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { CompromiseDialog } from './compromise-dialog.tsx';
import { DeleteKeyDialog } from './delete-key-dialog.tsx';
import { KeyTimeline } from './key-timeline.tsx';
import { MoveDialog } from './move-dialog.tsx';

type Question = 'resume' | 'retire' | 'compromise' | 'delete';
type Life = Output<'key.read'>;

/** What became of a key, and what may become of it next. Suspending asks nothing; what can't be undone asks most. */
export function KeyLifePanel({ item }: { readonly item: Key }) {
  const text = useText();
  const life = useQuery('key.read', { kid: item.kid });
  return (
    <>
      {item.compromisedSince !== null && item.compromisedAt !== null && (
        <Notice tone="bad" title={text.keyLife.compromisedNotice}>
          <p>{text.keyLife.compromisedDates}</p>
          <Row>
            <Instant iso={item.compromisedSince} />
            <Instant iso={item.compromisedAt} />
          </Row>
          <p>{text.keyLife.stillAccepted}</p>
        </Notice>
      )}
      <Panel title={text.keyLife.title} lead={text.keyLife.lead}>
        <Loaded query={life}>
          {(value) => (
            <>
              <Acts item={item} life={value} />
              <Uses uses={value.uses} />
              <KeyTimeline moves={value.moves} />
            </>
          )}
        </Loaded>
      </Panel>
    </>
  );
}

function Acts({ item, life }: { readonly item: Key; readonly life: Life }) {
  const text = useText();
  const move = useCommand('key.move');
  const callOff = useCommand('key.cancelDelete');
  const [question, setQuestion] = useState<Question | null>(null);
  const { kid, state } = item;
  const may = (to: Key['state']) => life.mayBecome.includes(to);
  const close = () => setQuestion(null);
  return (
    <>
      {item.deleteDueAt !== null && (
        <Notice tone="unsure" title={text.keyLife.dueAt}>
          <Instant iso={item.deleteDueAt} isRelative />
        </Notice>
      )}
      <Row>
        {may('suspended') && (
          <Button
            look="primary"
            icon={CirclePause}
            isDisabled={move.isRunning}
            onPress={() => void move.run({ kid, to: 'suspended', reason: text.keyLife.suspendReason, since: null })}
          >
            {text.keyLife.suspend}
          </Button>
        )}
        {may('active') && (
          <Button icon={Play} onPress={() => setQuestion('resume')}>
            {state === 'draft' ? text.keyLife.activate : text.keyLife.resume}
          </Button>
        )}
        {may('retired') && <Button onPress={() => setQuestion('retire')}>{text.keyLife.retire}</Button>}
        {may('compromised') && (
          <Button look="danger" onPress={() => setQuestion('compromise')}>
            {text.keyLife.compromise}
          </Button>
        )}
        {state === 'delete-scheduled' && (
          <Button isDisabled={callOff.isRunning} onPress={() => void callOff.run({ kid })}>
            {text.keyLife.callOff}
          </Button>
        )}
        {life.mayBeDeleted && (
          <Button look="danger" onPress={() => setQuestion('delete')}>
            {state === 'delete-pending' ? text.keyLife.tryAgain : text.keyLife.remove}
          </Button>
        )}
      </Row>
      {move.error && <ErrorNotice error={move.error} />}
      {callOff.error && <ErrorNotice error={callOff.error} />}
      {(question === 'resume' || question === 'retire') && (
        <MoveDialog kid={kid} to={question === 'resume' ? 'active' : 'retired'} onClose={close} />
      )}
      {question === 'compromise' && <CompromiseDialog kid={kid} onClose={close} />}
      {question === 'delete' && <DeleteKeyDialog item={item} waitsDays={life.deletionWaitsDays} onClose={close} />}
    </>
  );
}

function Uses({ uses }: { readonly uses: Life['uses'] }) {
  const text = useText();
  const flows = Object.entries(uses.byFlow).map(([flow, count]) => `${flow}: ${String(count)}`);
  return (
    <Facts
      rows={[
        [text.keyLife.used, [text.keyLife.usedTimes(uses.total), ...flows].join(' · ')],
        [
          text.keyLife.lastUsed,
          uses.lastAt === null ? text.keyLife.neverUsed : <Instant key="last" iso={uses.lastAt} isRelative />,
        ],
      ]}
    />
  );
}
