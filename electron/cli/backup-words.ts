import type { BackupSet } from '../../shared/model/backup-set.ts';
import type { KeyState } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';

/** What the commands of backups say of sets, drills and restores. */
export interface BackupWords {
  readonly none: string;
  readonly states: Readonly<Record<BackupSet['state'], string>>;
  /** Of every set and certificate of a home that practises. */
  readonly rehearsal: string;
  readonly of: (threshold: number, shares: number) => string;
  readonly until: (at: string) => string;
  readonly key: (kid: string) => string;
  readonly share: (number: number, who: string, since: string, proven: string) => string;
  readonly never: string;
  readonly drill: (at: string, shares: string) => string;
  readonly closed: (set: string, of: string) => string;
  readonly file: (path: string, sha256: string) => string;
  readonly again: (at: string) => string;
  /** How to be able to restore without this program. */
  readonly recovery: string;
  readonly voided: string;
  readonly mayNotBeKnown: (kid: string, here: KeyState, then: KeyState) => string;
  readonly signsAgain: (kid: string, madeAt: string) => string;
  readonly restored: (set: string, madeAt: string) => string;
  readonly proven: (set: string, kids: string) => string;
  readonly used: (shares: string, bags: string) => string;
  readonly noBags: string;
  readonly certificate: (path: string, nextDrillAt: string) => string;
  readonly notKept: string;
  readonly keeper: (who: string) => string;
  readonly voidSet: string;
  readonly ok: (number: number, set: string, of: string) => string;
  readonly compared: string;
  readonly notCompared: string;
  readonly recorded: string;
  readonly gave: (set: string, kids: string, at: string) => string;
}

export const BACKUP_WORDS: Readonly<Record<Language, BackupWords>> = {
  en: {
    none: 'no backup set: dcm-keys backup create KID …',
    states: { open: 'open', closed: 'closed', void: 'void' },
    rehearsal: 'REHEARSAL: its keys are worth nothing',
    of: (threshold, shares) => `${String(threshold)} of ${String(shares)}`,
    until: (at) => `to be proven by ${at}`,
    key: (kid) => `key ${kid}`,
    share: (number, who, since, proven) => `share ${String(number)}  ${who}  since ${since}  proven ${proven}`,
    never: 'never',
    drill: (at, shares) => `drill ${at} with shares ${shares}`,
    closed: (set, of) => `closed: set ${set}, ${of}; every share was read back and gave the keys again`,
    file: (path, sha256) => `written: ${path} (SHA-256 ${sha256}): put a copy of it into every bag`,
    again: (at) => `prove it again by ${at}: dcm-keys backup drill --file F`,
    recovery:
      'to restore without this program, put recovery.html and its printed SHA-256 into every bag too: dcm-keys backup recovery-page --out F writes it, and says how to check it',
    voided: 'destroy its papers and files; then say so for each key: dcm-keys key copy KID --gone ID --reason R',
    mayNotBeKnown: (kid, here, then) =>
      `key ${kid} is ${here} here, and ${then} in this backup: a restore elsewhere would not know`,
    signsAgain: (kid, madeAt) =>
      `key ${kid} may sign again, as on ${madeAt}. If it was suspended, retired or stolen since then, say so before anybody signs: dcm-keys key state ${kid} --to STATE --reason R`,
    restored: (set, madeAt) =>
      `restored from set ${set}, as these keys were on ${madeAt}: read the old trail for what came later`,
    proven: (set, kids) => `proven: set ${set} gives ${kids}`,
    used: (shares, bags) => `with shares ${shares}; new bags: ${bags}`,
    noBags: 'none named',
    certificate: (path, next) => `written: ${path}; to be proven again by ${next}`,
    notKept:
      'the keys were rebuilt in memory and dropped; nothing was restored. Each paper goes into a new bag now, with a copy of the file',
    keeper: (who) => `kept by ${who}`,
    voidSet: 'its set is VOID: destroy this paper before witnesses, and say for the key that this copy is gone',
    ok: (number, set, of) => `OK: share ${String(number)} of set ${set}, ${of}`,
    compared: 'the one that was shown',
    notCompared: 'not compared with what was shown',
    recorded: 'recorded',
    gave: (set, kids, at) => `set ${set} gave ${kids} on ${at}`,
  },
  uk: {
    none: 'жодного набору: dcm-keys backup create KID …',
    rehearsal: 'РЕПЕТИЦІЯ: ключі в ній нічого не варті',
    states: { open: 'створюється', closed: 'перевірено', void: 'недійсний' },
    of: (threshold, shares) => `${String(threshold)} з ${String(shares)}`,
    until: (at) => `перевірити знову до ${at}`,
    key: (kid) => `ключ ${kid}`,
    share: (number, who, since, proven) => `частка ${String(number)}  ${who}  має з ${since}  прочитано ${proven}`,
    never: 'ніколи',
    drill: (at, shares) => `навчальне відновлення ${at}, частки ${shares}`,
    closed: (set, of) => `завершено: набір ${set}, ${of}; кожну частку прочитано з паперу, і вони знову дали ключі`,
    file: (path, sha256) => `записано: ${path} (SHA-256 ${sha256}): покладіть його примірник у кожен сейф-пакет`,
    again: (at) => `перевірте набір знову до ${at}: dcm-keys backup drill --file F`,
    recovery:
      'щоб відновити без цієї програми, покладіть у кожен сейф-пакет ще й recovery.html та надруковану SHA-256: dcm-keys backup recovery-page --out F записує сторінку й каже, як її звірити',
    voided:
      'знищте його папери й файли; потім зазначте це для кожного ключа: dcm-keys key copy KID --gone ID --reason R',
    mayNotBeKnown: (kid, here, then) =>
      `ключ ${kid} тут має стан ${here}, а в цій копії ${then}: той, хто відновить її деінде, про це не знатиме`,
    signsAgain: (kid, madeAt) =>
      `ключ ${kid} знову може підписувати, як ${madeAt}. Якщо відтоді його призупинили, вивели з ужитку чи викрали, зазначте це, перш ніж хтось підпише: dcm-keys key state ${kid} --to STATE --reason R`,
    restored: (set, madeAt) =>
      `відновлено з набору ${set}, якими ці ключі були ${madeAt}: що сталося пізніше, знає старий журнал`,
    proven: (set, kids) => `перевірено: набір ${set} дає ${kids}`,
    used: (shares, bags) => `частки ${shares}; нові сейф-пакети: ${bags}`,
    noBags: 'не названо',
    certificate: (path, next) => `записано: ${path}; перевірити знову до ${next}`,
    notKept:
      'ключі зібрано в пам’яті й відкинуто; нічого не відновлено. Кожен папір зараз кладуть у новий сейф-пакет, разом із примірником файла',
    keeper: (who) => `зберігає ${who}`,
    voidSet: 'її набір НЕДІЙСНИЙ: знищте цей папір при свідках і зазначте для ключа, що цієї копії вже немає',
    ok: (number, set, of) => `OK: частка ${String(number)} набору ${set}, ${of}`,
    compared: 'та сама, яку показали',
    notCompared: 'з показаною не порівняно',
    recorded: 'записано в журнал',
    gave: (set, kids, at) => `набір ${set} дав ${kids} ${at}`,
  },
};
