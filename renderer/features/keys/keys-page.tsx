import { KeyRound, Plus } from 'lucide-react';
import type { Key } from '../../../shared/model/key.ts';
import type { Registration } from '../../../shared/model/registration.ts';
import { LinkButton } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Panel } from '../../components/page.tsx';
import { KeyStatus, RegistrationStatus } from '../../components/status.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { formatDay } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './keys.module.css';

/** Every key of this home, by its public facts. */
export function KeysPage() {
  const text = useText();
  const keys = useQuery('key.list', {});
  const registrations = useQuery('registration.list', {});
  const create = (
    <LinkButton look="primary" icon={Plus} href={address('keys', 'new')}>
      {text.keys.newKey}
    </LinkButton>
  );
  return (
    <Page title={text.keys.title} lead={text.keys.lead} actions={keys.value?.length ? create : null}>
      <Loaded query={keys}>
        {(list) =>
          list.length === 0 ? (
            <Panel>
              <EmptyState icon={KeyRound} title={text.keys.emptyTitle} actions={create}>
                {text.keys.emptyBody}
              </EmptyState>
            </Panel>
          ) : (
            <Panel title={text.keys.count(list.length)} isFlush>
              <KeyTable keys={list} registrations={registrations.value ?? []} />
            </Panel>
          )
        }
      </Loaded>
    </Page>
  );
}

interface TableProps {
  readonly keys: readonly Key[];
  readonly registrations: readonly Registration[];
}

function KeyTable({ keys, registrations }: TableProps) {
  const text = useText();
  const language = useLanguage();
  const { environments } = useApp();
  const columns: readonly Column<Key>[] = [
    {
      id: 'key',
      label: text.keys.columnKey,
      cell: (key) => (
        <a className={css.name} href={address('keys', 'show', key.kid)}>
          {key.label && <strong>{key.label}</strong>}
          <code>{key.kid}</code>
        </a>
      ),
    },
    { id: 'state', label: text.keys.columnState, cell: (key) => <KeyStatus state={key.state} /> },
    {
      id: 'alg',
      label: text.keys.columnAlg,
      cell: (key) => <span className={css.whole}>{[key.alg, key.bits].filter(Boolean).join(' · ')}</span>,
    },
    {
      id: 'environment',
      label: text.keys.columnEnvironment,
      cell: (key) => {
        const environment = environments.find(({ name }) => name === key.env);
        return environment ? <EnvironmentBadge environment={environment} /> : (key.env ?? text.common.none);
      },
    },
    {
      id: 'registration',
      label: text.keys.columnRegistration,
      cell: (key) => (
        <RegistrationStatus
          state={registrations.find((one) => one.kid === key.kid && one.env === key.env)?.state ?? null}
        />
      ),
    },
    {
      id: 'expires',
      label: text.keys.columnExpires,
      cell: (key) => (
        <span className={css.whole}>{key.expiresAt ? formatDay(key.expiresAt, language) : text.keys.never}</span>
      ),
    },
  ];
  return <DataTable label={text.keys.title} columns={columns} rows={keys} rowId={(key) => key.kid} />;
}
