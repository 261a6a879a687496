import { LinkButton } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { SignedFileAnswer, SignedFileForm } from '../../components/signed-file-check.tsx';
import { useSignedFileCheck } from '../../components/use-signed-file-check.ts';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';

/** Is this passport what its installation signed? */
export function PassportVerifyPage() {
  const { passport, keys, common } = useText();
  const { answer, form } = useSignedFileCheck('passport.verify');
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
      <SignedFileForm {...form} />
    </Page>
  );
}
