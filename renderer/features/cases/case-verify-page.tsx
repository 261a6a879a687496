import type { CaseCheck } from '../../../shared/model/case-document.ts';
import { LinkButton } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { SignedFileAnswer, SignedFileForm } from '../../components/signed-file-check.tsx';
import { useSignedFileCheck } from '../../components/use-signed-file-check.ts';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';

/** Is this file the case that its installation signed, and do its tokens come out the same here? */
export function CaseVerifyPage() {
  const { cases, common } = useText();
  const { answer, form } = useSignedFileCheck('case.verify');
  const name = answer?.report.case ?? common.unknown;
  return (
    <Page
      title={cases.verifyTitle}
      lead={cases.verifyLead}
      actions={<LinkButton href={address('cases')}>{cases.back}</LinkButton>}
    >
      {answer !== null && (
        <SignedFileAnswer
          {...answer}
          kid={null}
          words={{
            known: cases.verifyKnown(name),
            intact: cases.verifyIntact(name),
            other: cases.verifyOther(name),
            knownNext: cases.verifyKnownNext,
          }}
          rows={factsOf(answer.report, cases)}
        />
      )}
      <SignedFileForm {...form} />
    </Page>
  );
}

/** Of a file that is not to be trusted nothing is shown as a fact but the number that it names. */
function factsOf(
  { ok, case: id, title, items, rejudged, notRejudged }: CaseCheck,
  cases: ReturnType<typeof useText>['cases'],
): readonly (readonly [string, string])[] {
  const number = id === null ? [] : ([[cases.columnId, id]] as const);
  if (!ok) return number;
  return [
    ...number,
    [cases.columnTitle, title ?? ''],
    [cases.columnEntries, String(items)],
    [cases.verifyRejudged, String(rejudged)],
    [cases.verifyNotRejudged, String(notRejudged)],
  ];
}
