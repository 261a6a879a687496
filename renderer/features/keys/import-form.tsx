import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { Examined } from '../../../shared/model/examined.ts';
import type { Flow } from '../../../shared/model/flow.ts';
import type { HeldBy, SignatureAlgorithm } from '../../../shared/model/key.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { CustodyDialog } from '../../components/custody-dialog.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Choice, Field, Tick } from '../../components/field.tsx';
import { Fold } from '../../components/fold.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Columns, Row } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import type { PickedFile } from '../../ipc/hand-over.ts';
import { address } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { FlowTicks } from './flow-ticks.tsx';
import css from './keys.module.css';

const HOLDERS: readonly HeldBy[] = ['hsm', 'back-end', 'colleague', 'other'];
const PUBLIC_ONLY: readonly Examined['kind'][] = ['public-jwk', 'public-key', 'certificate'];
const SEALED: readonly Examined['kind'][] = ['encrypted-private-key', 'pkcs12'];

interface Props {
  readonly file: PickedFile;
  readonly examined: Examined;
  readonly onImported: (imported: Output<'key.import'>) => void;
}

/** What the key is for. The passphrase leaves this page with the first press, whatever comes of it. */
export function ImportForm({ file, examined, onImported }: Props) {
  const text = useText();
  const { state, environments, environment, chooseEnvironment } = useApp();
  const load = useCommand('key.import');
  const [passphrase, setPassphrase] = useState('');
  const [label, setLabel] = useState('');
  const [owner, setOwner] = useState('');
  const [purpose, setPurpose] = useState('');
  const [kid, setKid] = useState('');
  const [expires, setExpires] = useState('');
  const [alg, setAlg] = useState<SignatureAlgorithm | null>(null);
  const [flows, setFlows] = useState<readonly Flow[]>([]);
  const [heldBy, setHeldBy] = useState<HeldBy>('hsm');
  const [isDraft, setIsDraft] = useState(false);
  const [isChoosing, setIsChoosing] = useState(false);
  const isPublic = PUBLIC_ONLY.includes(examined.kind);
  const isSealed = SEALED.includes(examined.kind);
  const isReady = examined.kind !== 'encrypted-private-key' || passphrase !== '';

  async function run() {
    setIsChoosing(false);
    setPassphrase('');
    const result = await load.run({
      file: file.id,
      passphrase: isSealed ? passphrase : null,
      kid: orNull(kid),
      alg,
      label: orNull(label),
      env: environment?.name ?? null,
      expiresAt: expires === '' ? null : `${expires}T00:00:00.000Z`,
      isDraft,
      heldBy: isPublic ? heldBy : null,
      owner: orNull(owner),
      purpose: orNull(purpose),
      flows: flows.length === 0 ? null : [...flows],
    });
    if (result.ok) onImported(result.value);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady || load.isRunning) return;
    // Where keys are kept is never decided in silence; a public half is kept in no keychain.
    if (state.keychain.status === 'not-chosen' && !isPublic) setIsChoosing(true);
    else void run();
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
  return (
    <form className={css.form} onSubmit={submit} aria-label={text.keyImport.stepKey}>
      {isPublic && (
        <Notice tone="calm" title={text.keyImport.publicOnly}>
          <p>{text.keyImport.publicOnlyBody}</p>
        </Notice>
      )}
      {isSealed && (
        <Field
          label={text.keyImport.passphrase}
          hint={
            examined.kind === 'pkcs12'
              ? `${text.keyImport.passphraseHint} ${text.keyImport.passphraseMaybe}`
              : text.keyImport.passphraseHint
          }
          type="password"
          value={passphrase}
          onChange={setPassphrase}
        />
      )}
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
      <Columns>
        <Field label={text.keys.label} hint={text.keys.labelHint} value={label} onChange={setLabel} isOptional />
        <Field
          label={text.keyImport.owner}
          hint={text.keyImport.ownerHint}
          value={owner}
          onChange={setOwner}
          isOptional
        />
      </Columns>
      <Columns>
        <Field label={text.keyImport.purpose} value={purpose} onChange={setPurpose} isOptional />
        <Field
          label={text.keys.expires}
          hint={text.keys.expiresHint}
          type="date"
          value={expires}
          onChange={setExpires}
          isOptional
        />
      </Columns>
      {isPublic ? (
        <Choice
          legend={text.keyImport.heldBy}
          value={heldBy}
          onChange={setHeldBy}
          options={HOLDERS.map((id) => ({ id, label: text.keyImport.holders[id] }))}
        />
      ) : (
        <FlowTicks value={flows} onChange={setFlows} />
      )}
      {!isPublic && <Tick label={text.keyImport.draft} isOn={isDraft} onChange={setIsDraft} />}
      <Fold title={text.keyImport.more} isOpen={load.error?.code === 'KID_TAKEN' || load.error?.code === 'KID_INVALID'}>
        <Columns>
          <Field label={text.keys.kid} hint={text.keys.kidHint} value={kid} onChange={setKid} isOptional isCode />
          <Select
            label={text.keys.algorithm}
            value={alg ?? ''}
            onChange={(next) => setAlg(state.policy.algorithms.find((one) => one === next) ?? null)}
            options={[
              { id: '', label: text.keyImport.asFileSays },
              ...state.policy.algorithms.map((one) => ({ id: one, label: one })),
            ]}
          />
        </Columns>
      </Fold>
      {load.error && <ErrorNotice error={load.error} />}
      <Row>
        <EnvironmentBadge environment={environment} />
        <Button look="primary" type="submit" isDisabled={!isReady || load.isRunning}>
          {load.isRunning ? text.keyImport.importing : text.keyImport.import}
        </Button>
      </Row>
      {isChoosing && <CustodyDialog onClose={() => setIsChoosing(false)} onChosen={() => void run()} />}
    </form>
  );
}

function orNull(value: string): string | null {
  return value.trim() === '' ? null : value.trim();
}
