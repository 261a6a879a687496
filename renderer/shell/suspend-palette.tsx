import { CirclePause } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Key } from '../../shared/model/key.ts';
import { cx } from '../components/class-names.ts';
import { Dialog } from '../components/dialog.tsx';
import { EnvironmentBadge } from '../components/environment-badge.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import { useApp } from '../ipc/app-context.tsx';
import { useText } from '../text/text.ts';
import css from './suspend.module.css';
import type { Suspend } from './use-suspend.ts';
import { useSuspendable } from './use-suspendable.ts';

const MOST_SHOWN = 50;

interface Props {
  readonly suspend: Suspend;
  readonly onClose: () => void;
}

/**
 * One key and Enter: the key that signed last is marked when this opens, and Enter suspends what is marked, at once.
 * While the app is locked it names no key of its own accord: the whole key ID must be typed.
 */
export function SuspendPalette({ suspend, onClose }: Props) {
  const { shell, common } = useText();
  const { state } = useApp();
  const { keys, error } = useSuspendable();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    field.current?.focus();
  }, []);

  const found = (keys ?? []).filter((key) => (state.isLocked ? key.kid === typed.trim() : isNamed(key, typed)));
  const shown = found.slice(0, MOST_SHOWN);
  const marked = shown.find(({ kid }) => kid === chosen) ?? shown[0] ?? null;

  async function act(key: Key) {
    if (await suspend.run(key)) onClose();
  }

  function move(by: number) {
    const at = shown.findIndex(({ kid }) => kid === marked?.kid);
    setChosen(shown[(at + by + shown.length) % shown.length]?.kid ?? null);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    // A key that is held down is one press; the Enter of an input method belongs to the text.
    else if (event.key === 'Enter' && !event.repeat && !event.nativeEvent.isComposing && marked) void act(marked);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog title={shell.suspendTitle} onClose={onClose} isWide>
      <p className={css.lead}>{state.isLocked ? shell.suspendLocked : shell.suspendLead}</p>
      <input
        ref={field}
        className={css.input}
        type="text"
        role="combobox"
        aria-label={state.isLocked ? shell.suspendFieldLocked : shell.suspendField}
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-keys`}
        aria-activedescendant={marked === null ? undefined : `${id}-${marked.kid}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={state.isLocked ? shell.suspendFieldLocked : shell.suspendField}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(null);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-keys`} role="listbox" aria-label={shell.suspendTitle} className={css.list}>
        {shown.map((key) => (
          <Option
            key={key.kid}
            id={`${id}-${key.kid}`}
            item={key}
            isLabelHidden={state.isLocked}
            isMarked={key.kid === marked?.kid}
            onAct={() => void act(key)}
          />
        ))}
      </ul>
      <p role="status" className={css.note}>
        {keys === null
          ? error === null && common.loading
          : shown.length === 0
            ? state.isLocked && typed.trim() === ''
              ? ''
              : keys.length === 0 && !state.isLocked
                ? shell.suspendNone
                : shell.suspendNoMatch
            : found.length > shown.length && shell.suspendMore(found.length - shown.length)}
      </p>
      {error && <ErrorNotice error={error} />}
      {suspend.error && <ErrorNotice error={suspend.error} />}
    </Dialog>
  );
}

interface OptionProps {
  readonly id: string;
  readonly item: Key;
  readonly isMarked: boolean;
  readonly isLabelHidden: boolean;
  readonly onAct: () => void;
}

function Option({ id, item, isMarked, isLabelHidden, onAct }: OptionProps) {
  const { environments } = useApp();
  const environment = environments.find(({ name }) => name === item.env);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMarked) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  return (
    <li
      ref={row}
      id={id}
      role="option"
      aria-selected={isMarked}
      className={cx(css.option, isMarked && css.marked)}
      onClick={onAct}
    >
      <CirclePause size={18} aria-hidden />
      <span className={css.name}>
        {item.label !== null && !isLabelHidden && <strong>{item.label}</strong>}
        <code>{item.kid}</code>
      </span>
      {environment && <EnvironmentBadge environment={environment} />}
    </li>
  );
}

function isNamed({ label, kid, env, owner }: Key, typed: string): boolean {
  const wanted = typed.trim().toLocaleLowerCase();
  return [label, kid, env, owner].some((name) => name?.toLocaleLowerCase().includes(wanted) === true);
}
