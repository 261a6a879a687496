import { UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import type { CeremonyRole } from '../../../shared/model/ceremony-script.ts';
import { Button } from '../../components/button.tsx';
import { Select } from '../../components/select.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { type PersonDraft, PersonFields } from './person-fields.tsx';
import type { ScreenProps } from './run-page.tsx';

const NOBODY: PersonDraft = { name: '', document: '' };

/** Somebody comes in, into a place that nobody has had. */
export function ArriveForm({ view, onView }: ScreenProps) {
  const { ceremonyRun, ceremonies } = useText();
  const arrive = useCommand('ceremony.arrive');
  const [draft, setDraft] = useState(NOBODY);
  const [chosen, setChosen] = useState<CeremonyRole | null>(null);
  const roles = freeRoles(view);
  const role = roles.find((one) => one === chosen) ?? roles[0];
  if (role === undefined) return null;
  const next = 1 + view.people.filter((one) => one.role === 'custodian').length;
  const place = role === 'custodian' ? ceremonies.slot(String(next)) : ceremonies.roles[role];

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (role === undefined) return;
    const arrived = await arrive.run({ id: view.id, person: { role, ...draft } });
    if (!arrived.ok) return;
    onView(arrived.value);
    setDraft(NOBODY);
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        {roles.length > 1 && (
          <Select
            label={`${ceremonyRun.arrive}: ${ceremonyRun.arriveRole}`}
            value={role}
            onChange={(id) => setChosen(roles.find((one) => one === id) ?? null)}
            options={roles.map((id) => ({ id, label: ceremonies.roles[id] }))}
          />
        )}
        <PersonFields title={`${ceremonyRun.arrive}: ${place}`} draft={draft} onChange={setDraft} />
        {arrive.error && <ErrorNotice error={arrive.error} />}
        <Row>
          <Button
            icon={UserPlus}
            type="submit"
            isDisabled={draft.name.trim() === '' || draft.document.trim() === '' || arrive.isRunning}
          >
            {ceremonyRun.arriveAct}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

/** Places that nobody has yet, custodians first while some are missing. */
function freeRoles({ people, custodiansNeeded }: CeremonyView): readonly CeremonyRole[] {
  const custodians = people.filter(({ role }) => role === 'custodian').length;
  const single = (['administrator', 'witness', 'auditor'] as const).filter(
    (role) => !people.some((one) => one.role === role),
  );
  return custodiansNeeded !== null && custodians < custodiansNeeded ? ['custodian', ...single] : single;
}
