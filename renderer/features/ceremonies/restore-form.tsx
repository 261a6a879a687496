import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { OpenedBackup } from '../../../shared/model/opened-backup.ts';
import { Button } from '../../components/button.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Panel, Row, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { formatDay } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';

type ComesBack = 'suspended' | 'active';

interface Props {
  readonly opened: OpenedBackup;
  readonly onDone: (restored: Output<'backup.restore'>) => void;
}

/** What becomes of each key that could sign when the backup was made: nothing is chosen beforehand. */
export function RestoreForm({ opened: { keys, madeAt }, onDone }: Props) {
  const { backups, terms } = useText();
  const words = backups.restore;
  const language = useLanguage();
  const restore = useCommand('backup.restore');
  const [chosen, setChosen] = useState<Readonly<Record<string, ComesBack>>>({});
  const [reason, setReason] = useState('');
  const active = keys.filter(({ state }) => state === 'active');
  const others = keys.filter(({ state }) => state !== 'active');
  const isDecided = active.every(({ kid }) => chosen[kid] !== undefined);
  const maySign = active.some(({ kid }) => chosen[kid] === 'active');
  async function submit(event: FormEvent) {
    event.preventDefault();
    const suspended = active.filter(({ kid }) => chosen[kid] === 'suspended').map(({ kid }) => kid);
    const result = await restore.run({ suspended, reason: maySign ? reason : null });
    if (result.ok) onDone(result.value);
  }
  return (
    <Panel title={words.decideTitle} lead={words.decideLead}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          {active.map(({ kid, label }) => (
            <Choice<ComesBack>
              key={kid}
              legend={words.comesBack([label, kid].filter(Boolean).join(' · '))}
              value={chosen[kid] ?? null}
              onChange={(next) => setChosen((last) => ({ ...last, [kid]: next }))}
              options={[
                { id: 'suspended', label: words.suspended, hint: words.suspendedHint },
                { id: 'active', label: words.active, hint: words.activeHint(formatDay(madeAt, language)) },
              ]}
            />
          ))}
          {others.length > 0 && (
            <ul>
              {others.map(({ kid, label, state }) => (
                <li key={kid}>{words.asItWas([label, kid].filter(Boolean).join(' · '), terms.keyState[state])}</li>
              ))}
            </ul>
          )}
          {maySign && (
            <Field label={words.reason} hint={words.reasonHint} value={reason} onChange={setReason} rows={2} />
          )}
          {restore.error && <ErrorNotice error={restore.error} />}
          <Notice tone="calm" title={words.whole}>
            <p>{words.wholeBody}</p>
          </Notice>
          <Row>
            <Button
              look="primary"
              type="submit"
              isDisabled={!isDecided || (maySign && reason.trim() === '') || restore.isRunning}
            >
              {words.submit(keys.length)}
            </Button>
          </Row>
        </Stack>
      </form>
    </Panel>
  );
}
