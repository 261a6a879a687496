import type { CeremonyScript } from '../../shared/model/ceremony-script.ts';
import { type ReadScript, readCeremonyScript } from './ceremony-script.ts';
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
