import { useState } from 'react';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { Field, Tick } from '../../components/field.tsx';
import { Columns } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';
import { TypedWords, useTypedWords, type WordsTyped } from './typed-words.tsx';

type Bundle = NonNullable<Output<'bundle.look'>['bundle']>;

/** What an officer says of the maker of a bundle whose words he has typed as they were read out. */
export interface Trusting {
  readonly isTrusting: boolean;
  /** Nothing is missing of what was begun. */
  readonly isWhole: boolean;
  /** `null`: nothing is said of him. */
  readonly trust: Input<'bundle.import'>['trust'];
  readonly name: string;
  readonly reason: string;
  readonly typed: WordsTyped;
  readonly set: (part: Partial<{ isTrusting: boolean; name: string; reason: string }>) => void;
}

export function useTrusting({ report }: Bundle): Trusting {
  const [said, setSaid] = useState({ isTrusting: false, name: '', reason: '' });
  const [name, reason] = [said.name.trim(), said.reason.trim()];
  const typed = useTypedWords(report.evidenceKey ?? '');
  return {
    ...said,
    typed,
    isWhole: !said.isTrusting || (typed.areRight && name !== '' && reason !== ''),
    trust: said.isTrusting ? { fingerprint: report.evidenceKey ?? '', name, reason } : null,
    set: (part) => setSaid((before) => ({ ...before, ...part })),
  };
}

/** Whether the maker is trusted from now on: who he is, and how the words were compared. */
export function TrustForm({ isTrusting, name, reason, typed, set }: Trusting) {
  const text = useText();
  return (
    <>
      <Tick label={text.bundle.trust} isOn={isTrusting} onChange={(isOn) => set({ isTrusting: isOn })} />
      {isTrusting && <TypedWords {...typed} />}
      {isTrusting && (
        <Columns>
          <Field
            label={text.bundle.makerName}
            hint={text.bundle.makerNameHint}
            value={name}
            onChange={(next) => set({ name: next })}
          />
          <Field
            label={text.bundle.makerReason}
            hint={text.bundle.makerReasonHint}
            value={reason}
            onChange={(next) => set({ reason: next })}
          />
        </Columns>
      )}
    </>
  );
}
