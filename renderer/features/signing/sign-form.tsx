import { type FormEvent, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Key } from '../../../shared/model/key.ts';
import type { SignedToken } from '../../../shared/model/token.ts';
import { Choice, Field, Tick } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { Columns, Panel } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { ClockNotice } from './clock-notice.tsx';
import { type Draft, FLOWS, readExtraClaims, toRequest } from './draft.ts';
import { SignPreviewPanel } from './sign-preview.tsx';
import css from './signing.module.css';
import { TemplateChoice } from './template-choice.tsx';

interface Props {
  readonly environment: Environment;
  readonly keys: readonly Key[];
  readonly firstKid: string;
  readonly onSigned: (signed: SignedToken) => void;
}

/** What should be signed; beside it, the sentence that says so. */
export function SignForm({ environment, keys, firstKid, onSigned }: Props) {
  const text = useText();
  const { policy } = useApp().state;
  const sign = useCommand('token.sign');
  const clock = useQuery('clock.read', { env: environment.name });
  const [draft, setDraft] = useState<Draft>({
    kid: firstKid,
    profile: 'bank',
    flow: 'sign-in',
    sub: '',
    obj: '',
    life: String(policy.defaultTokenLifeSeconds),
    withoutExpiry: false,
    extra: '',
    reason: '',
    requester: '',
    ticket: '',
    template: '',
  });
  const change = (part: Partial<Draft>) => {
    sign.reset();
    setDraft((last) => ({ ...last, ...part }));
  };
  const request = toRequest(draft, environment, policy.maxTokenLifeSeconds);
  const isTooLong = Number(draft.life) > policy.maxTokenLifeSeconds;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (request === null) return;
    const result = await sign.run(request);
    if (result.ok) onSigned(result.value);
  }

  return (
    <>
      {clock.value?.isTrusted === false && <ClockNotice state={clock.value} environment={environment} />}
      <form className={css.desk} onSubmit={(event) => void submit(event)}>
        <Panel>
          <Select
            label={text.sign.key}
            value={draft.kid}
            onChange={(kid) => change({ kid })}
            options={keys.map(({ kid, label }) => ({ id: kid, label: label === null ? kid : `${label} · ${kid}` }))}
          />
          <TemplateChoice draft={draft} onChange={change} />
          <Choice
            legend={text.sign.profile}
            isRow
            value={draft.profile}
            onChange={(profile) => change({ profile })}
            options={[
              { id: 'bank', label: text.sign.profileBank, hint: text.sign.profileBankHint },
              { id: 'platform', label: text.sign.profilePlatform, hint: text.sign.profilePlatformHint },
            ]}
          />
          {draft.profile === 'bank' ? (
            <>
              <Select
                label={text.sign.flow}
                value={draft.flow}
                onChange={(next) => change({ flow: FLOWS.find((one) => one === next) ?? draft.flow })}
                options={FLOWS.map((flow) => ({ id: flow, label: `${flow}: ${text.terms.flow[flow]}` }))}
              />
              <Columns>
                <Field
                  label={text.sign.sub}
                  hint={text.sign.subHint}
                  value={draft.sub}
                  onChange={(sub) => change({ sub })}
                />
                <Field
                  label={text.sign.obj}
                  hint={text.sign.objHint}
                  value={draft.obj}
                  onChange={(obj) => change({ obj })}
                />
              </Columns>
            </>
          ) : (
            <>
              <Field
                label={text.sign.extra}
                hint={text.sign.extraHint}
                problem={readExtraClaims(draft.extra) === null ? text.sign.extraInvalid : null}
                rows={3}
                isOptional
                isCode
                value={draft.extra}
                onChange={(extra) => change({ extra })}
              />
              <Tick
                label={text.sign.withoutExpiry}
                isOn={draft.withoutExpiry}
                onChange={(withoutExpiry) => change({ withoutExpiry })}
              />
              {draft.withoutExpiry && <Notice tone="unsure" title={text.sign.withoutExpiryWarning} />}
            </>
          )}
          <Field
            label={text.sign.life}
            hint={text.sign.lifeHint(policy.maxTokenLifeSeconds)}
            problem={isTooLong ? text.sign.lifeTooLong(policy.maxTokenLifeSeconds) : null}
            type="number"
            value={draft.life}
            onChange={(life) => change({ life })}
          />
          <Columns>
            <Field
              label={text.sign.requester}
              hint={text.sign.requesterHint}
              isOptional={environment.kind !== 'production'}
              value={draft.requester}
              onChange={(requester) => change({ requester })}
            />
            <Field
              label={text.sign.ticket}
              hint={text.sign.ticketHint}
              isOptional
              value={draft.ticket}
              onChange={(ticket) => change({ ticket })}
            />
          </Columns>
          <Field
            label={text.sign.reason}
            hint={text.sign.reasonHint}
            value={draft.reason}
            onChange={(reason) => change({ reason })}
          />
        </Panel>
        <SignPreviewPanel
          environment={environment}
          request={request}
          isHeld={clock.value?.isTrusted === false}
          isSigning={sign.isRunning}
          signError={sign.error}
        />
      </form>
    </>
  );
}
