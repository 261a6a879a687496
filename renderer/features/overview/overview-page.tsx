import { CircleCheck } from 'lucide-react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Facts, Page, Panel } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { formatRelative } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { useNow } from '../../components/use-now.ts';
import { Journey } from './journey.tsx';
import { TodoList } from './todo-list.tsx';
import { Welcome } from './welcome.tsx';

/** What needs the officer, most urgent first; for a new home, the way in. */
export function OverviewPage() {
  const text = useText();
  const { environments } = useApp();
  const overview = useQuery('overview.read', {});
  return (
    <Page title={text.overview.title}>
      {environments.length === 0 && <Welcome />}
      <Loaded query={overview}>
        {(facts) => (
          <>
            {environments.length > 0 && (
              <>
                <Panel title={text.overview.todo} isFlush>
                  {facts.items.length > 0 ? (
                    <TodoList items={facts.items} />
                  ) : (
                    <EmptyState icon={CircleCheck} title={text.overview.allDone}>
                      {text.overview.allDoneBody}
                    </EmptyState>
                  )}
                </Panel>
                <Journey />
                <Glance facts={facts} />
              </>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Glance({ facts }: { readonly facts: Output<'overview.read'> }) {
  const text = useText();
  const language = useLanguage();
  const now = useNow(30_000);
  const { state, environments } = useApp();
  const standbys = useQuery('standby.list', {});
  const names = environments.map(({ name }) => name);
  const { keychain } = state;
  const snapshot = facts.newestSnapshot;
  return (
    <Panel title={text.overview.facts}>
      <Facts
        rows={[
          [text.overview.keys, text.overview.keysActive(facts.activeKeyCount, facts.keyCount)],
          ...(standbys.value === null ? [] : ([[text.overview.standbys, countOf(standbys.value, names)]] as const)),
          [
            text.overview.snapshot,
            snapshot ? formatRelative(snapshot.takenAt, now, language) : text.overview.snapshotNone,
          ],
          [
            text.overview.trail,
            facts.audit.ok
              ? text.overview.trailWhole(facts.audit.events)
              : text.overview.trailBroken(String(facts.audit.brokenAt ?? text.common.unknown)),
          ],
          [
            text.overview.keychain,
            keychain.kind === null
              ? text.terms.keychainStatus[keychain.status]
              : `${text.terms.keychain[keychain.kind]} · ${text.terms.keychainStatus[keychain.status]}`,
          ],
        ]}
      />
    </Panel>
  );
}

/** How many keys stand by in each environment. */
function countOf(standbys: Output<'standby.list'>, names: readonly string[]): string {
  return names.map((name) => `${name}: ${String(standbys.filter(({ env }) => env === name).length)}`).join(' · ');
}
