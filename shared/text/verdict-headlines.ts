import type { Language } from '../model/language.ts';
import type { VerdictCode } from '../model/verdict.ts';
import type { WarningCode } from '../model/verdict-reasons.ts';
import type { Shown } from './verdict-values.ts';

/** What a headline knows: `key` is the key in words ("DCM's key 54321"), `reason` the sentence of the deciding check. */
export interface HeadlineFacts {
  readonly key: string;
  readonly reason: string;
  readonly isSignatureOnly: boolean;
  readonly isOwnerKnown: boolean;
  readonly hasExpiry: boolean;
  /** The key stands in no set of the judged instant, and does in one of another time. */
  readonly wasPublished: boolean;
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
  KEY_UNKNOWN: ({ reason, wasPublished }) =>
    `Can't tell: ${continued(reason)} Next: ${wasPublished ? 'judge it as of the time when it came' : 'fetch the keys of DCM, or import a newer set'}.`,
  NO_SNAPSHOT: ({ reason }) => `Can't tell: ${continued(reason)} Next: fetch the keys of DCM, or import a set.`,
  KEY_UNUSABLE: ({ reason }) => `Refused: ${continued(reason)}`,
  SIGNATURE_INVALID: ({ key }) => `Forged: the signature does not fit ${key}.`,
  KEY_COMPROMISED: ({ key }) => `Not to be trusted: signed with ${key}, which is stolen.`,
  CLAIM_INVALID: ({ key, reason }) => `Signed by ${key}, but not as the profile demands: ${continued(reason)}`,
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
  KEY_UNKNOWN: ({ reason, wasPublished }) =>
    `Не можна сказати: ${continued(reason)} Далі: ${wasPublished ? 'перевірте його на момент, коли він надійшов' : 'отримайте ключі DCM або імпортуйте новіший набір'}.`,
  NO_SNAPSHOT: ({ reason }) => `Не можна сказати: ${continued(reason)} Далі: отримайте ключі DCM або імпортуйте набір.`,
  KEY_UNUSABLE: ({ reason }) => `Відхилено: ${continued(reason)}`,
  SIGNATURE_INVALID: ({ key }) => `Підробка: підпису не відповідає ${key}.`,
  KEY_COMPROMISED: ({ key }) => `Довіряти не можна: підписав ${key}, який викрадено.`,
  CLAIM_INVALID: ({ key, reason }) => `Підписав ${key}, але не так, як вимагає профіль: ${continued(reason)}`,
  TOKEN_EXPIRED: ({ key, reason }) => `Строк минув: підписав ${key}, але токен уже не чинний. ${reason}`,
  TOKEN_NOT_YET_VALID: ({ key, reason }) => `Ще не чинний: підписав ${key}. ${reason}`,
  TIME_NOT_JUDGED: ({ key }) => `Не можна сказати, чи був чинним: підписав ${key}, але немає моменту, за яким судити.`,
};

/** The one sentence of a verdict, by its first failing code. It never says that an operation was allowed. */
export const HEADLINES: Readonly<Record<Language, typeof EN>> = { en: EN, uk: UK };

const WARNINGS_EN: Readonly<Record<WarningCode, (v: Shown) => string>> = {
  KID_IN_BOTH_SETS: (v) =>
    `alarm: the kid ${v.text('kid')} stands in DCM's set and in ours; the token was judged by the first set only`,
  KEY_COMPROMISED_LATER: (v) => `the key is stolen since ${v.time('since')}; this token was signed here before`,
  KEY_NOT_ACTIVE: (v) => `our key ${v.text('kid')} is ${v.text('state')}: it should sign nothing at present`,
  KEY_NOT_PROVEN: (v) =>
    `nobody has proved yet that our key ${v.text('kid')} is ours: only its public half was brought here, and its holder has not shown that he has the private half`,
  SNAPSHOT_LATER: (v) => `the key set is of ${v.time('takenAt')}, later than the judged instant`,
  KEY_GONE_LATER: (v) =>
    `DCM's key ${v.text('kid')} was last seen published on ${v.time('to')} and was gone at the next look: nobody saw whether it was still there at the judged instant`,
  HEADER_JWK: () => 'the token brings a key of its own ("jwk"); it was not used',
  HEADER_JKU: () => 'the token names an address of keys ("jku"); it was not fetched',
  HEADER_X5U: () => 'the token names an address of certificates ("x5u"); it was not fetched',
  HEADER_X5C: () => 'the token brings certificates of its own ("x5c"); they were not used',
  HEADER_X5T: () => 'the token names a certificate ("x5t"); it was not used',
  LIFE_TOO_LONG: (v) => `the token lives ${v.span('life')}; DCM advises at most ${v.text('most')} s`,
  EXP_MISSING: () => 'the token never expires',
  EXP_BEFORE_IAT: () => 'the token expires before it was issued',
  TIME_IN_MILLISECONDS: (v) => `"${v.text('claim')}" looks like milliseconds; a token counts in seconds`,
  NOT_VERIFIED: () => 'decoded only: nothing has been verified',
  UNSIGNED: () => 'the token has no signature and proves nothing',
  ALG_NOT_ALLOWED: (v) => v.text('sentence'),
  HEADER_NOT_ALLOWED: (v) => v.text('sentence'),
  KID_MISSING: () => 'the token names no key ("kid")',
  PAYLOAD_NOT_CLAIMS: (v) => v.text('sentence'),
  CLAIM_INVALID: (v) => v.text('sentence'),
  NOT_RECORDED: () => 'this check could not be recorded in the trail: write it down',
};

const WARNINGS_UK: Readonly<Record<WarningCode, (v: Shown) => string>> = {
  KID_IN_BOTH_SETS: (v) =>
    `тривога: kid ${v.text('kid')} є і в наборі DCM, і в нашому; токен перевірено лише за першим набором`,
  KEY_COMPROMISED_LATER: (v) => `ключ викрадено з ${v.time('since')}; цей токен підписано тут раніше`,
  KEY_NOT_ACTIVE: (v) =>
    `стан нашого ключа ${v.text('kid')}: ${v.text('state')}; зараз він не мав би нічого підписувати`,
  KEY_NOT_PROVEN: (v) =>
    `ще ніхто не довів, що ключ ${v.text('kid')} наш: сюди внесено лише його відкриту половину, і тримач не показав, що має закриту`,
  SNAPSHOT_LATER: (v) => `набір ключів від ${v.time('takenAt')}, пізніше за момент перевірки`,
  KEY_GONE_LATER: (v) =>
    `ключ DCM ${v.text('kid')} востаннє бачили опублікованим ${v.time('to')}, а наступного разу його вже не було: чи був він ще там у момент перевірки, ніхто не бачив`,
  HEADER_JWK: () => 'токен приносить власний ключ ("jwk"); його не використано',
  HEADER_JKU: () => 'токен називає адресу ключів ("jku"); за нею не зверталися',
  HEADER_X5U: () => 'токен називає адресу сертифікатів ("x5u"); за нею не зверталися',
  HEADER_X5C: () => 'токен приносить власні сертифікати ("x5c"); їх не використано',
  HEADER_X5T: () => 'токен називає сертифікат ("x5t"); його не використано',
  LIFE_TOO_LONG: (v) => `токен живе ${v.span('life')}; DCM радить щонайбільше ${v.text('most')} с`,
  EXP_MISSING: () => 'токен не має строку дії',
  EXP_BEFORE_IAT: () => 'строк дії токена минає раніше, ніж його видано',
  TIME_IN_MILLISECONDS: (v) => `"${v.text('claim')}" схоже на мілісекунди; токен рахує в секундах`,
  NOT_VERIFIED: () => 'лише розкодовано: нічого не перевірено',
  UNSIGNED: () => 'токен не має підпису і нічого не доводить',
  ALG_NOT_ALLOWED: (v) => v.text('sentence'),
  HEADER_NOT_ALLOWED: (v) => v.text('sentence'),
  KID_MISSING: () => 'токен не називає ключа ("kid")',
  PAYLOAD_NOT_CLAIMS: (v) => v.text('sentence'),
  CLAIM_INVALID: (v) => v.text('sentence'),
  NOT_RECORDED: () => 'цю перевірку не вдалося записати в журнал: запишіть її самі',
};

/** What a warning says, by language. */
export const WARNINGS: Readonly<Record<Language, typeof WARNINGS_EN>> = { en: WARNINGS_EN, uk: WARNINGS_UK };
