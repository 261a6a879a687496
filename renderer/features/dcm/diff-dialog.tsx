import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Stack } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { formatUtc } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './archive.module.css';
import type { ArchivedSet } from './archived-sets.ts';
import { DiffLines } from './diff-lines.tsx';

/** Which two sets are to be compared. */
export interface Compared {
  readonly from: number;
  readonly to: number;
}

interface Props {
  readonly environment: Environment;
  readonly sets: readonly ArchivedSet[];
  readonly compared: Compared;
  readonly onClose: () => void;
}

/** Any two sets side by side: what came, what went, what is another key under the same name. */
export function DiffDialog({ environment, sets, compared, onClose }: Props) {
  const text = useText();
  const language = useLanguage();
  const [from, setFrom] = useState(compared.from);
  const [to, setTo] = useState(compared.to);
  const diff = useQuery('snapshot.diff', { from, to });
  const kidsOf = (id: number) => sets.find(({ snapshot }) => snapshot.id === id)?.snapshot.kids ?? [];
  const options = sets.map(({ snapshot: { id }, firstAt }) => ({
    id: String(id),
    label: text.archive.diffChoice(id, formatUtc(firstAt, language)),
  }));

  return (
    <Dialog title={text.archive.diffTitle} env={environment.name} onClose={onClose} isWide>
      <Stack>
        <Select
          label={text.archive.diffBefore}
          value={String(from)}
          onChange={(id) => setFrom(Number(id))}
          options={options}
        />
        <Select
          label={text.archive.diffAfter}
          value={String(to)}
          onChange={(id) => setTo(Number(id))}
          options={options}
        />
      </Stack>
      <Loaded query={diff}>
        {(found) => {
          const same = kidsOf(from).filter((kid) => kidsOf(to).includes(kid) && !found.changed.includes(kid));
          return (
            <div role="status" className={css.news}>
              <DiffLines env={environment.name} diff={found} />
              <p>{text.archive.diffSame(same.length)}</p>
            </div>
          );
        }}
      </Loaded>
      <DialogActions>
        <Button onPress={onClose}>{text.common.close}</Button>
      </DialogActions>
    </Dialog>
  );
}
