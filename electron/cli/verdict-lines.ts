import type { Language } from '../../shared/model/language.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import { ATTACKS } from '../../shared/text/attacks.ts';

const MARKS = { pass: 'ok', fail: 'FAIL', 'not-reached': '-', 'not-checked': '?' } as const;

/** A verdict for a terminal: the answer first, then what was tried, then each check with its reason. */
export function describeVerdictLines(verdict: Verdict, language: Language): readonly string[] {
  const { attacks, signedHere } = verdict;
  return [
    verdict.headline,
    '',
    ...attacks.map((id) => `  ${ATTEMPT[language]} ${id}: ${ATTACKS[language][id]}`),
    ...(attacks.length === 0 ? [] : ['']),
    ...verdict.checks.map((check) => `  ${MARKS[check.result].padEnd(4)}  ${check.name.padEnd(9)}  ${check.reason}`),
    '',
    ...(signedHere === null ? [] : [`  ${SIGNED_HERE[language](signedHere)}`]),
    `  judged at ${verdict.judgedAt}, leeway ${String(verdict.leewaySeconds)} s, SHA-256 ${verdict.tokenSha256}`,
  ];
}

const ATTEMPT = { en: 'attempt', uk: 'спроба' } as const;

type OfSigning = (signing: NonNullable<Verdict['signedHere']>) => string;
const SIGNED_HERE: Readonly<Record<Language, OfSigning>> = {
  en: ({ at, auditSeq, purpose, reason }) =>
    `signed here at ${at} (event ${String(auditSeq)}, ${purpose}): ${JSON.stringify(reason)}`,
  uk: ({ at, auditSeq, purpose, reason }) =>
    `підписано тут ${at} (подія ${String(auditSeq)}, ${purpose === 'probe' ? 'проба' : 'токен'}): ${JSON.stringify(reason)}`,
};
