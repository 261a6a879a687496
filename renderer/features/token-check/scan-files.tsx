import { CircleCheck, CircleX } from 'lucide-react';
import type { ScanState } from '../../../shared/ipc/scan-contract.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Fold } from '../../components/fold.tsx';
import { Notice } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { formatBytes, formatNumber, formatSpan } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './scan.module.css';

interface Props {
  readonly summary: NonNullable<ScanState['summary']>;
  readonly isRecorded: boolean;
}

/** What was looked at, as evidence: each file with its size and its digest, or why it was not read. */
export function ScanFiles({ summary, isRecorded }: Props) {
  const { scan } = useText();
  const language = useLanguage();
  const { files, fileCount, filesFailed, bytes, seconds, version } = summary;
  const why = (code: string) =>
    Object.hasOwn(scan.problems, code) ? scan.problems[code as keyof typeof scan.problems] : scan.problems.other;
  return (
    <>
      {filesFailed > 0 && (
        <Notice tone="unsure" title={scan.filesFailed(filesFailed)}>
          <p>{scan.filesFailedNext}</p>
        </Notice>
      )}
      <Fold title={scan.files} note={scan.filesNote(fileCount, formatBytes(bytes, language))} isOpen={filesFailed > 0}>
        <p className={css.soft}>
          {scan.took(formatSpan(Math.ceil(seconds), language), version)} {isRecorded && scan.recorded}
        </p>
        <DataTable
          label={scan.files}
          rows={files}
          rowId={({ file }) => file}
          columns={[
            { id: 'file', label: scan.fileColumns.file, cell: ({ file }) => <span className={css.whole}>{file}</span> },
            { id: 'bytes', label: scan.fileColumns.bytes, cell: (file) => formatNumber(file.bytes, language) },
            {
              id: 'sha256',
              label: scan.fileColumns.sha256,
              cell: ({ sha256, error }) =>
                error === null ? (
                  <span className={css.evidence}>
                    <CircleCheck size={16} aria-hidden />
                    <code>{sha256}</code>
                  </span>
                ) : (
                  <div className={css.cell}>
                    <Status tone="bad" icon={CircleX}>
                      {why(error)}
                    </Status>
                    <code>{error}</code>
                  </div>
                ),
            },
          ]}
        />
        {fileCount > files.length && <p>{scan.filesMore(formatNumber(fileCount - files.length, language))}</p>}
      </Fold>
    </>
  );
}
