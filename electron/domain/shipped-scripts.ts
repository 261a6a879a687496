import type { CeremonyScript } from '../../shared/model/ceremony-script.ts';
import { type ReadScript, readCeremonyScript } from './ceremony-script.ts';
import { DRILL_STEPS, SPLIT_STEPS } from './shipped-share-steps.ts';
import {
  CHECK_MACHINE,
  CHECK_STANDBY,
  CHOOSE,
  COMPARE_APP,
  DELETE_KEY,
  FINGERPRINT,
  GENERATE_KEY,
  LIST_COPIES,
  MEDIA,
  NAME_KEY,
  PRESENCE,
  ROTATE,
  SCRIPT_HASH,
  SEAL_STANDBY,
  SIGN_REPORT,
} from './shipped-steps.ts';

const FRAME = { format: 'dcm-ceremony-script', version: 1 } as const;

const SCRIPTS: readonly CeremonyScript[] = [
  {
    ...FRAME,
    name: 'standby-key',
    title: { en: 'Make a standby key', uk: 'Створити запасний ключ' },
    purpose: {
      en: 'Makes a key that stays here, sealed under a passphrase on paper, and takes the place of another in minutes. Its public half is registered with DCM afterwards, from a machine that reaches DCM.',
      uk: 'Створює ключ, який залишається тут, запечатаний парольною фразою на папері, і за хвилини заступає інший. Його відкриту половину згодом реєструють у DCM з машини, яка має зв’язок із DCM.',
    },
    outcome: 'standby',
    custodians: 'none',
    steps: [
      SCRIPT_HASH,
      CHOOSE,
      PRESENCE,
      COMPARE_APP,
      CHECK_MACHINE,
      GENERATE_KEY,
      FINGERPRINT,
      SEAL_STANDBY,
      CHECK_STANDBY,
      MEDIA,
      SIGN_REPORT,
    ],
  },
  {
    ...FRAME,
    name: 'split-key',
    title: { en: 'Make a key and split its backup', uk: 'Створити ключ і поділити його резервну копію' },
    purpose: {
      en: 'Makes a key and seals a backup of it whose key is split among custodians. Only by a decision that is recorded: a standby key does without.',
      uk: 'Створює ключ і запечатує його резервну копію, ключ якої ділять між зберігачами. Лише за записаним рішенням: запасний ключ обходиться без цього.',
    },
    outcome: 'split',
    custodians: 'all',
    steps: [
      SCRIPT_HASH,
      CHOOSE,
      PRESENCE,
      COMPARE_APP,
      CHECK_MACHINE,
      GENERATE_KEY,
      FINGERPRINT,
      ...SPLIT_STEPS,
      MEDIA,
      SIGN_REPORT,
    ],
  },
  {
    ...FRAME,
    name: 'restore-drill',
    title: { en: 'Restore drill', uk: 'Навчальне відновлення' },
    purpose: {
      en: 'Proves with as many custodians as are needed that a backup could be restored, and restores nothing.',
      uk: 'Доводить із потрібною кількістю зберігачів, що резервну копію можна відновити, і нічого не відновлює.',
    },
    outcome: null,
    custodians: 'threshold',
    steps: [
      SCRIPT_HASH,
      DRILL_STEPS.nameSet,
      PRESENCE,
      COMPARE_APP,
      { ...CHECK_MACHINE, checks: ['network-off', 'clock'] },
      DRILL_STEPS.giveShare,
      DRILL_STEPS.drill,
      MEDIA,
      SIGN_REPORT,
    ],
  },
  {
    ...FRAME,
    name: 'rotate-to-standby',
    title: { en: 'Put the standby key in the place of another', uk: 'Поставити запасний ключ на місце іншого' },
    purpose: {
      en: 'Unseals a registered standby key with the passphrase from its bag; it becomes active and takes the place of another key.',
      uk: 'Розпечатує зареєстрований запасний ключ парольною фразою з його сейф-пакета; він стає чинним і заступає інший ключ.',
    },
    outcome: null,
    custodians: 'none',
    steps: [
      SCRIPT_HASH,
      PRESENCE,
      COMPARE_APP,
      { ...CHECK_MACHINE, checks: ['network-off', 'clock'] },
      NAME_KEY,
      FINGERPRINT,
      ROTATE,
      MEDIA,
      SIGN_REPORT,
    ],
  },
  {
    ...FRAME,
    name: 'delete-key',
    title: { en: 'Delete a key before witnesses', uk: 'Видалити ключ при свідках' },
    purpose: {
      en: 'Deletes the private half of a key from this computer’s keychain, with a witnessed list of every known copy.',
      uk: 'Видаляє закриту половину ключа зі сховища ключів цього комп’ютера, із засвідченим переліком усіх відомих копій.',
    },
    outcome: null,
    custodians: 'none',
    steps: [
      SCRIPT_HASH,
      PRESENCE,
      COMPARE_APP,
      { ...CHECK_MACHINE, checks: ['network-off', 'clock'] },
      NAME_KEY,
      LIST_COPIES,
      DELETE_KEY,
      MEDIA,
      SIGN_REPORT,
    ],
  },
];

/** The scripts that the app brings, each in the one spelling that is hashed. */
export function shippedScripts(): readonly ReadScript[] {
  return SCRIPTS.map((script) => readCeremonyScript(Buffer.from(`${JSON.stringify(script, null, 2)}\n`, 'utf8')));
}
