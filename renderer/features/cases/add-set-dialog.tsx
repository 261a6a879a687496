import { type FormEvent, useState } from 'react';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { formatUtc } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';

interface Props {
  readonly id: string;
  readonly onClose: () => void;
}

/** One of the sets of keys that are stored here, as evidence. */
export function AddSetDialog({ id, onClose }: Props) {
  const text = useText();
  const snapshots = useQuery('snapshot.list', {});
  return (
    <Dialog title={text.cases.addSet} onClose={onClose}>
      <p>{text.cases.addSetBody}</p>
      <Loaded query={snapshots}>
        {([first, ...more]) =>
          first === undefined ? (
            <p>{text.cases.addSetNone}</p>
          ) : (
            <ChooseSet id={id} snapshots={[first, ...more]} onClose={onClose} />
          )
        }
      </Loaded>
    </Dialog>
  );
}

interface ChooseProps extends Props {
  readonly snapshots: readonly [Snapshot, ...Snapshot[]];
}

function ChooseSet({ id, snapshots, onClose }: ChooseProps) {
  const text = useText();
  const language = useLanguage();
  const add = useCommand('case.addSnapshot');
  const [chosen, setChosen] = useState(String(snapshots[0].id));

  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await add.run({ id, snapshot: Number(chosen) });
    if (result.ok) onClose();
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <Select
          label={text.cases.addSetField}
          value={chosen}
          onChange={setChosen}
          options={snapshots.map((one) => ({
            id: String(one.id),
            label: [one.env, formatUtc(one.takenAt, language), one.kids.join(', ')].join(' · '),
          }))}
        />
        {add.error && <ErrorNotice error={add.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={add.isRunning}>
            {text.cases.add}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  );
}
