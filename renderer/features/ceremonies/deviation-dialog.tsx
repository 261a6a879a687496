import { type FormEvent, useState } from 'react';
import type { CeremonyPresence } from '../../../shared/model/ceremony.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field, Tick } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Columns, Stack } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { ScreenProps } from './run-page.tsx';
import { slotName } from './slot-name.ts';

/** What goes otherwise than in the script, confirmed by two people who are in the room. */
export function DeviationDialog({ view, onView, onClose }: ScreenProps & { readonly onClose: () => void }) {
  const { ceremonyRun, common } = useText();
  const deviate = useCommand('ceremony.deviate');
  const here = view.people.filter(({ leftAt }) => leftAt === null);
  const [what, setWhat] = useState('');
  const [slots, setSlots] = useState<readonly [string, string]>([here[0]?.slot ?? '', here[1]?.slot ?? '']);
  const [hasConfirmed, setHasConfirmed] = useState<readonly [boolean, boolean]>([false, false]);
  const isWhole = what.trim() !== '' && slots[0] !== slots[1] && hasConfirmed.every(Boolean);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isWhole) return;
    const done = await deviate.run({ id: view.id, text: what.trim(), confirmedBy: [slots[0], slots[1]] });
    if (!done.ok) return;
    onView(done.value);
    onClose();
  }

  return (
    <Dialog title={ceremonyRun.deviationTitle} onClose={onClose} isWide>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{ceremonyRun.deviationBody}</p>
          <Field label={ceremonyRun.deviationText} value={what} onChange={setWhat} rows={3} />
          <Columns>
            <Confirmation
              label={ceremonyRun.deviationFirst}
              people={here.filter(({ slot }) => slot !== slots[1])}
              slot={slots[0]}
              onSlot={(slot) => {
                setSlots([slot, slots[1]]);
                setHasConfirmed([false, hasConfirmed[1]]);
              }}
              isOn={hasConfirmed[0]}
              onChange={(isOn) => setHasConfirmed([isOn, hasConfirmed[1]])}
            />
            <Confirmation
              label={ceremonyRun.deviationSecond}
              people={here.filter(({ slot }) => slot !== slots[0])}
              slot={slots[1]}
              onSlot={(slot) => {
                setSlots([slots[0], slot]);
                setHasConfirmed([hasConfirmed[0], false]);
              }}
              isOn={hasConfirmed[1]}
              onChange={(isOn) => setHasConfirmed([hasConfirmed[0], isOn])}
            />
          </Columns>
          {deviate.error && <ErrorNotice error={deviate.error} />}
          <DialogActions>
            <Button onPress={onClose}>{common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={!isWhole || deviate.isRunning}>
              {ceremonyRun.record}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}

interface ConfirmationProps {
  readonly label: string;
  readonly people: readonly CeremonyPresence[];
  readonly slot: string;
  readonly onSlot: (slot: string) => void;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Confirmation({ label, people, slot, onSlot, isOn, onChange }: ConfirmationProps) {
  const text = useText();
  const chosen = people.find((one) => one.slot === slot);
  return (
    <Stack>
      <Select
        label={label}
        value={slot}
        onChange={onSlot}
        options={people.map((one) => ({ id: one.slot, label: `${slotName(one.slot, text)} · ${one.name}` }))}
      />
      {chosen && <Tick label={text.ceremonyRun.deviationConfirm(chosen.name)} isOn={isOn} onChange={onChange} />}
    </Stack>
  );
}
