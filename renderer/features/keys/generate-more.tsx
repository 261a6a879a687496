import { memo, useMemo } from 'react';
import type { Key, SignatureAlgorithm } from '../../../shared/model/key.ts';
import { Choice, Field } from '../../components/field.tsx';
import { Fold } from '../../components/fold.tsx';
import { Notice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useLanguage, useText } from '../../text/text.ts';
import { FlowTicks } from './flow-ticks.tsx';
import { type NewKeyDraft, SIZES } from './new-key-draft.ts';

interface Props {
  readonly draft: NewKeyDraft;
  readonly change: (part: Partial<NewKeyDraft>) => void;
  readonly alg: SignatureAlgorithm;
  readonly algorithms: readonly SignatureAlgorithm[];
  readonly replaceable: readonly Key[];
  /** Something in here was refused. */
  readonly isOpen: boolean;
}

/** What most keys need not say. */
export function GenerateMore({ draft, change, alg, algorithms, replaceable, isOpen }: Props) {
  const { keys, keyImport } = useText();
  return (
    <Fold title={keys.more} note={keys.moreNote} isOpen={isOpen}>
      <Stack>
        <Field label={keyImport.purpose} value={draft.purpose} onChange={(purpose) => change({ purpose })} isOptional />
        <FlowTicks value={draft.flows} onChange={(flows) => change({ flows })} />
        <ReplacesSelect value={draft.replaces} keys={replaceable} change={change} />
        {algorithms.length > 1 && (
          <Select
            label={keys.algorithm}
            value={alg}
            onChange={(next) => change({ alg: algorithms.find((one) => one === next) ?? alg })}
            options={algorithms.map((one) => ({ id: one, label: one }))}
          />
        )}
        {/^[RP]S/u.test(alg) && (
          <Choice
            legend={`${keys.size}, RSA`}
            isRow
            value={String(draft.bits)}
            onChange={(next) => change({ bits: SIZES.find((one) => String(one) === next) ?? 3072 })}
            options={SIZES.map((one) => ({
              id: String(one),
              label: one === 3072 ? `${keys.bits(one)} · ${keys.recommended}` : keys.bits(one),
            }))}
          />
        )}
        {draft.bits === 2048 && <Notice tone="unsure" title={keys.smallWarning} />}
        <Field
          label={keys.kid}
          hint={keys.kidHint}
          value={draft.kid}
          onChange={(kid) => change({ kid })}
          isOptional
          isCode
        />
      </Stack>
    </Fold>
  );
}

interface ReplacesProps {
  readonly value: string | null;
  readonly keys: readonly Key[];
  readonly change: (part: Partial<NewKeyDraft>) => void;
}

/** One of the keys of the environment. There may be thousands: they are not listed anew for each letter typed elsewhere. */
const ReplacesSelect = memo(function ReplacesSelect({ value, keys, change }: ReplacesProps) {
  const text = useText();
  const language = useLanguage();
  const options = useMemo(
    () =>
      keys
        .map(({ kid, label }) => ({ id: `=${kid}`, label: label === null ? kid : `${label} · ${kid}` }))
        .sort((a, b) => a.label.localeCompare(b.label, language)),
    [keys, language],
  );
  return (
    <Select
      label={text.keys.replaces}
      hint={text.keys.replacesHint}
      value={value === null ? '' : `=${value}`}
      onChange={(chosen) => change({ replaces: chosen === '' ? null : chosen.slice(1) })}
      options={[{ id: '', label: text.keys.replacesNone }, ...options]}
    />
  );
});
