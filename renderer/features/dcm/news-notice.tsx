import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './archive.module.css';
import { archivedSets } from './archived-sets.ts';
import { type Compared, DiffDialog } from './diff-dialog.tsx';
import { DiffLines } from './diff-lines.tsx';
import { ContactCard } from '../../components/contact-card.tsx';

/** Changes of DCM's keys that nobody has looked at yet. They stay until an officer says that he has seen them. */
export function NewsNotice({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const env = environment.name;
  const archive = useQuery('archive.read', { env });
  const snapshots = useQuery('snapshot.list', {});
  const access = useQuery('access.read', { env });
  const acknowledge = useCommand('archive.acknowledge');
  const [compared, setCompared] = useState<Compared | null>(null);
  const contact = access.value?.contact ?? null;
  const news = archive.value?.news ?? [];
  const [newest, oldest] = [news[0], news.at(-1)];
  if (newest === undefined || oldest === undefined) return null;
  return (
    <Notice tone="unsure" title={text.archive.news} isLive>
      <div className={css.news}>
        {news.map(({ at, toSnapshot, diff }) => (
          <div key={`${at}/${String(toSnapshot)}`} className={css.lines}>
            <Instant iso={at} isRelative />
            <DiffLines env={env} diff={diff} />
          </div>
        ))}
        <p>{text.archive.newsNext}</p>
        {contact && <ContactCard contact={contact} />}
        {acknowledge.error && <ErrorNotice error={acknowledge.error} />}
        <Row>
          <Button onPress={() => setCompared({ from: oldest.fromSnapshot, to: newest.toSnapshot })}>
            {text.archive.newsCompare}
          </Button>
          <Button look="primary" isDisabled={acknowledge.isRunning} onPress={() => void acknowledge.run({ env })}>
            {text.archive.newsSeen}
          </Button>
        </Row>
      </div>
      {compared && (
        <DiffDialog
          environment={environment}
          sets={archivedSets(env, snapshots.value ?? [], archive.value?.sightings ?? [])}
          compared={compared}
          onClose={() => setCompared(null)}
        />
      )}
    </Notice>
  );
}
