import { Page } from '../../components/page.tsx';
import { SignedFileAnswer, SignedFileForm } from '../../components/signed-file-check.tsx';
import { Instant } from '../../components/time.tsx';
import { useSignedFileCheck } from '../../components/use-signed-file-check.ts';
import { useText } from '../../text/text.ts';
import { toBackups } from './backup-opening.tsx';
import { setNumber } from './set-number.ts';

/** Is this file the certificate that its installation signed? That the drill took place is that signer's word. */
export function DrillVerifyPage() {
  const { backups, common } = useText();
  const words = backups.verify;
  const { answer, form } = useSignedFileCheck('backup.verifyCertificate');
  const { ok = false, setId = null, at = null, kids = [] } = answer?.report ?? {};
  const set = setId === null ? common.unknown : setNumber(setId);
  return (
    <Page title={words.title} lead={words.lead} actions={toBackups(backups.toBackups)}>
      {answer !== null && (
        <SignedFileAnswer
          {...answer}
          kid={null}
          words={{
            known: words.known(set),
            intact: words.intact(set),
            other: words.other(set),
            knownNext: words.knownNext,
          }}
          rows={[
            ...(answer.report.isRehearsal ? ([[backups.rehearsal, words.rehearsal]] as const) : []),
            ...(ok && at !== null ? ([[backups.certificate.at, <Instant key="at" iso={at} />]] as const) : []),
            ...(ok ? ([[backups.keys, <code key="kids">{kids.join(', ')}</code>]] as const) : []),
          ]}
        />
      )}
      <SignedFileForm {...form} />
    </Page>
  );
}
