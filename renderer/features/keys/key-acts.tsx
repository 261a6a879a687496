import { CirclePause, Play } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { CompromiseDialog } from './compromise-dialog.tsx';
import { DeleteKeyDialog } from './delete-key-dialog.tsx';
import css from './key-page.module.css';
import { MoveDialog } from './move-dialog.tsx';

type Question = 'resume' | 'retire' | 'compromise' | 'delete';

interface Props {
  readonly item: Key;
  readonly life: Output<'key.read'>;
}

/** What may be done about a key. Suspending asks nothing; what can't be undone asks most. */
export function KeyActs({ item, life }: Props) {
  const text = useText();
  const move = useCommand('key.move');
  const callOff = useCommand('key.cancelDelete');
  const [question, setQuestion] = useState<Question | null>(null);
  const { kid, state } = item;
  const may = (to: Key['state']) => life.mayBecome.includes(to);
  // What is not here can't be deleted here.
  const mayBeDeleted = life.mayBeDeleted && item.custody === 'here';
  const close = () => setQuestion(null);
  if (life.mayBecome.length === 0 && !mayBeDeleted && !life.mayCallOff) {
    return <p className={css.soft}>{text.keyPage.nothingToDo}</p>;
  }
  return (
    <>
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
        {life.mayCallOff && (
          <Button
            isDisabled={callOff.isRunning}
            onPress={() => void callOff.run({ kid, reason: text.keyLife.callOffReason })}
          >
            {text.keyLife.callOff}
          </Button>
        )}
        {mayBeDeleted && (
          <Button look="danger" onPress={() => setQuestion('delete')}>
            {state === 'delete-pending' ? text.keyLife.tryAgain : text.keyLife.remove}
          </Button>
        )}
      </Row>
      {move.error && <ErrorNotice error={move.error} />}
      {callOff.error && <ErrorNotice error={callOff.error} />}
      {(question === 'resume' || question === 'retire') && (
        <MoveDialog
          item={item}
          to={question === 'resume' ? 'active' : 'retired'}
          waitsDays={life.deletionWaitsDays}
          onClose={close}
        />
      )}
      {question === 'compromise' && <CompromiseDialog item={item} onClose={close} />}
      {question === 'delete' && <DeleteKeyDialog item={item} waitsDays={life.deletionWaitsDays} onClose={close} />}
    </>
  );
}
