import type { Flow } from '../model/flow.ts';
import type { Language } from '../model/language.ts';
import type { Issuer, JudgedSnapshot, Outcome } from '../model/verdict.ts';

/** Everything that a call sheet can say beside times, digests and masked values. */
export interface CallSheetWords {
  readonly labels: Readonly<Record<'what' | 'token' | 'who' | 'about' | 'life' | 'sure' | 'next' | 'call', string>>;
  readonly outcome: Readonly<Record<Outcome, string>>;
  readonly alarm: string;
  /** What an answer without a fault says, by who signed. */
  readonly good: Readonly<Record<'known' | 'unknown', string>>;
  readonly issuer: Readonly<Record<Issuer, string>>;
  readonly elsewhere: string;
  readonly notEstablished: string;
  readonly digest: (groups: string) => string;
  readonly key: (kid: string) => string;
  readonly unverified: string;
  readonly nothingRead: string;
  readonly flow: Readonly<Record<Flow, string>>;
  readonly otherFlow: string;
  readonly masked: (first: string, last: string, length: number) => string;
  readonly made: (time: string) => string;
  readonly ends: (time: string) => string;
  readonly noTime: string;
  readonly judged: (time: string, isNow: boolean) => string;
  readonly trust: Readonly<Record<JudgedSnapshot['trust'], string>>;
  readonly keysOf: (source: string, time: string) => string;
  readonly ownKeys: string;
  readonly notRecorded: string;
}

export const CALL_SHEET_WORDS: Readonly<Record<Language, CallSheetWords>> = {
  en: {
    labels: {
      what: 'What',
      token: 'Token',
      who: 'Signed by',
      about: 'It says',
      life: 'Life',
      sure: 'How sure',
      next: 'Next',
      call: 'Call',
    },
    outcome: { valid: 'VALID', invalid: 'NOT VALID', undetermined: 'UNDECIDED' },
    alarm: 'ALARM',
    good: {
      known: 'a genuine token, which does not mean that the operation was allowed',
      unknown: 'the signature fits a key, but nobody here knows whose key it is',
    },
    issuer: { dcm: 'DCM', us: 'our bank', unknown: 'a key whose owner is not known' },
    elsewhere: 'a key of our bank, but not by this installation',
    notEstablished: 'not established',
    digest: (groups) => `SHA-256 begins ${groups}`,
    key: (kid) => `key ${kid}`,
    unverified: 'unverified: ',
    nothingRead: 'nothing could be read',
    flow: {
      'sign-in': 'sign-in (a client’s operation)',
      'sign-up': 'sign-up (a new client or account)',
      'sign-up-processing': 'sign-up-processing (a processing account)',
      'sign-up-emission': 'sign-up-emission (an identification account)',
    },
    otherFlow: 'none of the four flows',
    masked: (first, last, length) => `${first}…${last} (${String(length)} characters)`,
    made: (time) => `made ${time}`,
    ends: (time) => `ends ${time}`,
    noTime: 'not readable or not there',
    judged: (time, isNow) => (isNow ? `judged now, ${time}` : `NOT NOW, judged as of ${time}`),
    trust: { fetched: 'DCM’s keys fetched', signed: 'DCM’s keys from a signed bundle of', file: 'keys from a file of' },
    keysOf: (source, time) => `${source} ${time}`,
    ownKeys: 'no set of DCM',
    notRecorded: 'NOT RECORDED, write it down',
  },
  uk: {
    labels: {
      what: 'Що',
      token: 'Токен',
      who: 'Підписав',
      about: 'У ньому',
      life: 'Строк',
      sure: 'Наскільки певно',
      next: 'Далі',
      call: 'Телефонувати',
    },
    outcome: { valid: 'ДІЙСНИЙ', invalid: 'НЕДІЙСНИЙ', undetermined: 'НЕ З’ЯСОВАНО' },
    alarm: 'ТРИВОГА',
    good: {
      known: 'справжній токен, що ще не означає, що операцію дозволено',
      unknown: 'підпис відповідає ключу, але чий це ключ, тут ніхто не знає',
    },
    issuer: { dcm: 'DCM', us: 'наш банк', unknown: 'ключ, власник якого невідомий' },
    elsewhere: 'ключ нашого банку, але не ця програма',
    notEstablished: 'не встановлено',
    digest: (groups) => `SHA-256 починається з ${groups}`,
    key: (kid) => `ключ ${kid}`,
    unverified: 'не перевірено: ',
    nothingRead: 'прочитати нічого не вдалося',
    flow: {
      'sign-in': 'sign-in (операція клієнта)',
      'sign-up': 'sign-up (новий клієнт або рахунок)',
      'sign-up-processing': 'sign-up-processing (процесинговий рахунок)',
      'sign-up-emission': 'sign-up-emission (ідентифікаційний рахунок)',
    },
    otherFlow: 'жоден із чотирьох flow',
    masked: (first, last, length) => `${first}…${last} (символів: ${String(length)})`,
    made: (time) => `створено ${time}`,
    ends: (time) => `діє до ${time}`,
    noTime: 'не читається або немає',
    judged: (time, isNow) => (isNow ? `оцінено зараз, ${time}` : `НЕ ЗАРАЗ, оцінено станом на ${time}`),
    trust: {
      fetched: 'ключі DCM отримано',
      signed: 'ключі DCM з підписаного пакета від',
      file: 'ключі з файлу від',
    },
    keysOf: (source, time) => `${source} ${time}`,
    ownKeys: 'без набору DCM',
    notRecorded: 'НЕ ЗАПИСАНО, занотуйте самі',
  },
};
