import { type FormEvent, useState } from 'react';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { cx } from '../../components/class-names.ts';
import { Button } from '../../components/button.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { useLanguage, useText } from '../../text/text.ts';
import { StepField } from './step-field.tsx';
import css from './stage.module.css';

interface Props {
  readonly now: NonNullable<CeremonyView['now']>;
  readonly isRunning: boolean;
  /** How many must come in before it can be done. */
  readonly missingCustodians: number;
  readonly onAct: (values: Record<string, string>) => void;
}

/** What the step asks for, and the one button that does it. */
export function StepForm({ now, isRunning, missingCustodians, onAct }: Props) {
  const { ceremonyRun } = useText();
  const language = useLanguage();
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(now.fields.map(({ id, preset }) => [id, preset ?? ''])),
  );
  const missing = [
    ...(missingCustodians > 0 ? [ceremonyRun.custodiansMissing(missingCustodians)] : []),
    ...now.fields
      .filter(({ id, isRequired }) => isRequired && (values[id] ?? '').trim() === '')
      .map(({ label }) => label[language]),
  ];

  function submit(event: FormEvent) {
    event.preventDefault();
    if (missing.length > 0 || isRunning) return;
    onAct(Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== '')));
  }

  return (
    <form className={cx(css.form, css.fields)} onSubmit={submit}>
      <Stack>
        {now.fields.map((field) => (
          <StepField
            key={field.id}
            field={field}
            value={values[field.id] ?? ''}
            onChange={(value) => setValues((before) => ({ ...before, [field.id]: value }))}
          />
        ))}
        <Row>
          <Button
            look={now.kind === 'delete-key' ? 'danger' : 'primary'}
            type="submit"
            isDisabled={missing.length > 0 || now.person === null}
          >
            {isRunning ? ceremonyRun.working : ceremonyRun.acts[now.kind]}
          </Button>
          {missing.length > 0 && (
            <span className={css.soft}>
              {ceremonyRun.fieldMissing} {missing.join(', ')}
            </span>
          )}
        </Row>
      </Stack>
    </form>
  );
}
