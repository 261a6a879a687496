import { CalendarDays, Sheet } from 'lucide-react';
import { useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { isInUse } from './key-expiry.ts';

type Outcome = { readonly title: string; readonly path: string } | 'nothing-ends' | null;

/** Saves the keys that are shown: as a table, or their last days as a calendar. */
export function useSaveKeys(shown: readonly Key[], isEverything: boolean) {
  const { keyTable, keys: words } = useText();
  const table = useCommand('key.table');
  const calendar = useCommand('key.calendar');
  const save = useCommand('file.save');
  const [outcome, setOutcome] = useState<Outcome>(null);

  async function run(make: typeof table | typeof calendar, keys: readonly Key[], title: (keys: string) => string) {
    setOutcome(null);
    for (const command of [table, calendar, save]) command.reset();
    // `null` is every key: a list of thousands need not be sent.
    const made = await make.run({ kids: isEverything ? null : keys.map(({ kid }) => kid) });
    if (!made.ok) return;
    const written = await save.run({ document: made.value.document });
    if (written.ok && written.value.path !== null) {
      setOutcome({ title: title(words.count(keys.length)), path: written.value.path });
    }
  }

  function saveCalendar() {
    const ending = shown.filter((key) => isInUse(key) && key.expiresAt !== null);
    if (ending.length === 0) setOutcome('nothing-ends');
    else void run(calendar, ending, keyTable.savedCalendar);
  }

  const isDisabled = shown.length === 0 || table.isRunning || calendar.isRunning || save.isRunning;
  return {
    buttons: (
      <>
        <Button icon={Sheet} isDisabled={isDisabled} onPress={() => void run(table, shown, keyTable.savedTable)}>
          {keyTable.saveTable}
        </Button>
        <Button icon={CalendarDays} isDisabled={isDisabled} onPress={saveCalendar}>
          {keyTable.saveCalendar}
        </Button>
      </>
    ),
    notice: <SaveNotice error={table.error ?? calendar.error ?? save.error} outcome={outcome} />,
  };
}

interface NoticeProps {
  readonly error: Parameters<typeof ErrorNotice>[0]['error'] | null;
  readonly outcome: Outcome;
}

function SaveNotice({ error, outcome }: NoticeProps) {
  const { keyTable } = useText();
  if (error !== null) return <ErrorNotice error={error} />;
  if (outcome === null) return null;
  if (outcome === 'nothing-ends') {
    return (
      <Notice tone="calm" title={keyTable.nothingEnds} isLive>
        <p>{keyTable.nothingEndsNext}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="good" title={outcome.title} isLive>
      <p>
        {keyTable.savedTo} <code>{outcome.path}</code>
      </p>
    </Notice>
  );
}
