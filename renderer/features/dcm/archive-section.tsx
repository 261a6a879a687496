import { Download, FileInput, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { type ArchivedSet, archivedSets, setBefore } from './archived-sets.ts';
import { BundleDialog } from './bundle-dialog.tsx';
import { type Compared, DiffDialog } from './diff-dialog.tsx';
import { DistrustDialog } from './distrust-dialog.tsx';
import { DistrustPanel } from './distrust-panel.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { MakersPanel } from './makers-panel.tsx';
import { PublishedKeys } from './published-keys.tsx';
import { SetDialog } from './set-dialog.tsx';
import { SetsPanel } from './sets-panel.tsx';
import { WatchLine } from './watch-line.tsx';

type Open =
  | { readonly what: 'import' }
  | { readonly what: 'distrust'; readonly kid: string }
  | { readonly what: 'bundle'; readonly id: number }
  | { readonly what: 'set'; readonly set: ArchivedSet }
  | { readonly what: 'diff'; readonly compared: Compared }
  | null;

/** DCM's own keys: when each was published, every set that was seen, and which are stolen. */
export function ArchiveSection({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const env = environment.name;
  const archive = useQuery('archive.read', { env });
  const snapshots = useQuery('snapshot.list', {});
  const look = useCommand('snapshot.fetch');
  const [open, setOpen] = useState<Open>(null);
  const [isFetched, setIsFetched] = useState(false);
  const sets = archivedSets(env, snapshots.value ?? [], archive.value?.sightings ?? []);
  const onClose = () => setOpen(null);

  async function onFetch() {
    setIsFetched(false);
    setIsFetched((await look.run({ env })).ok);
  }
  function compareWithBefore(set: ArchivedSet) {
    const before = setBefore(sets, set);
    if (before === null) return {};
    const compared = { from: before.snapshot.id, to: set.snapshot.id };
    return { onCompare: () => setOpen({ what: 'diff', compared }) };
  }

  return (
    <>
      <Panel
        title={text.dcm.snapshots}
        lead={text.dcm.snapshotsLead}
        actions={
          <>
            <Button icon={ShieldAlert} onPress={() => setOpen({ what: 'distrust', kid: '' })}>
              {text.archive.stolen}
            </Button>
            <Button icon={FileInput} onPress={() => setOpen({ what: 'import' })}>
              {text.dcm.import}
            </Button>
            <Button look="primary" icon={Download} isDisabled={look.isRunning} onPress={() => void onFetch()}>
              {look.isRunning ? text.dcm.fetching : text.dcm.fetch}
            </Button>
          </>
        }
      >
        {look.error && <ErrorNotice error={look.error} env={env} onRetry={() => void onFetch()} />}
        {isFetched && <Notice tone="good" title={text.archive.fetched} isLive />}
        <Loaded query={archive}>
          {(read) => (
            <>
              <WatchLine archive={read} />
              {read.keys.length === 0 ? (
                <p>{text.dcm.snapshotsEmpty}</p>
              ) : (
                <PublishedKeys env={env} archive={read} onDistrust={(kid) => setOpen({ what: 'distrust', kid })} />
              )}
            </>
          )}
        </Loaded>
      </Panel>
      <DistrustPanel environment={environment} />
      {sets.length > 0 && <SetsPanel sets={sets} onOpen={(set) => setOpen({ what: 'set', set })} />}
      <MakersPanel />
      {open?.what === 'bundle' && <BundleDialog environment={environment} id={open.id} onClose={onClose} />}
      {open?.what === 'import' && <ImportDialog environment={environment} onClose={onClose} />}
      {open?.what === 'distrust' && (
        <DistrustDialog
          environment={environment}
          kid={open.kid}
          seen={archive.value?.keys.map(({ kid }) => kid) ?? null}
          onClose={onClose}
        />
      )}
      {open?.what === 'set' && (
        <SetDialog
          environment={environment}
          set={open.set}
          onClose={onClose}
          onBundle={() => setOpen({ what: 'bundle', id: open.set.snapshot.id })}
          {...compareWithBefore(open.set)}
        />
      )}
      {open?.what === 'diff' && (
        <DiffDialog environment={environment} sets={sets} compared={open.compared} onClose={onClose} />
      )}
    </>
  );
}
