import { Pencil } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Row } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';
import css from './key-page.module.css';

interface Props {
  readonly name: string;
  readonly value: string;
  /** How it is shown where it is more than a line. */
  readonly shown?: ReactNode;
  readonly hint?: string;
  readonly rows?: number;
  readonly maxLength?: number;
  /** Says whether it was written. */
  readonly onSave: (value: string) => Promise<boolean>;
}

/** A fact that is edited where it stands: Enter saves (Ctrl+Enter where there are lines), Escape leaves it as it was. */
export function EditableFact({ name, value, shown, hint, rows, maxLength, onSave }: Props) {
  const { common, keyPage } = useText();
  const [draft, setDraft] = useState<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const wasEditing = useRef(false);
  const isEditing = draft !== null;
  useEffect(() => {
    // Into the field, and back to the button that opened it.
    if (isEditing) place.current?.querySelector<HTMLElement>('input, textarea')?.focus();
    else if (wasEditing.current) place.current?.querySelector('button')?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);

  async function save() {
    if (draft === null || isTooLong) return;
    if (draft === value || (await onSave(draft))) setDraft(null);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void save();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') setDraft(null);
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
  }
  const length = [...(draft ?? '')].length;
  const isTooLong = maxLength !== undefined && length > maxLength;

  if (draft === null) {
    return (
      <div className={css.fact} ref={place}>
        <dt>{name}</dt>
        <dd className={css.editable}>
          {value === '' ? <span className={css.soft}>{keyPage.nothingSaid}</span> : (shown ?? <span>{value}</span>)}
          <Button look="quiet" icon={Pencil} label={keyPage.editOf(name)} onPress={() => setDraft(value)} />
        </dd>
      </div>
    );
  }
  return (
    <div className={css.fact} ref={place}>
      <dt className={css.unseen}>{name}</dt>
      <dd className={css.across}>
        <form className={css.editing} onSubmit={submit} onKeyDown={onKeyDown}>
          <Field
            label={name}
            value={draft}
            onChange={setDraft}
            {...(hint === undefined ? {} : { hint })}
            {...(rows === undefined ? {} : { rows })}
            problem={isTooLong ? keyPage.tooLong(length, maxLength) : null}
          />
          <Row>
            <Button look="primary" type="submit" isDisabled={isTooLong}>
              {keyPage.save}
            </Button>
            <Button onPress={() => setDraft(null)}>{common.cancel}</Button>
          </Row>
        </form>
      </dd>
    </div>
  );
}
