import { CalendarClock, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Key, KeyDescription } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { EditableFact } from './editable-fact.tsx';
import { isInUse } from './key-expiry.ts';
import css from './key-page.module.css';
import { KeyTerm } from './key-term.tsx';
import { RestrictDialog } from './restrict-dialog.tsx';
import { useUndoKey } from './use-undo-key.ts';

interface Props {
  readonly item: Key;
  readonly mayUndo: boolean;
}

/** Whose key it is, what for, what it may sign, and until when. Words can be taken back; limits want a reason. */
export function KeyCustodyPanel({ item, mayUndo }: Props) {
  const text = useText();
  const { keyPage } = text;
  const describe = useCommand('key.describe');
  const undo = useCommand('key.undoDescribe');
  const [isRestricting, setIsRestricting] = useState(false);
  const [isUndone, setIsUndone] = useState(false);

  async function save(part: Partial<KeyDescription>): Promise<boolean> {
    setIsUndone(false);
    undo.reset();
    const { label, notes, tags, owner, purpose } = item;
    const description = { label, notes, tags, owner, purpose, ...part };
    return (await describe.run({ kid: item.kid, description })).ok;
  }
  async function takeBack() {
    if (undo.isRunning) return;
    describe.reset();
    setIsUndone((await undo.run({ kid: item.kid })).ok);
  }
  useUndoKey(mayUndo ? () => void takeBack() : null);

  return (
    <Panel
      title={keyPage.custodyTitle}
      lead={keyPage.custodyLead}
      actions={
        mayUndo && (
          <Button icon={Undo2} isDisabled={undo.isRunning} onPress={() => void takeBack()}>
            {keyPage.undo}
          </Button>
        )
      }
    >
      <dl className={css.facts}>
        <EditableFact
          name={keyPage.label}
          value={item.label ?? ''}
          hint={text.keys.labelHint}
          maxLength={200}
          onSave={(next) => save({ label: orNothing(next) })}
        />
        <EditableFact
          name={keyPage.owner}
          value={item.owner ?? ''}
          hint={text.keyImport.ownerHint}
          maxLength={200}
          onSave={(next) => save({ owner: orNothing(next) })}
        />
        <EditableFact
          name={keyPage.purpose}
          value={item.purpose ?? ''}
          maxLength={500}
          onSave={(next) => save({ purpose: orNothing(next) })}
        />
        <EditableFact
          name={keyPage.tags}
          value={item.tags.join(', ')}
          hint={keyPage.tagsHint}
          shown={<Tags tags={item.tags} />}
          onSave={(next) => save({ tags: tagsIn(next) })}
        />
        <EditableFact
          name={keyPage.notes}
          value={item.notes ?? ''}
          hint={keyPage.notesHint}
          rows={4}
          maxLength={4000}
          shown={<p className={css.notes}>{item.notes}</p>}
          onSave={(next) => save({ notes: orNothing(next) })}
        />
        <div className={css.fact}>
          <dt>{keyPage.flows}</dt>
          <dd>
            <Flows item={item} />
          </dd>
        </div>
      </dl>
      {describe.error && <ErrorNotice error={describe.error} />}
      {undo.error && <ErrorNotice error={undo.error} />}
      <p role="status" className={css.said}>
        {isUndone && keyPage.undone}
      </p>
      <KeyTerm item={item} />
      {isInUse(item) && (
        <Row>
          <Button icon={CalendarClock} onPress={() => setIsRestricting(true)}>
            {keyPage.restrict}
          </Button>
        </Row>
      )}
      {isRestricting && <RestrictDialog item={item} onClose={() => setIsRestricting(false)} />}
    </Panel>
  );
}

function Flows({ item }: { readonly item: Key }): ReactNode {
  const { keyPage, terms } = useText();
  if (!isInUse(item)) return keyPage.noFlows;
  if (item.flows === null) return keyPage.allFlows;
  return (
    <ul>
      {item.flows.map((flow) => (
        <li key={flow}>
          <code>{flow}</code> · {terms.flow[flow]}
        </li>
      ))}
    </ul>
  );
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
  return (
    <ul className={css.tags}>
      {tags.map((tag) => (
        <li key={tag}>{tag}</li>
      ))}
    </ul>
  );
}

function orNothing(typed: string): string | null {
  return typed.trim() === '' ? null : typed.trim();
}

function tagsIn(typed: string): string[] {
  const tags = typed.split(',').map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}
