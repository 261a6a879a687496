import { useState } from 'react';
import type { CeremonyPresence } from '../../../shared/model/ceremony.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { ArriveForm } from './arrive-form.tsx';
import { LeaveForm } from './leave-form.tsx';
import { PeopleList } from './people-list.tsx';
import { ReplaceForm } from './replace-form.tsx';
import type { ScreenProps } from './run-page.tsx';

interface Act {
  readonly does: 'leave' | 'replace';
  readonly person: CeremonyPresence;
}

/** Who is in the room; coming, leaving and taking a place are entries of the transcript. */
export function PeopleDialog({ onClose, ...screen }: ScreenProps & { readonly onClose: () => void }) {
  const { view, onView } = screen;
  const { ceremonyRun } = useText();
  const comeBack = useCommand('ceremony.comeBack');
  const [act, setAct] = useState<Act | null>(null);

  async function onBack(slot: string) {
    const back = await comeBack.run({ id: view.id, slot });
    if (back.ok) onView(back.value);
  }

  if (act !== null) {
    const Form = act.does === 'leave' ? LeaveForm : ReplaceForm;
    const title = act.does === 'leave' ? ceremonyRun.leaveTitle : ceremonyRun.replaceTitle;
    return (
      <Dialog key={act.does} title={title(act.person.name)} onClose={onClose}>
        <Form {...screen} slot={act.person.slot} onClose={() => setAct(null)} />
      </Dialog>
    );
  }
  return (
    <Dialog title={ceremonyRun.peopleTitle} onClose={onClose} isWide>
      <Stack>
        <PeopleList
          people={view.people}
          acts={(person) => (
            <>
              {person.leftAt === null ? (
                <Button onPress={() => setAct({ does: 'leave', person })}>{ceremonyRun.leave}</Button>
              ) : (
                <Button onPress={() => void onBack(person.slot)}>{ceremonyRun.comeBack}</Button>
              )}
              <Button onPress={() => setAct({ does: 'replace', person })}>{ceremonyRun.replace}</Button>
            </>
          )}
        />
        {comeBack.error && <ErrorNotice error={comeBack.error} />}
        <ArriveForm {...screen} />
      </Stack>
    </Dialog>
  );
}
