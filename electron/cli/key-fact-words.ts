import type { KeyCopy, KeyState } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';

type Fact =
  | 'algorithm'
  | 'state'
  | 'compromised'
  | 'due'
  | 'label'
  | 'owner'
  | 'purpose'
  | 'env'
  | 'flows'
  | 'made'
  | 'expires'
  | 'replaces'
  | 'private'
  | 'protection'
  | 'possession'
  | 'unavailable'
  | 'copy'
  | 'mayCopy'
  | 'tags'
  | 'notes';

/** How the facts of a key are named, and said, for people. */
export interface KeyFactWords {
  readonly names: Readonly<Record<Fact, string>>;
  /** A state, with the word that is typed for it. */
  readonly state: (state: KeyState) => string;
  readonly bits: (bits: number) => string;
  readonly noEnvironment: string;
  readonly everyFlow: string;
  readonly suspected: (since: string, marked: string) => string;
  readonly here: (keychain: string) => string;
  readonly elsewhere: string;
  readonly since: (at: string) => string;
  readonly notProven: string;
  readonly proven: (at: string) => string;
  readonly copy: (copy: KeyCopy) => string;
}

const UKRAINIAN_STATES: Readonly<Record<KeyState, string>> = {
  draft: 'чернетка',
  active: 'активний',
  suspended: 'призупинений',
  retired: 'виведений з ужитку',
  compromised: 'скомпрометований',
  'delete-scheduled': 'видалення заплановано',
  'delete-pending': 'видалення не підтверджено',
  deleted: 'видалений',
};

const UKRAINIAN_KEYCHAINS: Readonly<Record<string, string>> = {
  os: 'системне сховище ключів',
  sealed: 'запечатане сховище',
  memory: 'пам’ять, лише для навчання',
};

export const KEY_FACT_WORDS: Readonly<Record<Language, KeyFactWords>> = {
  en: {
    names: {
      algorithm: 'algorithm',
      state: 'state',
      compromised: 'compromised',
      due: 'deletion due',
      label: 'label',
      owner: 'owner',
      purpose: 'purpose',
      env: 'environment',
      flows: 'may sign',
      made: 'made',
      expires: 'expires',
      replaces: 'replaces',
      private: 'private half',
      protection: 'protection',
      possession: 'possession',
      unavailable: 'unavailable',
      copy: 'copy',
      mayCopy: 'copy?',
      tags: 'tags',
      notes: 'notes',
    },
    state: (state) => state,
    bits: (bits) => `${String(bits)} bits`,
    noEnvironment: '- (cannot sign until it is registered with one)',
    everyFlow: 'every flow',
    suspected: (since, marked) => `suspected since ${since}, marked ${marked}`,
    here: (keychain) => `here, ${keychain} keychain`,
    elsewhere: 'elsewhere',
    since: (at) => `since ${at}`,
    notProven: 'not proven: dcm-keys key prove KID',
    proven: (at) => `proven ${at}`,
    copy: ({ id, kind, where, notedAt, goneAt }) =>
      `${id}  ${kind}: ${where} (${goneAt === null ? `noted ${notedAt}` : `said to be gone ${goneAt}`})`,
  },
  uk: {
    names: {
      algorithm: 'алгоритм',
      state: 'стан',
      compromised: 'скомпрометовано',
      due: 'видалити після',
      label: 'позначка',
      owner: 'власник',
      purpose: 'призначення',
      env: 'середовище',
      flows: 'підписує',
      made: 'створено',
      expires: 'строк дії до',
      replaces: 'заступає',
      private: 'закрита половина',
      protection: 'захист',
      possession: 'володіння',
      unavailable: 'недоступний',
      copy: 'копія',
      mayCopy: 'копія?',
      tags: 'мітки',
      notes: 'нотатки',
    },
    state: (state) => `${UKRAINIAN_STATES[state]} (${state})`,
    bits: (bits) => `${String(bits)}-бітний`,
    noEnvironment: '- (не підписує, доки його не зареєстровано в якомусь)',
    everyFlow: 'усі операції',
    suspected: (since, marked) => `підозра від ${since}, позначено ${marked}`,
    here: (keychain) => `тут, ${UKRAINIAN_KEYCHAINS[keychain] ?? keychain}`,
    elsewhere: 'деінде',
    since: (at) => `від ${at}`,
    notProven: 'не доведено: dcm-keys key prove KID',
    proven: (at) => `доведено ${at}`,
    copy: ({ id, kind, where, notedAt, goneAt }) =>
      `${id}  ${kind}: ${where} (${goneAt === null ? `записано ${notedAt}` : `за повідомленням, немає від ${goneAt}`})`,
  },
};
