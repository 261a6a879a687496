import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { CeremonyRole } from '../../../shared/model/ceremony-script.ts';
import { Button } from '../../components/button.tsx';
import { Choice, Tick } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Panel, Row, Stack } from '../../components/page.tsx';
import { go } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { PersonFields, type PersonDraft } from './person-fields.tsx';

const NOBODY: PersonDraft = { name: '', document: '' };
const PLACES = ['administrator', 'witness', 'auditor'] as const satisfies readonly CeremonyRole[];

/** Rehearsal or real, who is here, and the beginning. */
export function BeginForm({ script }: { readonly script: Output<'ceremony.script'> }) {
  const { ceremonies } = useText();
  const start = useCommand('ceremony.start');
  const [kind, setKind] = useState<'rehearsal' | 'real'>('rehearsal');
  const [hasAuditor, setHasAuditor] = useState(false);
  const [drafts, setDrafts] = useState<Readonly<Record<(typeof PLACES)[number], PersonDraft>>>({
    administrator: NOBODY,
    witness: NOBODY,
    auditor: NOBODY,
  });
  const places = PLACES.filter((role) => role !== 'auditor' || hasAuditor);
  const names = places.map((role) => drafts[role].name.trim().toLowerCase()).filter(Boolean);
  const isTwice = new Set(names).size < names.length;
  const isWhole = places.every((role) => drafts[role].name.trim() !== '' && drafts[role].document.trim() !== '');

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isWhole || isTwice) return;
    const people = places.map((role) => ({ role, ...drafts[role] }));
    const begun = await start.run({ script: script.text, isRehearsal: kind === 'rehearsal', people });
    if (begun.ok) go('ceremonies', 'run', begun.value.id);
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Panel title={ceremonies.beginTitle}>
        <Stack>
          <Choice
            legend={ceremonies.kind}
            value={kind}
            onChange={setKind}
            options={[
              { id: 'rehearsal', label: ceremonies.rehearsalOption, hint: ceremonies.rehearsalHint },
              { id: 'real', label: ceremonies.realOption, hint: ceremonies.realHint },
            ]}
          />
          <h3>{ceremonies.people}</h3>
          <p>{ceremonies.peopleLead}</p>
          {places.map((role) => (
            <PersonFields
              key={role}
              title={ceremonies.roles[role]}
              draft={drafts[role]}
              onChange={(draft) => setDrafts({ ...drafts, [role]: draft })}
            />
          ))}
          <Tick label={ceremonies.withAuditor} isOn={hasAuditor} onChange={setHasAuditor} />
          {isTwice && <Notice tone="unsure" title={ceremonies.sameName} isLive />}
          {start.error && <ErrorNotice error={start.error} />}
          <Row>
            <Button look="primary" type="submit" isDisabled={!isWhole || isTwice || start.isRunning}>
              {kind === 'rehearsal' ? ceremonies.beginRehearsal : ceremonies.begin}
            </Button>
          </Row>
        </Stack>
      </Panel>
    </form>
  );
}
