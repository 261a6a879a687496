import { FileClock, Replace } from 'lucide-react';
import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Key } from '../../../shared/model/key.ts';
import type { Registration } from '../../../shared/model/registration.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Panel } from '../../components/page.tsx';
import { RegistrationStatus } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './dcm.module.css';
import { EvidenceDialog } from './evidence-dialog.tsx';
import { UpdateDialog } from './update-dialog.tsx';

/** Which of our keys this DCM knows, as far as we know, and by which evidence. */
export function RegistrationsPanel({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const env = environment.name;
  const registrations = useQuery('registration.list', {});
  const keys = useQuery('key.list', {});
  const compared = useQuery('reconciliation.read', { env });
  const [evidenceOf, setEvidenceOf] = useState<string | null>(null);
  const [isUpdating, setIsUpdating] = useState(false);
  const here = registrations.value?.filter((one) => one.env === env) ?? [];
  const adopted = compared.value?.extra.filter((one) => one.adopted !== null) ?? [];
  const entries = [...new Map([...adopted, ...here.flatMap(entryOf)].map((one) => [one.guid, one])).values()];
  return (
    <Panel
      title={text.dcm.registrations}
      isFlush
      actions={
        entries.length > 0 && (
          <Button icon={Replace} onPress={() => setIsUpdating(true)}>
            {text.dcm.updateOpen}
          </Button>
        )
      }
    >
      <Loaded query={registrations}>
        {() =>
          here.length === 0 ? (
            <p className={css.note}>{text.dcm.registrationsEmpty}</p>
          ) : (
            <DataTable
              label={text.dcm.registrations}
              rows={here}
              rowId={({ kid }) => kid}
              columns={[
                {
                  id: 'key',
                  label: text.dcm.columnKey,
                  cell: ({ kid }) => (
                    <a href={address('keys', 'show', kid)}>
                      <code>{kid}</code>
                    </a>
                  ),
                },
                { id: 'state', label: text.dcm.columnState, cell: ({ state }) => <RegistrationStatus state={state} /> },
                {
                  id: 'guid',
                  label: text.dcm.columnGuid,
                  cell: ({ guid }) => <code>{guid ?? text.common.unknown}</code>,
                },
                { id: 'updated', label: text.dcm.columnUpdated, cell: ({ updatedAt }) => <Instant iso={updatedAt} /> },
                {
                  id: 'evidence',
                  label: text.dcm.evidence,
                  isNarrow: true,
                  cell: ({ kid }) => (
                    <Button
                      look="quiet"
                      icon={FileClock}
                      label={text.dcm.evidenceOf(kid)}
                      onPress={() => setEvidenceOf(kid)}
                    />
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {evidenceOf !== null && (
        <EvidenceDialog environment={environment} kid={evidenceOf} onClose={() => setEvidenceOf(null)} />
      )}
      {isUpdating && (
        <UpdateDialog
          environment={environment}
          entries={entries}
          keys={mayTakeAPlace(keys.value ?? [], here, env)}
          onClose={() => setIsUpdating(false)}
        />
      )}
    </Panel>
  );
}

function entryOf({ guid, kid, state }: Registration) {
  return guid === null || state === 'replaced' ? [] : [{ guid, kid }];
}

/** Keys of this environment that stand in no entry of their own. */
function mayTakeAPlace(keys: readonly Key[], here: readonly Registration[], env: string): readonly Key[] {
  const listed = new Set(here.flatMap((one) => (entryOf(one).length > 0 ? [one.kid] : [])));
  return keys.filter(
    (key) => key.env === env && (key.state === 'draft' || key.state === 'active') && !listed.has(key.kid),
  );
}
