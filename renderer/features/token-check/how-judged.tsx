import type { Verdict } from '../../../shared/model/verdict.ts';
import { Fold } from '../../components/fold.tsx';
import { Facts } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { formatDuration } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';

/** By what it was judged, to the digest: what another person needs to come to the same answer. */
export function HowJudged({ verdict }: { readonly verdict: Verdict }) {
  const text = useText();
  const language = useLanguage();
  const { snapshot } = verdict;
  return (
    <Fold title={text.check.judgedTitle}>
      <Facts
        rows={[
          [text.check.code, <code key="code">{verdict.code}</code>],
          [
            text.check.judgedAt,
            verdict.judgedAt ? <Instant key="at" iso={verdict.judgedAt} isRelative /> : text.common.none,
          ],
          [text.check.leeway, formatDuration(verdict.leewaySeconds, language)],
          [text.check.profile, text.terms.profile[verdict.profile]],
          [
            text.check.snapshot,
            snapshot === null ? (
              text.common.none
            ) : snapshot.takenAt === null ? (
              text.check.snapshotFile
            ) : (
              <Instant key="taken" iso={snapshot.takenAt} isRelative />
            ),
          ],
          [text.check.digest, <code key="digest">{verdict.tokenSha256}</code>],
        ]}
      />
    </Fold>
  );
}
