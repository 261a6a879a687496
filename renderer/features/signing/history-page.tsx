import { Clock, ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { SignedEntry } from '../../../shared/model/signed-entry.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Fold } from '../../components/fold.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Panel, Row } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './signing.module.css';

const AT_ONCE = 50;

/** What was signed here, newest first: claims, digest, who asked and why. */
export function HistoryPage() {
  const text = useText();
  const [before, setBefore] = useState<number | null>(null);
  const history = useQuery('token.history', { before, limit: AT_ONCE });
  return (
    <Page
      title={text.sign.historyTitle}
      lead={text.sign.historyLead}
      actions={<LinkButton href={address('sign')}>{text.sign.historyBack}</LinkButton>}
    >
      <Loaded query={history}>
        {(entries) =>
          entries.length === 0 ? (
            <Panel>
              <EmptyState icon={ScrollText} title={text.sign.historyEmptyTitle}>
                {text.sign.historyEmptyBody}
              </EmptyState>
            </Panel>
          ) : (
            <>
              <Panel isFlush>
                <Entries entries={entries} />
              </Panel>
              <Row>
                {before !== null && <Button onPress={() => setBefore(null)}>{text.audit.newest}</Button>}
                {entries.length === AT_ONCE && (
                  <Button onPress={() => setBefore(entries.at(-1)?.auditSeq ?? null)}>{text.audit.older}</Button>
                )}
              </Row>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Entries({ entries }: { readonly entries: readonly SignedEntry[] }) {
  const text = useText();
  return (
    <DataTable
      label={text.sign.historyTitle}
      rows={entries}
      rowId={({ auditSeq }) => String(auditSeq)}
      columns={[
        {
          id: 'when',
          label: text.sign.columnWhen,
          cell: ({ at, auditSeq }) => (
            <>
              <Instant iso={at} />
              <a href={address('audit', String(auditSeq))}>{text.sign.eventNo(String(auditSeq))}</a>
            </>
          ),
        },
        { id: 'what', label: text.sign.columnWhat, cell: (entry) => <Purpose entry={entry} /> },
        {
          id: 'who',
          label: text.sign.columnWho,
          cell: ({ requester, ticket, reason, by }) => (
            <>
              <strong>{[requester, ticket].filter((one) => one !== null).join(' · ') || '–'}</strong>
              <span className={css.line}>{reason}</span>
              <span className={css.soft}>{text.sign.signedBy(by)}</span>
            </>
          ),
        },
        { id: 'token', label: text.sign.columnToken, cell: (entry) => <TokenFacts entry={entry} /> },
      ]}
    />
  );
}

function Purpose({ entry }: { readonly entry: SignedEntry }) {
  const text = useText();
  const { sub, obj, flow } = entry.claims;
  const names = [sub, obj].filter((value) => typeof value === 'string').join(' → ');
  return (
    <>
      <strong>{entry.purpose === 'probe' ? text.sign.probe : names || entry.profile}</strong>
      {typeof flow === 'string' && <code className={css.line}>{flow}</code>}
      <span className={css.soft}>
        {entry.env}
        {entry.template !== null && ` · ${text.sign.byTemplate(entry.template)}`}
      </span>
    </>
  );
}

function TokenFacts({ entry }: { readonly entry: SignedEntry }) {
  const text = useText();
  const now = useNow(5000);
  const isOver = entry.expiresAt !== null && Date.parse(entry.expiresAt) <= now;
  return (
    <>
      <Status tone={isOver ? 'calm' : 'good'} icon={Clock}>
        {isOver ? text.sign.ranOut : entry.expiresAt === null ? text.sign.noExpiry : text.sign.inForceUntil}
      </Status>
      {!isOver && entry.expiresAt && <Instant iso={entry.expiresAt} />}
      <span className={css.soft}>{entry.kid}</span>
      <Fold title={text.sign.claimsAndDigest}>
        <pre className={css.exact} tabIndex={0} aria-label={text.sign.claimsAndDigest}>
          {JSON.stringify(entry.claims, null, 2)}
          {'\n'}SHA-256 {entry.tokenSha256}
        </pre>
      </Fold>
    </>
  );
}
