import type { CeremonyField, CeremonyScript, InBoth, ScriptStep, StepKind } from '../model/ceremony-script.ts';

/** What the app itself asks for at a step, by the ids of its fields. */
const CEREMONY_FIELDS = {
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
  way: { en: 'How DCM gets to know the key', uk: 'Як DCM дізнається про ключ' },
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
  maker: {
    en: 'Fingerprint of the evidence key of the other computer, from paper',
    uk: 'Відбиток ключа доказів іншого комп’ютера, з паперу',
  },
  document: { en: 'The receipt, as it came back', uk: 'Квитанція, яка повернулася' },
  papers: { en: 'Papers destroyed: how many, and how', uk: 'Знищені папери: скільки і як' },
  reason: { en: 'Reason', uk: 'Причина' },
} as const satisfies Readonly<Record<string, InBoth>>;
type CeremonyFieldId = keyof typeof CEREMONY_FIELDS;

const REGISTER_WAYS = {
  carried: {
    en: 'A request is carried to a computer that reaches DCM; its receipt comes later',
    uk: 'Запит несуть на комп’ютер, який має зв’язок із DCM; квитанція надійде згодом',
  },
  now: {
    en: 'From here, now: this computer reaches DCM',
    uk: 'Звідси й зараз: цей комп’ютер має зв’язок із DCM',
  },
} as const satisfies Readonly<Record<string, InBoth>>;

const CEREMONY_OUTCOMES = {
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

/** Kinds with a field that is used and never kept: a share, or a whole document whose digest is enough. */
const UNKEPT_FIELDS: Partial<Record<StepKind, readonly CeremonyFieldId[]>> = {
  'read-back': ['share'],
  'give-share': ['share'],
  receipt: ['document'],
  deliver: ['device-key'],
  drill: ['backup-file'],
  'seal-standby': ['passphrase'],
  'check-standby': ['passphrase'],
  rotate: ['passphrase'],
};
const SECRETS: readonly string[] = ['share', 'passphrase'];

const OWN_FIELDS: Partial<Record<StepKind, readonly CeremonyFieldId[]>> = {
  'compare-app': ['published', 'computed'],
  'name-key': ['kid'],
  'name-set': ['set'],
  'seal-standby': ['passphrase', 'bag', 'seal-number', 'safe'],
  'check-standby': ['passphrase'],
  deliver: ['workstation', 'device-key', 'maker'],
  'destroy-papers': ['papers'],
  'read-back': ['share'],
  'give-share': ['share'],
  receipt: ['document', 'maker'],
  'delete-key': ['kid', 'reason'],
  rotate: ['passphrase', 'replaces', 'reason'],
  drill: ['backup-file', 'bags'],
};

/** Fields that are used and never kept. */
export function unkeptFieldsOf({ kind }: ScriptStep): readonly string[] {
  return UNKEPT_FIELDS[kind] ?? [];
}

/** Whether a whole document is given in this field, as a file. */
export function isDocumentField(step: ScriptStep, id: string): boolean {
  return unkeptFieldsOf(step).includes(id) && !SECRETS.includes(id);
}

/** Whether what is typed into this field must be seen by nobody else. */
export function isSecretField(step: ScriptStep, id: string): boolean {
  return unkeptFieldsOf(step).includes(id) && SECRETS.includes(id);
}

/** What is asked for at a step: by the app itself, then by the script. */
export function fieldsOf(script: CeremonyScript, step: ScriptStep): readonly CeremonyField[] {
  return [...ownFields(script, step), ...(step.fields ?? [])];
}

function ownFields(script: CeremonyScript, step: ScriptStep): readonly CeremonyField[] {
  if (step.kind === 'choose') return chooseFields(script);
  if (step.kind === 'register') return [{ ...field('way'), options: optionsOf(REGISTER_WAYS) }];
  if (step.kind === 'check-machine') return step.checks?.includes('clock') === true ? [field('clock-source')] : [];
  if (step.kind === 'generate-key') return [field('label', false), field('env', script.outcome !== 'split')];
  return (OWN_FIELDS[step.kind] ?? []).map((id) => field(id));
}

function chooseFields({ outcome }: CeremonyScript): readonly CeremonyField[] {
  const choice = { ...field('outcome'), options: optionsOf(CEREMONY_OUTCOMES) };
  return outcome === 'split' ? [choice, field('decision'), field('threshold'), field('shares')] : [choice];
}

function optionsOf(labels: Readonly<Record<string, InBoth>>): NonNullable<CeremonyField['options']> {
  return Object.entries(labels).map(([id, label]) => ({ id, label }));
}

function field(id: CeremonyFieldId, isRequired = true): CeremonyField {
  return { id, label: CEREMONY_FIELDS[id], isRequired };
}
