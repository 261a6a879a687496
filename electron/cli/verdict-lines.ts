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
    `  ${ISSUERS[language][verdict.issuer]} ${NOT_THE_OPERATION[language]}`,
    ...(signedHere === null ? [] : [`  ${SIGNED_HERE[language](signedHere)}`]),
    `  ${JUDGED_AT[language](verdict)}`,
  ];
}

/** Who signed, in words: of a token whose signature was not found good, nobody is known to have. */
const ISSUERS: Readonly<Record<Language, Readonly<Record<Verdict['issuer'], string>>>> = {
  en: { dcm: 'Signed by DCM.', us: 'Signed by us.', unknown: 'Who signed it is not known.' },
  uk: { dcm: 'Підписав DCM.', us: 'Підписали ми.', unknown: 'Хто підписав, невідомо.' },
};
const NOT_THE_OPERATION = {
  en: 'Whether the operation may be done, a token does not say.',
  uk: 'Чи можна виконати операцію, токен не каже.',
} as const;

type Judged = Pick<Verdict, 'judgedAt' | 'leewaySeconds' | 'tokenSha256'>;
const JUDGED_AT: Readonly<Record<Language, (verdict: Judged) => string>> = {
  en: ({ judgedAt, leewaySeconds, tokenSha256 }) =>
    `judged at ${judgedAt ?? 'no instant'}, leeway ${String(leewaySeconds)} s, SHA-256 ${tokenSha256}`,
  uk: ({ judgedAt, leewaySeconds, tokenSha256 }) =>
    `перевірено на ${judgedAt ?? '—'}, допуск ${String(leewaySeconds)} с, SHA-256 ${tokenSha256}`,
};

const ATTEMPT = { en: 'attempt', uk: 'спроба' } as const;

type OfSigning = (signing: NonNullable<Verdict['signedHere']>) => string;
const SIGNED_HERE: Readonly<Record<Language, OfSigning>> = {
  en: ({ at, auditSeq, purpose, reason }) =>
    `signed here at ${at} (event ${String(auditSeq)}, ${purpose}): ${JSON.stringify(reason)}`,
  uk: ({ at, auditSeq, purpose, reason }) =>
    `підписано тут ${at} (подія ${String(auditSeq)}, ${purpose === 'probe' ? 'проба' : 'токен'}): ${JSON.stringify(reason)}`,
};
