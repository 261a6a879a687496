import type { CaseReport } from '../model/case-report.ts';
import type { Language } from '../model/language.ts';
import { describeActor } from './actor.ts';
import { caseWordsEn } from './case-report-en.ts';
import { caseWordsUk } from './case-report-uk.ts';

/** The words of a report on a case; window, paper and terminal share them. */
export const CASE_WORDS = { en: caseWordsEn, uk: caseWordsUk } as const;

type Words = (typeof CASE_WORDS)[Language];
type Reported<K extends string> = Extract<CaseReport['entries'][number]['content'], { kind: K }>;

/** A report for a terminal: what it leaves out, then its entries, oldest first. */
export function describeCaseReport(report: CaseReport, language: Language): readonly string[] {
  const words = CASE_WORDS[language];
  const { id, title, state, openedAt, openedBy } = report.case;
  return [
    `${words.report} ${id}: ${title}`,
    `${words.states[state]}; ${words.opened} ${openedAt}, ${describeActor(openedBy, language)}; ${words.made} ${report.madeAt}`,
    ...redactionNotes(report, language),
    ...report.entries.flatMap(({ seq, at, by, auditSeq, content }) => [
      '',
      `${String(seq)}. ${at}  ${describeActor(by, language)}  (${words.event} ${String(auditSeq)})`,
      ...contentLines(content, words).map((line) => `   ${line}`),
    ]),
  ];
}

/** What a report leaves out, in whole sentences. */
export function redactionNotes(
  { showsSub, showsObj }: Pick<CaseReport, 'showsSub' | 'showsObj'>,
  language: Language,
): readonly string[] {
  const words = CASE_WORDS[language];
  const shown = [showsSub ? 'sub' : '', showsObj ? 'obj' : ''].filter(Boolean);
  return [
    words.noTokens,
    shown.length === 2 ? words.named : words.pseudonyms,
    ...(shown.length === 1 ? [words.except(shown.join())] : []),
  ];
}

function contentLines(content: CaseReport['entries'][number]['content'], words: Words): readonly string[] {
  switch (content.kind) {
    case 'opened':
      return [`${words.kinds.opened}: ${content.title}`];
    case 'token':
      return tokenLines(content, words);
    case 'note':
      return [`${words.kinds.note}: ${content.text}`];
    case 'snapshot':
      return [
        `${words.kinds.snapshot} ${String(content.id)}, ${content.env}, ${content.takenAt}, SHA-256 ${content.sha256}`,
      ];
    case 'closed':
    case 'reopened':
      return [`${words.kinds[content.kind]}: ${content.reason}`];
  }
}

function tokenLines({ tokenSha256, pseudonym, note, verdict }: Reported<'token'>, words: Words): readonly string[] {
  const name = tokenSha256 === null ? `${pseudonym} (${words.digestHidden})` : `SHA-256 ${tokenSha256}`;
  const lines = [`${words.kinds.token} ${name}`, ...(note === null ? [] : [`${words.kinds.note}: ${note}`])];
  if (verdict === null) return [...lines, words.notJudged];
  const { outcome, codes, issuer, kid, judgedAt, snapshot, attacks, warnings, header, claims } = verdict;
  return [
    ...lines,
    `${words.outcomes[outcome]}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}; ${words.issuer}: ${words.issuers[issuer]}`,
    `${words.key}: ${kid ?? '-'}; ${words.judgedAt} ${judgedAt ?? '-'}; ${words.set}: ${snapshot === null ? '-' : snapshot.sha256}`,
    ...[...attacks, ...warnings].map((id) => `! ${id}`),
    `${words.header}: ${header.map(({ name: of, value }) => `${of}=${value}`).join('  ')}`,
    `${words.claims}: ${claims.map(({ name: of, value }) => `${of}=${value}`).join('  ')}`,
    `${words.signature}: ${words.masked}`,
  ];
}
