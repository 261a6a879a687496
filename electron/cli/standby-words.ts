import type { Language } from '../../shared/model/language.ts';
import type { RegistrationState } from '../../shared/model/registration.ts';

/** What the commands of standby keys say. */
interface StandbyWords {
  readonly none: string;
  readonly labels: Readonly<Record<'key' | 'env' | 'passphrase' | 'sealed' | 'checked' | 'dcm' | 'note', string>>;
  readonly lies: (bag: string, seal: string, safe: string) => string;
  readonly by: (since: string, who: string) => string;
  readonly never: string;
  readonly unregistered: string;
  readonly registration: (state: RegistrationState) => string;
  readonly registerNow: string;
  readonly plainLeft: string;
  readonly checked: string;
  readonly drawn: string;
}

const UKRAINIAN_REGISTRATIONS: Readonly<Record<RegistrationState, string>> = {
  draft: 'не надіслано',
  sent: 'надіслано, DCM не підтвердив',
  unknown: 'невідомо: перевірте список DCM',
  listed: 'є у списку DCM',
  proven: 'доведено: DCM приймає',
  'in-use': 'використовується',
  replaced: 'замінено',
};

export const STANDBY_WORDS: Readonly<Record<Language, StandbyWords>> = {
  en: {
    none: 'no standby key: dcm-keys standby seal KID …',
    labels: {
      key: 'standby key',
      env: 'environment',
      passphrase: 'passphrase',
      sealed: 'sealed',
      checked: 'last checked',
      dcm: 'at DCM',
      note: 'note',
    },
    lies: (bag, seal, safe) => `bag ${bag}, seal ${seal}, ${safe}`,
    by: (since, who) => `${since} by ${who}`,
    never: 'never since',
    unregistered: 'not registered',
    registration: (state) => state,
    registerNow: 'DCM does not list it as far as we know: register it now, or the replacement takes longer',
    plainLeft: 'the keychain has not confirmed yet that the open copy is gone: it is tried again with the next act',
    checked: 'the passphrase unseals it, and it is the recorded key',
    drawn: 'the paper with its passphrase has done its work: record the opened bag, and make the next standby key',
  },
  uk: {
    none: 'жодного запасного ключа: dcm-keys standby seal KID …',
    labels: {
      key: 'запасний ключ',
      env: 'середовище',
      passphrase: 'парольна фраза',
      sealed: 'запечатано',
      checked: 'перевірено',
      dcm: 'у DCM',
      note: 'нотатка',
    },
    lies: (bag, seal, safe) => `сейф-пакет ${bag}, пломба ${seal}, ${safe}`,
    by: (since, who) => `${since}, хто: ${who}`,
    never: 'відтоді ніколи',
    unregistered: 'не зареєстровано',
    registration: (state) => `${UKRAINIAN_REGISTRATIONS[state]} (${state})`,
    registerNow: 'наскільки відомо, у переліку DCM його немає: зареєструйте зараз, інакше заміна триватиме довше',
    plainLeft: 'сховище ключів ще не підтвердило, що відкриту копію стерто: наступна дія спробує знову',
    checked: 'парольна фраза розпечатує його, і це саме той ключ',
    drawn: 'папір із парольною фразою своє відслужив: запишіть відкритий сейф-пакет і створіть наступний запасний ключ',
  },
};
