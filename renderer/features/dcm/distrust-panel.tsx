import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Distrust } from '../../../shared/model/sighting.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Fold } from '../../components/fold.tsx';
import { Panel } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './archive.module.css';
import { DcmKid } from './dcm-kid.tsx';
import { LiftDialog } from './lift-dialog.tsx';

/** The keys of this DCM that are not trusted, and on whose word; then those that were. Not shown while there is none. */
export function DistrustPanel({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const distrusted = useQuery('distrust.list', {});
  const [lifting, setLifting] = useState<string | null>(null);
  const here = distrusted.value?.filter(({ env }) => env === environment.name) ?? [];
  if (here.length === 0) return null;
  const [standing, lifted] = [here.filter((one) => one.lifted === null), here.filter((one) => one.lifted !== null)];
  const facts: readonly Column<Distrust>[] = [
    { id: 'kid', label: text.archive.distrustKid, cell: ({ env, kid }) => <DcmKid env={env} kid={kid} /> },
    {
      id: 'times',
      label: text.archive.distrustTimes,
      cell: ({ since, notedAt }) => (
        <dl className={css.seen}>
          <dt>{text.archive.distrustSince}</dt>
          <dd>
            <Instant iso={since} />
          </dd>
          <dt>{text.archive.distrustNoted}</dt>
          <dd>
            <Instant iso={notedAt} />
          </dd>
        </dl>
      ),
    },
    { id: 'by', label: text.archive.distrustBy, cell: (one) => <Said {...one} /> },
  ];
  const lift: Column<Distrust> = {
    id: 'lift',
    label: text.archive.lift,
    isNarrow: true,
    cell: ({ kid }) => (
      <Button look="quiet" icon={ShieldCheck} label={text.archive.liftOf(kid)} onPress={() => setLifting(kid)} />
    ),
  };
  const liftedAt: Column<Distrust> = {
    id: 'lifted',
    label: text.archive.liftedAt,
    cell: ({ lifted: said }) =>
      said && (
        <div className={css.lines}>
          <Instant iso={said.at} />
          <Said {...said} />
        </div>
      ),
  };
  return (
    <Panel title={text.archive.distrustList} lead={text.archive.distrustListLead} isFlush={lifted.length === 0}>
      {standing.length > 0 && (
        <DataTable
          label={text.archive.distrustList}
          rows={standing}
          rowId={({ kid }) => kid}
          columns={[...facts, lift]}
        />
      )}
      {lifted.length > 0 && (
        <Fold title={text.archive.lifted(lifted.length)} isOpen={standing.length === 0}>
          <DataTable
            label={text.archive.lifted(lifted.length)}
            rows={lifted}
            rowId={({ kid }) => kid}
            columns={[...facts, liftedAt]}
          />
        </Fold>
      )}
      {lifting !== null && <LiftDialog environment={environment} kid={lifting} onClose={() => setLifting(null)} />}
    </Panel>
  );
}

/** What was said, by whom, and how it was checked. */
function Said({ reason, caller, callBack }: Pick<Distrust, 'reason' | 'caller' | 'callBack'>) {
  const { common } = useText();
  return (
    <div className={css.lines}>
      <span>{reason}</span>
      <span>{caller ?? common.unknown}</span>
      <span className={css.soft}>{callBack ?? common.unknown}</span>
    </div>
  );
}
