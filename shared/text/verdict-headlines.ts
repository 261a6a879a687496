import type { Language } from '../model/language.ts';
import type { JudgedSnapshot, VerdictCode } from '../model/verdict.ts';

/** What a headline knows: `key` is the key in words ("DCM's key 54321"), `reason` the sentence of the deciding check. */
export interface HeadlineFacts {
  readonly key: string;
  readonly reason: string;
  readonly isSignatureOnly: boolean;
  readonly isOwnerKnown: boolean;
  readonly hasExpiry: boolean;
  /** The key stands in no set of the judged instant, and does in one of another time. */
  readonly wasPublished: boolean;
  /** No kid, or an empty one: no set can help. */
  readonly isNameless: boolean;
  /** The claim is wrong by the chosen profile, and not in itself. */
  readonly isByProfile: boolean;
  /** The signature was made by the key, of another text. */
  readonly isEdited: boolean;
  /** The environment whose key signed, where that is another than the one asked about; empty: none is known. */
  readonly otherEnv: string;
  /** The theft of the key became known only after the judged instant. */
  readonly isKnownLater: boolean;
  /** The judged instant in words; empty: it is now. */
  readonly at: string;
}

type Headline = (facts: HeadlineFacts) => string;

/** A sentence that goes on after a colon. Names and abbreviations keep their capitals. */
function continued(sentence: string): string {
  return sentence.replace(/^\p{Lu}(?=[\p{Ll}\s])/u, (letter) => letter.toLowerCase());
}

const EN: Readonly<Record<VerdictCode, Headline>> = {
  OK: ({ key, isSignatureOnly, isOwnerKnown, hasExpiry, at }) => {
    const start = isOwnerKnown
      ? `Genuine: signed by ${key}`
      : `The signature fits ${key} of the given set, whose owner is not known`;
    if (isSignatureOnly) return `${start}; nothing but the signature was checked.`;
    if (!hasExpiry) return `${start}; it names no expiry.`;
    return `${start}, in force ${at === '' ? 'now' : `on ${at}`}.`;
  },
  TOKEN_MALFORMED: ({ reason }) => `Not a token: ${continued(reason)}`,
  HEADER_NOT_ALLOWED: ({ reason }) => `Refused: ${continued(reason)}`,
  ALG_NOT_ALLOWED: ({ reason }) => `Refused: ${continued(reason)}`,
  KEY_UNKNOWN: ({ reason, wasPublished, isNameless, otherEnv, at }) => {
    const then = at === '' ? 'judge it as of the time when it came' : 'find out when the token came';
    const other = 'ask whoever sent it for a token that names its key';
    const next = isNameless ? other : wasPublished ? then : 'fetch the keys of DCM, or import a newer set';
    const there = `a key of environment ${otherEnv} signed it, so judge it by the keys of that one`;
    return `Can't tell: ${continued(reason)} Next: ${otherEnv === '' ? next : there}.`;
  },
  NO_SNAPSHOT: ({ reason }) => `Can't tell: ${continued(reason)} Next: fetch the keys of DCM, or import a set.`,
  KEY_UNUSABLE: ({ reason }) => `Refused: ${continued(reason)}`,
  SIGNATURE_INVALID: ({ key, isEdited, otherEnv }) => {
    if (isEdited)
      return `Forged: ${key} signed another text; the token was edited after signing, or its signature taken from another one.`;
    const elsewhere = otherEnv === '' ? '' : `; it fits a key of environment ${otherEnv}`;
    return `Forged: the signature does not fit ${key}${elsewhere}.`;
  },
  KEY_COMPROMISED: ({ key, isKnownLater, at }) =>
    `Not to be trusted: signed with ${key}, which is stolen${isKnownLater ? `; nobody here knew that on ${at}` : ''}.`,
  CLAIM_INVALID: ({ key, reason, isByProfile }) =>
    `Signed by ${key}, but ${isByProfile ? 'not as the profile demands' : 'with a claim that is not well formed'}: ${continued(reason)}`,
  TOKEN_EXPIRED: ({ key, reason }) => `Expired: signed by ${key}, but no longer in force. ${reason}`,
  TOKEN_NOT_YET_VALID: ({ key, reason }) => `Not yet valid: signed by ${key}. ${reason}`,
  TIME_NOT_JUDGED: ({ key }) =>
    `Can't tell whether it was in force: signed by ${key}, but there is no instant to judge by.`,
};

const UK: Readonly<Record<VerdictCode, Headline>> = {
  OK: ({ key, isSignatureOnly, isOwnerKnown, hasExpiry, at }) => {
    const start = isOwnerKnown
      ? `Справжній: підписав ${key}`
      : `Підпису відповідає ${key} з наданого набору, власник якого невідомий`;
    if (isSignatureOnly) return `${start}; перевірено лише підпис.`;
    if (!hasExpiry) return `${start}; строку дії не вказано.`;
    return `${start}, чинний ${at === '' ? 'зараз' : at}.`;
  },
  TOKEN_MALFORMED: ({ reason }) => `Це не токен: ${continued(reason)}`,
  HEADER_NOT_ALLOWED: ({ reason }) => `Відхилено: ${continued(reason)}`,
  ALG_NOT_ALLOWED: ({ reason }) => `Відхилено: ${continued(reason)}`,
  KEY_UNKNOWN: ({ reason, wasPublished, isNameless, otherEnv, at }) => {
    const then = at === '' ? 'перевірте його на момент, коли він надійшов' : 'з’ясуйте, коли токен надійшов';
    const other = 'попросіть того, хто його надіслав, дати токен, що називає свій ключ';
    const next = isNameless ? other : wasPublished ? then : 'отримайте ключі DCM або імпортуйте новіший набір';
    const there = `його підписав ключ середовища ${otherEnv}, тож перевірте його за ключами того середовища`;
    return `Не можна сказати: ${continued(reason)} Далі: ${otherEnv === '' ? next : there}.`;
  },
  NO_SNAPSHOT: ({ reason }) => `Не можна сказати: ${continued(reason)} Далі: отримайте ключі DCM або імпортуйте набір.`,
  KEY_UNUSABLE: ({ reason }) => `Відхилено: ${continued(reason)}`,
  SIGNATURE_INVALID: ({ key, isEdited, otherEnv }) => {
    if (isEdited)
      return `Підробка: ${key} підписав інший текст; токен змінено після підпису або підпис узято з іншого токена.`;
    const elsewhere = otherEnv === '' ? '' : `; йому відповідає ключ середовища ${otherEnv}`;
    return `Підробка: підпису не відповідає ${key}${elsewhere}.`;
  },
  KEY_COMPROMISED: ({ key, isKnownLater, at }) =>
    `Довіряти не можна: підписав ${key}, який викрадено${isKnownLater ? `; ${at} тут про це ніхто не знав` : ''}.`,
  CLAIM_INVALID: ({ key, reason, isByProfile }) =>
    `Підписав ${key}, але ${isByProfile ? 'не так, як вимагає профіль' : 'з хибно записаним твердженням'}: ${continued(reason)}`,
  TOKEN_EXPIRED: ({ key, reason }) => `Строк минув: підписав ${key}, але токен уже не чинний. ${reason}`,
  TOKEN_NOT_YET_VALID: ({ key, reason }) => `Ще не чинний: підписав ${key}. ${reason}`,
  TIME_NOT_JUDGED: ({ key }) => `Не можна сказати, чи був чинним: підписав ${key}, але немає моменту, за яким судити.`,
};

/** The one sentence of a verdict, by its first failing code. It never says that an operation was allowed. */
export const HEADLINES: Readonly<Record<Language, typeof EN>> = { en: EN, uk: UK };

/** The one sentence of a token that a key of ours signed, and we did not, by language. */
export const SIGNED_ELSEWHERE: Readonly<Record<Language, (kid: string) => string>> = {
  en: (kid) =>
    `Alarm: our key ${kid} signed this token, but not here. Suspend the key now, then call DCM to have it replaced.`,
  uk: (kid) =>
    `Тривога: цей токен підписано нашим ключем ${kid}, але не тут. Негайно призупиніть ключ і зателефонуйте до DCM, щоб його замінили.`,
};

/** Where the keys of DCM came from that a token was judged by, and how long before or after the judged instant. */
export interface EvidenceFacts {
  readonly trust: JudgedSnapshot['trust'];
  readonly age: string;
  readonly isLater: boolean;
  readonly isNow: boolean;
}

const SOURCES_EN = { fetched: 'fetched', signed: 'brought in a signed bundle', file: 'brought by file' } as const;
const SOURCES_UK = {
  fetched: 'отриманими',
  signed: 'внесеними підписаним пакетом',
  file: 'внесеними з файлу',
} as const;

/** The sentence that follows a headline where the evidence is not of just now. */
export const EVIDENCE: Readonly<Record<Language, (facts: EvidenceFacts) => string>> = {
  en: ({ trust, age, isLater, isNow }) =>
    `Judged by DCM's keys as ${SOURCES_EN[trust]} ${isNow ? `${age} ago` : isLater ? `only ${age} later` : `${age} before`}.`,
  uk: ({ trust, age, isLater, isNow }) =>
    `Перевірено за ключами DCM, ${SOURCES_UK[trust]} ${isNow ? `${age} тому` : isLater ? `лише на ${age} пізніше` : `за ${age} до того`}.`,
};
