import { Copy, Phone } from 'lucide-react';
import { useState } from 'react';
import type { ScanState } from '../../../shared/ipc/scan-contract.ts';
import type { ScanCounts } from '../../../shared/model/scan-result.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { formatBytes, formatNumber, formatUtc } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import sheet from './call-sheet.module.css';
import { scanSentence } from './scan-words.ts';
import { useDcmContact } from './use-dcm-contact.ts';

interface Props {
  readonly summary: NonNullable<ScanState['summary']>;
  readonly affected: NonNullable<ScanState['affected']>;
  readonly counts: ScanCounts;
  readonly isRecorded: boolean;
}

/** Eight lines for the phone. Counts and times alone: nothing in them was written by a stranger, or can be used as a token. */
export function ScanCallSheet({ summary, affected, counts, isRecorded }: Props) {
  const text = useText();
  const { scan } = text;
  const language = useLanguage();
  const contact = useDcmContact();
  const bad = useQuery('scan.histogram', { filter: { outcome: 'invalid' } }).value;
  const copy = useCommand('clipboard.write');
  const [isOpen, setIsOpen] = useState(false);
  const [isCopied, setIsCopied] = useState(false);
  const words = scan.sheetLines;
  const utc = (ms: number) => formatUtc(new Date(ms).toISOString(), language);
  const [first, last] = [bad?.bars[0]?.from, bad?.bars.at(-1)?.from];
  const { fileCount, bytes } = summary;
  const who = contact === null ? '' : [contact.name, contact.phone, contact.hours].filter(Boolean).join(', ');
  const lines = [
    words.what(scanSentence(counts, text, language).words),
    words.files(scan.filesNote(fileCount, formatBytes(bytes, language))),
    words.when(
      first === undefined || last === undefined ? scan.none : scan.between(utc(first), utc(last + (bad?.stepMs ?? 0))),
    ),
    words.odd(
      counts.anomalies
        .map(({ value, count }) => `${scan.anomalies[value]}: ${formatNumber(count, language)}`)
        .join('; ') || scan.none,
    ),
    words.affected(formatNumber(affected.sub.total, language), formatNumber(affected.obj.total, language)),
    words.sure(isRecorded ? scan.recorded : scan.notRecorded),
    words.next,
    words.call(who),
  ].map((line, at) => `${String(at + 1)} ${line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')}`);
  async function show() {
    setIsOpen(true);
    const written = await copy.run({ text: lines.join('\n') });
    setIsCopied(written.ok);
  }
  if (!isOpen) {
    return (
      <Button icon={Phone} onPress={() => void show()}>
        {text.answer.callSheet}
      </Button>
    );
  }
  return (
    <Panel title={text.answer.callSheet} lead={text.answer.callSheetLead}>
      <ol className={sheet.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <div className={sheet.state}>
        <Button icon={Copy} onPress={() => void show()}>
          {text.answer.callSheetCopyAgain}
        </Button>
        <p role="status" className={sheet.copied}>
          {isCopied && text.answer.callSheetCopied}
        </p>
      </div>
      {copy.error && <ErrorNotice error={copy.error} />}
    </Panel>
  );
}
