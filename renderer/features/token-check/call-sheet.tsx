import { Check, Copy, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Language } from '../../../shared/ipc/contract.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { callSheet } from '../../../shared/text/call-sheet.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './call-sheet.module.css';
import { useDcmContact } from './use-dcm-contact.ts';

interface Props {
  readonly verdict: Verdict;
  readonly isAsOf: boolean;
  /** How often it was asked for: each time it is copied anew. */
  readonly round: number;
  readonly onClose: () => void;
}

/** Eight lines for the phone, on the clipboard as soon as they are in sight. */
export function CallSheet({ verdict, isAsOf, round, onClose }: Props) {
  const { answer } = useText();
  const [language, setLanguage] = useState<Language>(useLanguage());
  const contact = useDcmContact();
  const { run, error } = useCommand('clipboard.write');
  const [copied, setCopied] = useState<string | null>(null);
  const lines = callSheet({ verdict, isAsOf, contact }, language);
  const text = lines.join('\n');
  useEffect(() => {
    void run({ text }).then((result) => setCopied(result.ok ? text : null));
  }, [run, text, round]);
  const isCopied = copied === text;

  return (
    <Panel
      title={answer.callSheet}
      lead={answer.callSheetLead}
      actions={<Button look="quiet" icon={X} label={answer.callSheetClose} onPress={onClose} />}
    >
      <div className={css.choices}>
        <Choice
          legend={answer.callSheetLanguage}
          value={language}
          onChange={setLanguage}
          isRow
          options={(['en', 'uk'] as const).map((id) => ({ id, label: answer.callSheetLanguages[id] }))}
        />
      </div>
      <ol className={css.lines} lang={language}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <div className={css.state}>
        <Button icon={Copy} onPress={() => void run({ text }).then((result) => setCopied(result.ok ? text : null))}>
          {answer.callSheetCopyAgain}
        </Button>
        <p role="status" className={css.copied}>
          {isCopied && (
            <>
              <Check size={16} aria-hidden /> {answer.callSheetCopied}
            </>
          )}
        </p>
      </div>
      {error && <ErrorNotice error={error} />}
    </Panel>
  );
}
