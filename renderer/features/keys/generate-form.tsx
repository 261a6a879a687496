import { type FormEvent, useState } from 'react';
import type { SignatureAlgorithm } from '../../../shared/model/key.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Columns, Row } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand, useJob } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { CustodyDialog } from './custody-dialog.tsx';
import css from './keys.module.css';

const SIZES = [3072, 4096, 2048] as const;
type Size = (typeof SIZES)[number];

/** What a key should be; then its making, which can be watched and cancelled. */
export function GenerateForm({ onMade }: { readonly onMade: (kid: string) => void }) {
  const text = useText();
  const { state, environments, environment, chooseEnvironment } = useApp();
  const generate = useCommand('key.generate');
  const job = useJob();
  const [label, setLabel] = useState('');
  const [alg, setAlg] = useState<SignatureAlgorithm>(state.policy.algorithms[0] ?? 'RS256');
  const [bits, setBits] = useState<Size>(3072);
  const [kid, setKid] = useState('');
  const [expires, setExpires] = useState('');
  const [isChoosing, setIsChoosing] = useState(false);

  async function make() {
    setIsChoosing(false);
    const result = await generate.run({
      job: job.start(),
      alg,
      bits,
      kid: kid === '' ? null : kid,
      label: label === '' ? null : label,
      env: environment?.name ?? null,
      expiresAt: expires === '' ? null : `${expires}T00:00:00.000Z`,
      isDraft: false,
      replaces: null,
      owner: null,
      purpose: null,
      flows: null,
    });
    if (result.ok) onMade(result.value.kid);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    // Where keys are kept is never decided in silence.
    if (state.keychain.status === 'not-chosen') setIsChoosing(true);
    else void make();
  }

  if (environment === null) {
    return (
      <Row>
        <LinkButton look="primary" href={address('dcm')}>
          {text.keys.addEnvironment}
        </LinkButton>
      </Row>
    );
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
        value={environment.name}
        onChange={chooseEnvironment}
        options={environments.map(({ name, kind }) => ({
          id: name,
          label: name === kind ? text.terms.environmentKind[kind] : `${text.terms.environmentKind[kind]} · ${name}`,
        }))}
      />
      <Field label={text.keys.label} hint={text.keys.labelHint} value={label} onChange={setLabel} isOptional />
      {state.policy.algorithms.length > 1 && (
        <Select
          label={text.keys.algorithm}
          value={alg}
          onChange={(next) => setAlg(state.policy.algorithms.find((one) => one === next) ?? alg)}
          options={state.policy.algorithms.map((one) => ({ id: one, label: one }))}
        />
      )}
      {/^[RP]S/u.test(alg) && (
        <Choice
          legend={`${text.keys.size}, RSA`}
          isRow
          value={String(bits)}
          onChange={(next) => setBits(SIZES.find((one) => String(one) === next) ?? 3072)}
          options={SIZES.map((one) => ({
            id: String(one),
            label: one === 3072 ? `${text.keys.bits(one)} · ${text.keys.recommended}` : text.keys.bits(one),
          }))}
        />
      )}
      {bits === 2048 && <Notice tone="unsure" title={text.keys.smallWarning} />}
      <Columns>
        <Field label={text.keys.kid} hint={text.keys.kidHint} value={kid} onChange={setKid} isOptional isCode />
        <Field
          label={text.keys.expires}
          hint={text.keys.expiresHint}
          type="date"
          value={expires}
          onChange={setExpires}
          isOptional
        />
      </Columns>
      {generate.error && <ErrorNotice error={generate.error} />}
      <Row>
        <EnvironmentBadge environment={environment} />
        <Button look="primary" type="submit">
          {text.keys.make}
        </Button>
      </Row>
      {isChoosing && <CustodyDialog onClose={() => setIsChoosing(false)} onChosen={() => void make()} />}
    </form>
  );
}
