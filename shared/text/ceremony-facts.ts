import type { CeremonyScript, InBoth } from '../model/ceremony-script.ts';
import type { Language } from '../model/language.ts';
import { fieldsOf } from './ceremony-fields.ts';

/** What the app itself writes down at a step, beside the fields that people fill. */
const FACTS: Readonly<Record<string, InBoth>> = {
  kid: { en: 'Key (kid)', uk: 'Ключ (kid)' },
  kids: { en: 'Keys (kid)', uk: 'Ключі (kid)' },
  thumbprint: { en: 'Fingerprint of the key', uk: 'Відбиток ключа' },
  alg: { en: 'Algorithm', uk: 'Алгоритм' },
  bits: { en: 'Bits', uk: 'Біти' },
  state: { en: 'State', uk: 'Стан' },
  env: { en: 'Environment', uk: 'Середовище' },
  set: { en: 'Set of shares', uk: 'Набір часток' },
  threshold: { en: 'Shares needed', uk: 'Потрібно часток' },
  shares: { en: 'Shares made', uk: 'Виготовлено часток' },
  file: { en: 'File', uk: 'Файл' },
  'file-sha256': { en: 'SHA-256 of the file', uk: 'SHA-256 файла' },
  sealed: { en: 'Sealed', uk: 'Запечатано' },
  checked: { en: 'Opened as a proof', uk: 'Відкрито для перевірки' },
  guid: { en: 'GUID at DCM', uk: 'GUID у DCM' },
  proven: { en: 'Restored in memory', uk: 'Відновлено в пам’яті' },
  'next-drill': { en: 'Next drill due', uk: 'Наступне навчальне відновлення' },
  certificate: { en: 'Signature of the certificate (SHA-256)', uk: 'Підпис свідоцтва (SHA-256)' },
  'network-off': { en: 'Network', uk: 'Мережа' },
  clock: { en: 'Clock of this computer', uk: 'Годинник цього комп’ютера' },
  'no-drafts': { en: 'Old drafts', uk: 'Старі чернетки' },
};

/** What the app says for itself; anything else is given as it is. */
const VALUES: Readonly<Record<string, Readonly<Record<string, InBoth>>>> = {
  'network-off': { none: { en: 'off', uk: 'вимкнено' } },
  'no-drafts': { none: { en: 'none', uk: 'немає' } },
  state: {
    draft: { en: 'draft', uk: 'чернетка' },
    active: { en: 'active', uk: 'чинний' },
    suspended: { en: 'suspended', uk: 'призупинений' },
    retired: { en: 'retired', uk: 'виведений з ужитку' },
    deleted: { en: 'deleted', uk: 'видалений' },
    listed: { en: 'in DCM’s list', uk: 'у списку DCM' },
  },
};

const COPY = { en: 'Copy', uk: 'Копія' } as const;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/u;
const SHA256_HEX = /^[0-9a-f]{64}$/u;

/** An instant to the second, as it stands in a table: "2026-11-26 21:30:38". */
export function tableTime(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}

/**
 * Gives one value of a step (by its id, with its round) as "label: value", in the words of this very step of the script. What
 * people typed stays as they typed it.
 */
export function stepValues(
  script: CeremonyScript,
  language: Language,
): (step: string, name: string, value: string) => string {
  const fields = new Map(
    script.steps.map((step) => [step.id, new Map(fieldsOf(script, step).map((field) => [field.id, field]))]),
  );
  return (step, name, value) => {
    const field = fields.get(step.split('.')[0] ?? '')?.get(name);
    const copy = /^copy-(\d+)$/u.exec(name)?.[1];
    const label = copy === undefined ? (field?.label ?? FACTS[name])?.[language] : `${COPY[language]} ${copy}`;
    const known = field?.options?.find(({ id }) => id === value)?.label ?? VALUES[name]?.[value];
    return `${label ?? name}: ${known?.[language] ?? asRead(value)}`;
  };
}

/** As it is compared from paper: digits in groups of four, an instant without its fractions. */
function asRead(value: string): string {
  if (SHA256_HEX.test(value)) return (value.match(/.{4}/gu) ?? []).join(' ');
  return INSTANT.test(value) ? `${tableTime(value)} UTC` : value;
}
