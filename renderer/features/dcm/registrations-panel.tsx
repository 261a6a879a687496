import type { Environment } from '../../../shared/model/environment.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Panel } from '../../components/page.tsx';
import { RegistrationStatus } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './dcm.module.css';

/** Which of our keys this DCM knows, as far as we know. */
export function RegistrationsPanel({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const registrations = useQuery('registration.list', {});
  return (
    <Panel title={text.dcm.registrations} isFlush>
      <Loaded query={registrations}>
        {(list) => {
          const here = list.filter(({ env }) => env === environment.name);
          if (here.length === 0) return <p className={css.note}>{text.dcm.registrationsEmpty}</p>;
          return (
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
              ]}
            />
          );
        }}
      </Loaded>
    </Panel>
  );
}
