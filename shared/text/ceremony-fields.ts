import type { InBoth } from '../model/ceremony-script.ts';

/** What the app itself asks for at a step, by the ids of its fields. */
export const CEREMONY_FIELDS = {
  outcome: { en: 'What becomes of the key', uk: 'Що станеться з ключем' },
  decision: {
    en: 'Decision to split it: number, date, who decided, why no standby key is enough',
    uk: 'Рішення про поділ: номер, дата, хто ухвалив, чому не досить запасного ключа',
  },
  threshold: { en: 'Shares needed to restore (m)', uk: 'Скільки часток треба для відновлення (m)' },
  shares: { en: 'Shares made (n)', uk: 'Скільки часток виготовляють (n)' },
  published: {
    en: 'SHA-256 of the app as its maker publishes it',
    uk: 'SHA-256 застосунку, яку оприлюднив виробник',
  },
  computed: {
    en: 'SHA-256 that the operating system computed from the second medium',
    uk: 'SHA-256, яку обчислила операційна система з другого носія',
  },
  'clock-source': {
    en: 'What the clock was compared with (a radio clock, a phone, the bank’s time server)',
    uk: 'З чим звірили годинник (радіогодинник, телефон, сервер часу банку)',
  },
  label: { en: 'Label of the key', uk: 'Позначка ключа' },
  env: { en: 'Environment', uk: 'Середовище' },
  kid: { en: 'kid of the key', uk: 'kid ключа' },
  set: { en: 'Number of the set of shares', uk: 'Номер набору часток' },
  passphrase: {
    en: 'Passphrase, as it stands on the paper (12 characters or more)',
    uk: 'Парольна фраза, як вона записана на папері (12 знаків або більше)',
  },
  bag: { en: 'Number of the bag', uk: 'Номер сейф-пакета' },
  'seal-number': { en: 'Number of the seal', uk: 'Номер пломби' },
  safe: { en: 'Safe, and where it stands', uk: 'Сейф і де він стоїть' },
  share: { en: 'The share, as it stands on the paper', uk: 'Частка, як вона записана на папері' },
  workstation: { en: 'Workstation that receives the key', uk: 'Робоче місце, що отримує ключ' },
  'device-key': { en: 'Public device key of the workstation', uk: 'Відкритий ключ пристрою робочого місця' },
  'backup-file': { en: 'The sealed file of the backup', uk: 'Запечатаний файл резервної копії' },
  bags: {
    en: 'Numbers of the new bags, with commas between them',
    uk: 'Номери нових сейф-пакетів, через кому',
  },
  replaces: { en: 'kid of the key that it takes the place of', uk: 'kid ключа, який він заступає' },
  document: { en: 'The receipt, as it came back', uk: 'Квитанція, яка повернулася' },
  papers: { en: 'Papers destroyed: how many, and how', uk: 'Знищені папери: скільки і як' },
  reason: { en: 'Reason', uk: 'Причина' },
} as const satisfies Readonly<Record<string, InBoth>>;
export type CeremonyFieldId = keyof typeof CEREMONY_FIELDS;

export const CEREMONY_OUTCOMES = {
  standby: {
    en: 'It stays here as a sealed, registered standby key',
    uk: 'Залишається тут як запечатаний зареєстрований запасний ключ',
  },
  device: {
    en: 'It is sealed to the device key of a workstation',
    uk: 'Його запечатують для ключа пристрою робочого місця',
  },
  split: { en: 'It is backed up and split into shares', uk: 'Його копію запечатують і ділять на частки' },
} as const satisfies Readonly<Record<string, InBoth>>;
