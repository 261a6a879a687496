import { useState } from 'react';
import type { PassportReport } from '../../../shared/model/passport.ts';
import { LinkButton } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { SignedFileAnswer, SignedFileForm } from '../../components/signed-file-check.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

/** Is this passport what its installation signed? */
export function PassportVerifyPage() {
  const { passport, keys, common } = useText();
  const verify = useCommand('passport.verify');
  const [answer, setAnswer] = useState<{ readonly report: PassportReport; readonly wasNamed: boolean } | null>(null);
  const kid = answer?.report.kid ?? null;
  const name = kid ?? common.unknown;
  return (
    <Page
      title={passport.verifyTitle}
      lead={passport.verifyLead}
      actions={<LinkButton href={address('keys')}>{keys.backToKeys}</LinkButton>}
    >
      {answer !== null && (
        <SignedFileAnswer
          {...answer}
          kid={kid}
          words={{
            known: passport.known(name),
            knownNext: passport.knownNext,
            intact: passport.intact(name),
            other: passport.other(name),
          }}
          rows={kid === null ? [] : [[keys.detailKid, <code key="kid">{kid}</code>]]}
        />
      )}
      <SignedFileForm
        isRunning={verify.isRunning}
        error={verify.error}
        onChange={() => {
          setAnswer(null);
          verify.reset();
        }}
        onCheck={async (file, trusted) => {
          const result = await verify.run({ file: file.id, trusted });
          setAnswer(result.ok ? { report: result.value, wasNamed: trusted !== null } : null);
        }}
      />
    </Page>
  );
}
