import type { Verdict } from '../../../shared/model/verdict.ts';
import { formatLocal, formatSpan, formatUtc } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './answer.module.css';

/** Which keys the answer rests on: where they came from, of when they are, and how far that is from the judged instant. */
export function Evidence({ verdict: { snapshot, judgedAt, code } }: { readonly verdict: Verdict }) {
  const { answer } = useText();
  const language = useLanguage();
  if (snapshot === null) return code === 'NO_SNAPSHOT' ? null : <p className={css.evidence}>{answer.keysOwn}</p>;
  if (snapshot.takenAt === null) return <p className={css.evidence}>{answer.keysGiven}</p>;
  const [utc, local] = [formatUtc(snapshot.takenAt, language), formatLocal(snapshot.takenAt, language)];
  const source = { fetched: answer.keysFetched, signed: answer.keysSigned, file: answer.keysFile }[snapshot.trust];
  const gapMs = judgedAt === null ? null : Date.parse(judgedAt) - Date.parse(snapshot.takenAt);
  const gap = gapMs === null ? null : formatSpan(Math.abs(gapMs) / 1000, language);
  return (
    <p className={css.evidence}>
      {source} <time dateTime={snapshot.takenAt}>{utc}</time>
      {local !== utc && ` (${local})`}
      {gap !== null && gapMs !== null && <> · {gapMs >= 0 ? answer.keysBefore(gap) : answer.keysAfter(gap)}</>}
    </p>
  );
}
