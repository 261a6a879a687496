import { UserX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { TrustedMaker } from '../../../shared/model/bundle.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel, Stack } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './archive.module.css';

/** Whose bundles are trusted, in all environments. Not shown while nobody is. */
export function MakersPanel() {
  const text = useText();
  const makers = useQuery('maker.list', {});
  const [ending, setEnding] = useState<TrustedMaker | null>(null);
  const standing = makers.value?.filter(({ ended }) => ended === null) ?? [];
  if (standing.length === 0) return null;
  return (
    <Panel title={text.bundle.makers} lead={text.bundle.makersLead} isFlush>
      <DataTable
        label={text.bundle.makers}
        rows={standing}
        rowId={({ fingerprint }) => fingerprint}
        columns={[
          {
            id: 'maker',
            label: text.bundle.maker,
            cell: ({ name, fingerprint }) => (
              <div className={css.lines}>
                <strong>{name}</strong>
                <code className={css.soft}>{fingerprint}</code>
              </div>
            ),
          },
          { id: 'since', label: text.bundle.makerSince, cell: ({ trustedAt }) => <Instant iso={trustedAt} /> },
          {
            id: 'why',
            label: text.bundle.makerWhy,
            cell: ({ reason, by }) => (
              <div className={css.lines}>
                <span>{reason}</span>
                <span className={css.soft}>{by}</span>
              </div>
            ),
          },
          {
            id: 'end',
            label: text.bundle.makerEnd,
            isNarrow: true,
            cell: (maker) => (
              <Button
                look="quiet"
                icon={UserX}
                label={text.bundle.makerEndOf(maker.name)}
                onPress={() => setEnding(maker)}
              />
            ),
          },
        ]}
      />
      {ending && <EndDialog maker={ending} onClose={() => setEnding(null)} />}
    </Panel>
  );
}

function EndDialog({ maker, onClose }: { readonly maker: TrustedMaker; readonly onClose: () => void }) {
  const text = useText();
  const end = useCommand('maker.end');
  const [reason, setReason] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await end.run({ fingerprint: maker.fingerprint, reason });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.bundle.makerEndOf(maker.name)} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{text.bundle.makerEndBody}</p>
          <Field label={text.bundle.makerEndReason} value={reason} onChange={setReason} />
          {end.error && <ErrorNotice error={end.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="danger" type="submit" isDisabled={reason.trim() === '' || end.isRunning}>
              {text.bundle.makerEnd}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
