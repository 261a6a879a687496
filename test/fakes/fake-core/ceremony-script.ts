import type { CeremonyScript, ScriptStep } from '../../../shared/model/ceremony-script.ts';

type Words = readonly [en: string, uk: string];
type More = Partial<Omit<ScriptStep, 'id' | 'kind' | 'title' | 'text'>>;
const inBoth = ([en, uk]: Words) => ({ en, uk });

function step(id: string, kind: ScriptStep['kind'], title: Words, text: Words, more: More = {}): ScriptStep {
  const frame = { role: 'administrator', witness: 'none', camera: 'public' } as const;
  return { id, kind, ...frame, title: inBoth(title), text: inBoth(text), ...more };
}

const ALONE = { role: 'custodian', camera: 'secret', each: 'custodian' } as const;
const BAG = { id: 'bag', label: { en: 'Number of the bag', uk: 'Номер пакета' }, isRequired: true };

/** A reviewed file of a bank: a key is made and split before everybody. */
export const SAMPLE_SCRIPT: CeremonyScript = {
  format: 'dcm-ceremony-script',
  version: 1,
  name: 'bank-split',
  title: { en: 'Make a key and split it', uk: 'Виготовити ключ і поділити його' },
  purpose: { en: 'One machine without a network.', uk: 'Одна машина без мережі.' },
  outcome: 'split',
  custodians: 'all',
  steps: [
    step('script', 'script-hash', ['Compare the script', 'Звірте сценарій'], ['From paper.', 'З паперу.'], {
      witness: 'words',
    }),
    step('choose', 'choose', ['What becomes of the key', 'Що станеться з ключем'], ['Say it.', 'Скажіть.'], {
      witness: 'sees',
    }),
    step(
      'people',
      'presence',
      ['Everybody is here', 'Усі на місці'],
      [
        'Everybody says name and role, and shows an identity document.',
        'Кожен називає ім’я та роль і показує документ.',
      ],
      { witness: 'sees' },
    ),
    step(
      'app',
      'compare-app',
      ['Is it the right app?', 'Чи це той застосунок?'],
      ['From a second medium.', 'З другого носія.'],
      { witness: 'repeats', repeats: 'computed' },
    ),
    step('machine', 'check-machine', ['Check the machine', 'Перевірте машину'], ['Unplug it.', 'Вимкніть мережу.'], {
      witness: 'sees',
      checks: ['network-off', 'clock', 'no-drafts'],
    }),
    step('make', 'generate-key', ['Make the key', 'Виготовте ключ'], ['It takes seconds.', 'Це кілька секунд.'], {
      key: { alg: 'RS256', bits: 3072 },
    }),
    step(
      'fingerprint',
      'fingerprint',
      ['Read the fingerprint aloud', 'Прочитайте відбиток уголос'],
      [
        'The administrator copies it onto the record sheet, then reads it aloud from the sheet.',
        'Адміністратор переписує його на бланк, потім читає з бланка вголос.',
      ],
      { witness: 'words' },
    ),
    step(
      'papers',
      'destroy-papers',
      ['Destroy the papers', 'Знищте папери'],
      ['Every paper of the void set is shredded.', 'Кожен папір недійсного набору ріжуть у шредері.'],
      { witness: 'sees' },
    ),
    step('split', 'begin-split', ['Split the key', 'Поділіть ключ'], ['Nobody sees it yet.', 'Ще ніхто не бачить.']),
    step(
      'share',
      'show-share',
      ['Take your share', 'Візьміть свою частку'],
      ['Write it down, or print it.', 'Запишіть її або надрукуйте.'],
      { ...ALONE, witness: 'sees', fields: [BAG] },
    ),
    step(
      'back',
      'read-back',
      ['Read your share back', 'Зачитайте свою частку'],
      ['Type it from the paper.', 'Введіть її з паперу.'],
      ALONE,
    ),
    step('close', 'close-split', ['Prove the set', 'Доведіть набір'], ['It is restored.', 'Його відновлюють.'], {
      witness: 'sees',
    }),
    step('end', 'sign-report', ['Close and sign', 'Завершіть і підпишіть'], ['By hand.', 'Власноруч.'], {
      witness: 'sees',
    }),
  ],
};
