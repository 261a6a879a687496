import { Ban, CircleCheck, CircleDot, FileSearch } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Panel } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useText } from '../../text/text.ts';
import css from './archive.module.css';
import type { ArchivedSet } from './archived-sets.ts';
import { DcmKid } from './dcm-kid.tsx';

const LOOKS = {
  newest: ['good', CircleCheck],
  kept: ['calm', CircleDot],
  refused: ['bad', Ban],
} as const;

interface Props {
  readonly sets: readonly ArchivedSet[];
  readonly onOpen: (set: ArchivedSet) => void;
}

/** A DCM that writes its set anew at each look would fill the page. */
const SHOWN_FIRST = 20;

/** Every set that was seen, newest first; a refused one says so in words. */
export function SetsPanel({ sets, onOpen }: Props) {
  const text = useText();
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? sets : sets.slice(0, SHOWN_FIRST);
  const columns: readonly Column<ArchivedSet>[] = [
    {
      id: 'set',
      label: text.archive.set,
      cell: ({ snapshot, standing }) => {
        const [tone, icon] = LOOKS[standing];
        return (
          <div className={css.lines}>
            <strong>{text.archive.setName(snapshot.id)}</strong>
            <Status tone={tone} icon={icon}>
              {text.archive.standing[standing]}
            </Status>
            <Digest name={text.dcm.columnDigest} value={snapshot.sha256} />
          </div>
        );
      },
    },
    {
      id: 'seen',
      label: text.archive.keySeen,
      cell: ({ firstAt, lastAt }) => (
        <dl className={css.seen}>
          <dt>{text.archive.keyFrom}</dt>
          <dd>
            <Instant iso={firstAt} />
          </dd>
          <dt>{text.archive.keyTo}</dt>
          <dd>
            <Instant iso={lastAt} />
          </dd>
        </dl>
      ),
    },
    {
      id: 'keys',
      label: text.archive.setKeys,
      cell: ({ snapshot }) => (
        <div className={css.kids}>
          {text.dcm.kids(snapshot.kids.length)}
          {snapshot.kids.map((kid) => (
            <DcmKid key={kid} env={snapshot.env} kid={kid} />
          ))}
        </div>
      ),
    },
    {
      id: 'source',
      label: text.archive.setTrust,
      cell: ({ snapshot, looks }) => (
        <div className={css.lines}>
          {text.terms.trust[snapshot.trust]}
          {snapshot.trust !== 'fetched' && <code className={css.soft}>{snapshot.source}</code>}
          {looks[0]?.certificateSha256 && (
            <Digest name={text.archive.setCertificate} value={looks[0].certificateSha256} />
          )}
        </div>
      ),
    },
    {
      id: 'open',
      label: text.archive.setEvidence,
      isNarrow: true,
      cell: (set) => (
        <Button
          look="quiet"
          icon={FileSearch}
          label={text.archive.setOpen(set.snapshot.id)}
          onPress={() => onOpen(set)}
        />
      ),
    },
  ];
  return (
    <Panel title={text.archive.sets} lead={text.archive.setsLead} isFlush>
      <DataTable
        label={text.archive.sets}
        rows={shown}
        rowId={({ snapshot }) => String(snapshot.id)}
        columns={columns}
      />
      {shown.length < sets.length && (
        <div className={css.more}>
          <Button onPress={() => setIsWhole(true)}>{text.archive.setsAll(sets.length)}</Button>
        </div>
      )}
    </Panel>
  );
}

/** The beginning of a digest; the whole of it stands where the set is opened. */
function Digest({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <span className={css.soft} title={value}>
      {name} <code>{value.slice(0, 12)}…</code>
    </span>
  );
}
