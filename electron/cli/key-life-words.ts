import type { KeyState } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';
import { KEY_FACT_WORDS } from './key-fact-words.ts';

/** What the commands of a key's life say. */
interface KeyLifeWords {
  readonly none: string;
  readonly small: string;
  readonly shared: string;
  readonly is: (kid: string, state: KeyState) => string;
  readonly callDcm: string;
  readonly calledOff: (kid: string, state: KeyState) => string;
  readonly deleted: (kid: string) => string;
  readonly scheduled: (kid: string, at: string) => string;
  readonly unconfirmed: (kid: string) => string;
  readonly there: (kid: string) => string;
  readonly missing: (kid: string, since: string) => string;
  readonly deletedNow: string;
  readonly deletedAfter: (at: string) => string;
  readonly nothingDue: string;
  readonly openFile: (file: string) => string;
  readonly sealedFile: (file: string) => string;
  readonly noneExpires: (days: number) => string;
  readonly expired: string;
  readonly daysLeft: (days: number) => string;
  readonly possession: (kid: string, at: string) => string;
  readonly written: (path: string) => string;
}

const [en, uk] = [KEY_FACT_WORDS.en.state, KEY_FACT_WORDS.uk.state];

export const KEY_LIFE_WORDS: Readonly<Record<Language, KeyLifeWords>> = {
  en: {
    none: 'no keys yet: dcm-keys key generate --env NAME',
    small: 'a 2048-bit RSA key is the smallest that is allowed; 3072 is advised',
    shared:
      'there is an active key for this environment already: one key per officer and machine is the advice (--owner says whose each is, --replaces which one ends)',
    is: (kid, state) => `${kid} is ${en(state)}`,
    callDcm: 'stopped here; where DCM lists this key, it goes on accepting it until the entry is replaced: call DCM',
    calledOff: (kid, state) => `called off: ${kid} is ${en(state)} again`,
    deleted: (kid) => `${kid}: deleted from this computer’s keychain; the public half and the history stay`,
    scheduled: (kid, at) =>
      `${kid}: to be deleted after ${at}, by an open window or by dcm-keys key delete --due; to call it off: --cancel`,
    unconfirmed: (kid) =>
      `${kid}: the keychain did not confirm the deletion: run this command again, or unlock the window`,
    there: (kid) => `${kid}: the private half is there, and is the recorded one`,
    missing: (kid, since) => `${kid}: the private half is missing or damaged since ${since}; nothing was overwritten`,
    deletedNow: 'its private half is to be deleted now, by an open window or by dcm-keys key delete --due',
    deletedAfter: (at) =>
      `its private half is to be deleted after ${at}, by an open window or by dcm-keys key delete --due; to call it off: key delete KID --cancel`,
    nothingDue: 'nothing is due',
    openFile: (file) =>
      `"${file}" still holds this private key, open to whoever can read it: wipe it, and every copy of it (backups, mail, the machine that made it). It counts as a known copy: this key is not known to be only here`,
    sealedFile: (file) =>
      `"${file}" still holds this private key, as safe as its passphrase: it counts as a known copy, wipe it if it is not needed`,
    noneExpires: (days) => `no key expires within ${String(days)} days`,
    expired: 'expired',
    daysLeft: (days) => `${String(days)} days left`,
    possession: (kid, at) => `${kid}: possession proven ${at}`,
    written: (path) => `written: ${path}`,
  },
  uk: {
    none: 'ключів ще немає: dcm-keys key generate --env NAME',
    small: 'RSA на 2048 бітів – найменший дозволений ключ; радимо 3072',
    shared:
      'для цього середовища вже є активний ключ: радимо окремий ключ на кожного офіцера й кожну машину (--owner каже, чий він, --replaces – який буде виведено)',
    is: (kid, state) => `${kid}: ${uk(state)}`,
    callDcm:
      'тут він більше не підписує; але DCM, якщо ключ у його списку, прийматиме його до заміни запису: телефонуйте в DCM',
    calledOff: (kid, state) => `скасовано: ${kid} знову ${uk(state)}`,
    deleted: (kid) => `${kid}: видалено зі сховища ключів цього комп’ютера; відкрита половина й історія лишаються`,
    scheduled: (kid, at) =>
      `${kid}: буде видалено після ${at}, відкритим вікном або командою dcm-keys key delete --due; скасувати: --cancel`,
    unconfirmed: (kid) =>
      `${kid}: сховище ключів не підтвердило видалення: виконайте команду ще раз або розблокуйте вікно`,
    there: (kid) => `${kid}: закрита половина на місці, саме та, що записана`,
    missing: (kid, since) => `${kid}: закритої половини немає або її пошкоджено від ${since}; нічого не перезаписано`,
    deletedNow: 'закриту половину буде видалено зараз, відкритим вікном або командою dcm-keys key delete --due',
    deletedAfter: (at) =>
      `закриту половину буде видалено після ${at}, відкритим вікном або командою dcm-keys key delete --due; скасувати: key delete KID --cancel`,
    nothingDue: 'видаляти нічого',
    openFile: (file) =>
      `"${file}" досі містить цей закритий ключ, відкрито для кожного, хто може його прочитати: зітріть файл і всі його копії (резервні, у пошті, на машині, що його створила). Він рахується як відома копія: невідомо, чи цей ключ лише тут`,
    sealedFile: (file) =>
      `"${file}" досі містить цей закритий ключ під парольною фразою: він рахується як відома копія; зітріть його, якщо він не потрібен`,
    noneExpires: (days) => `протягом ${String(days)} дн. не спливає строк жодного ключа`,
    expired: 'строк сплив',
    daysLeft: (days) => `лишилося ${String(days)} дн.`,
    possession: (kid, at) => `${kid}: володіння доведено ${at}`,
    written: (path) => `записано: ${path}`,
  },
};
