import { type ReactNode, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Reconciliation } from '../../../shared/model/reconciliation.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Fold } from '../../components/fold.tsx';
import { Instant } from '../../components/time.tsx';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';
import { AdoptDialog } from './adopt-dialog.tsx';
import { DcmContact } from './dcm-contact.tsx';
import css from './reconcile.module.css';
import { RegisterAgainDialog } from './register-again-dialog.tsx';

type Entry = Reconciliation['extra'][number];

interface Props {
  readonly report: Reconciliation;
  readonly environment: Environment;
}

/** What a comparison found, the worst first; what is as it should be is folded away. */
export function ReconcileFindings({ report, environment }: Props) {
  const { dcm, common, keys } = useText();
  const [adopting, setAdopting] = useState<Entry | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const strangers = report.extra.filter(({ adopted }) => adopted === null);
  const adopted = report.extra.filter((one) => one.adopted !== null);
  const forgotten = report.missing.filter(({ guid }) => guid !== null);
  const unregistered = report.missing.filter(({ guid }) => guid === null);
  const kid = {
    id: 'kid',
    label: dcm.columnKey,
    cell: (row: { readonly kid: string | null }) => <code>{row.kid ?? common.unknown}</code>,
  };
  const ourKid = {
    id: 'kid',
    label: dcm.columnKey,
    cell: (row: { readonly kid: string }) => (
      <a href={address('keys', 'show', row.kid)}>
        <code>{row.kid}</code>
      </a>
    ),
  };
  const guid = {
    id: 'guid',
    label: dcm.columnGuid,
    cell: (row: { readonly guid: string | null }) => <code>{row.guid ?? common.unknown}</code>,
  };
  const fingerprint = <T extends { readonly thumbprint: string | null }>(label: string): Column<T> => ({
    id: 'fingerprint',
    label,
    cell: ({ thumbprint }) => (thumbprint === null ? dcm.unreadable : <Short value={thumbprint} />),
  });
  const register: Column<{ readonly kid: string }> = {
    id: 'act',
    label: dcm.columnAct,
    cell: (row) => <LinkButton href={address('keys', 'register', row.kid)}>{dcm.register}</LinkButton>,
  };
  return (
    <>
      {strangers.length > 0 && (
        <Finding title={dcm.extraTitle} body={dcm.extraBody} isAlarm>
          <DataTable
            label={dcm.extraTitle}
            rows={strangers}
            rowId={(row) => row.guid}
            columns={[
              kid,
              guid,
              fingerprint(dcm.columnFingerprint),
              {
                id: 'act',
                label: dcm.columnAct,
                // Where nobody can read the key, nobody can answer for it.
                cell: (row) =>
                  row.thumbprint !== null && (
                    <Button label={dcm.adoptOf(row.guid)} onPress={() => setAdopting(row)}>
                      {dcm.adopt}
                    </Button>
                  ),
              },
            ]}
          />
        </Finding>
      )}
      {report.changed.length > 0 && (
        <Finding title={dcm.changedTitle} body={dcm.changedBody} isAlarm>
          <DataTable
            label={dcm.changedTitle}
            rows={report.changed}
            rowId={(row) => `${row.guid}/${row.kid}`}
            columns={[
              ourKid,
              guid,
              {
                id: 'expected',
                label: dcm.columnExpected,
                cell: ({ expectedThumbprint }) => <Short value={expectedThumbprint} />,
              },
              fingerprint(dcm.columnFound),
            ]}
          />
        </Finding>
      )}
      {(strangers.length > 0 || report.changed.length > 0) && <DcmContact environment={environment} kid={null} />}
      {report.duplicateKids.length > 0 && (
        <Finding title={dcm.duplicateTitle} body={dcm.duplicateBody}>
          <ul className={css.kids}>
            {report.duplicateKids.map((one) => (
              <li key={one}>
                <code>{one}</code>
              </li>
            ))}
          </ul>
        </Finding>
      )}
      {forgotten.length > 0 && (
        <Finding title={dcm.missingTitle} body={dcm.missingBody}>
          <DataTable
            label={dcm.missingTitle}
            rows={forgotten}
            rowId={(row) => row.kid}
            columns={[
              ourKid,
              guid,
              {
                id: 'act',
                label: dcm.columnAct,
                cell: (row) => (
                  <Button label={dcm.againOf(row.kid)} onPress={() => setSending(row.kid)}>
                    {dcm.again}
                  </Button>
                ),
              },
            ]}
          />
        </Finding>
      )}
      {unregistered.length > 0 && (
        <Finding title={dcm.unregisteredTitle} body={dcm.unregisteredBody}>
          <DataTable
            label={dcm.unregisteredTitle}
            rows={unregistered}
            rowId={(row) => row.kid}
            columns={[ourKid, register]}
          />
        </Finding>
      )}
      {adopted.length > 0 && (
        <Fold title={dcm.adoptedTitle} note={keys.count(adopted.length)}>
          <DataTable
            label={dcm.adoptedTitle}
            rows={adopted}
            rowId={(row) => row.guid}
            columns={[
              kid,
              guid,
              { id: 'owner', label: dcm.columnOwner, cell: (row) => row.adopted?.owner },
              { id: 'reason', label: dcm.columnReason, cell: (row) => row.adopted?.reason },
              { id: 'since', label: dcm.columnSince, cell: (row) => row.adopted && <Instant iso={row.adopted.at} /> },
            ]}
          />
        </Fold>
      )}
      {report.matched.length > 0 && (
        <Fold title={dcm.matchedTitle} note={keys.count(report.matched.length)}>
          <DataTable
            label={dcm.matchedTitle}
            rows={report.matched}
            rowId={(row) => row.guid}
            columns={[ourKid, guid, fingerprint(dcm.columnFingerprint)]}
          />
        </Fold>
      )}
      {sending !== null && (
        <RegisterAgainDialog environment={environment} kid={sending} onClose={() => setSending(null)} />
      )}
      {adopting !== null && (
        <AdoptDialog environment={environment} entry={adopting} onClose={() => setAdopting(null)} />
      )}
    </>
  );
}

interface FindingProps {
  readonly title: string;
  readonly body: string;
  readonly isAlarm?: boolean;
  readonly children: ReactNode;
}

function Finding({ title, body, isAlarm = false, children }: FindingProps) {
  return (
    <section className={isAlarm ? css.alarm : css.finding}>
      <h3>{title}</h3>
      <p>{body}</p>
      {children}
    </section>
  );
}

/** The beginning of a thumbprint: enough to see that two differ. */
function Short({ value }: { readonly value: string }) {
  return <code title={value}>{value.slice(0, 12)}…</code>;
}
