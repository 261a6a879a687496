import { CalendarDays, Sheet } from 'lucide-react';
import { useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

/** What was written last, and where. */
export interface SavedKeys {
  readonly title: string;
  readonly path: string;
}

/** Saves the keys that are shown: as a table, or their last days as a calendar. */
export function useSaveKeys(shown: readonly Key[], isEverything: boolean) {
  const { keyTable } = useText();
  const table = useCommand('key.table');
  const calendar = useCommand('key.calendar');
  const save = useCommand('file.save');
  const [saved, setSaved] = useState<SavedKeys | null>(null);

  async function run(make: typeof table | typeof calendar, wordsFor: (keys: string) => string) {
    setSaved(null);
    for (const command of [table, calendar, save]) command.reset();
    // `null` is every key: a list of thousands need not be sent.
    const made = await make.run({ kids: isEverything ? null : shown.map(({ kid }) => kid) });
    if (!made.ok) return;
    const written = await save.run({ document: made.value.document });
    if (written.ok && written.value.path !== null) {
      setSaved({ title: wordsFor(keyTable.all(shown.length)), path: written.value.path });
    }
  }

  const isDisabled = shown.length === 0 || table.isRunning || calendar.isRunning || save.isRunning;
  const error = table.error ?? calendar.error ?? save.error;
  return {
    buttons: (
      <>
        <Button icon={Sheet} isDisabled={isDisabled} onPress={() => void run(table, keyTable.savedTable)}>
          {keyTable.saveTable}
        </Button>
        <Button icon={CalendarDays} isDisabled={isDisabled} onPress={() => void run(calendar, keyTable.savedCalendar)}>
          {keyTable.saveCalendar}
        </Button>
      </>
    ),
    notice: error ? (
      <ErrorNotice error={error} />
    ) : (
      saved && (
        <Notice tone="good" title={saved.title} isLive>
          <p>
            {keyTable.savedTo} <code>{saved.path}</code>
          </p>
        </Notice>
      )
    ),
  };
}
