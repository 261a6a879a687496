import { type FormEvent, useCallback, useMemo, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Key } from '../../../shared/model/key.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { CustodyDialog } from '../../components/custody-dialog.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Columns, Row } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand, useJob } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { GenerateMore } from './generate-more.tsx';
import css from './keys.module.css';
import { LifeChoice } from './life-choice.tsx';
import {
  algorithmOf,
  algorithmsFor,
  type NewKeyDraft,
  replaceableKeys,
  requestOf,
  startDraft,
} from './new-key-draft.ts';
import { OwnerNotice } from './owner-notice.tsx';

interface Props {
  readonly keys: readonly Key[];
  /** The key that the new one takes the place of. */
  readonly replaced: Key | null;
  readonly onMade: (kid: string) => void;
}

/** What a key should be; then its making, which can be watched and cancelled. */
export function GenerateForm(props: Props) {
  const text = useText();
  const { environment } = useApp();
  if (environment !== null) return <FormOf {...props} environment={environment} />;
  return (
    <Row>
      <LinkButton look="primary" href={address('dcm')}>
        {text.keys.addEnvironment}
      </LinkButton>
    </Row>
  );
}

function FormOf({ keys, replaced, onMade, environment }: Props & { readonly environment: Environment }) {
  const text = useText();
  const { state, environments, chooseEnvironment } = useApp();
  const generate = useCommand('key.generate');
  const job = useJob();
  const [draft, setDraft] = useState<NewKeyDraft>(() => startDraft(replaced));
  const change = useCallback((part: Partial<NewKeyDraft>) => setDraft((last) => ({ ...last, ...part })), []);
  const [isChoosing, setIsChoosing] = useState(false);
  const env = environment.name;
  const algorithms = algorithmsFor(state.policy, env);
  const alg = algorithmOf(draft, algorithms);
  const replaceable = useMemo(() => replaceableKeys(keys, env), [keys, env]);
  const isUndated = draft.life === 'until' && draft.until === '';

  async function make() {
    setIsChoosing(false);
    const request = requestOf(draft, { env, alg, nowMs: Date.now() });
    const result = await generate.run({ job: job.start(), ...request });
    if (result.ok) onMade(result.value.kid);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isUndated) return;
    // Where keys are kept is never decided in silence.
    if (state.keychain.status === 'not-chosen') setIsChoosing(true);
    else void make();
  }

  if (generate.isRunning) {
    return (
      <div className={css.progress} role="status">
        <p>{text.keys.making}</p>
        <progress
          aria-label={text.keys.makingStage}
          {...(typeof job.progress?.fraction === 'number' ? { value: job.progress.fraction } : {})}
        />
        <Row>
          <Button onPress={job.cancel}>{text.common.cancel}</Button>
        </Row>
      </div>
    );
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <Select
        label={text.shell.environment}
        hint={text.keys.environmentHint}
        value={env}
        onChange={(name) => {
          // A key takes the place of one of its own environment only.
          change({ replaces: null });
          chooseEnvironment(name);
        }}
        options={environments.map(({ name, kind }) => ({
          id: name,
          label: name === kind ? text.terms.environmentKind[kind] : `${text.terms.environmentKind[kind]} · ${name}`,
        }))}
      />
      <Columns>
        <Field
          label={text.keys.label}
          hint={text.keys.labelHint}
          value={draft.label}
          onChange={(label) => change({ label })}
          isOptional
        />
        <Field
          label={text.keyImport.owner}
          hint={text.keys.ownerHint}
          value={draft.owner}
          onChange={(owner) => change({ owner })}
          isOptional
        />
      </Columns>
      <OwnerNotice keys={keys} env={env} draft={draft} change={change} />
      <LifeChoice draft={draft} change={change} />
      <GenerateMore
        draft={draft}
        change={change}
        alg={alg}
        algorithms={algorithms}
        replaceable={replaceable}
        isOpen={draft.replaces !== null || /^(?:KID|ALGORITHM|POLICY)_/u.test(generate.error?.code ?? '')}
      />
      {generate.error && <ErrorNotice error={generate.error} />}
      <Row>
        <EnvironmentBadge environment={environment} />
        <Button look="primary" type="submit" isDisabled={isUndated}>
          {text.keys.make}
        </Button>
      </Row>
      {isChoosing && <CustodyDialog onClose={() => setIsChoosing(false)} onChosen={() => void make()} />}
    </form>
  );
}
