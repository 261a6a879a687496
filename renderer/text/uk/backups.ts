import type { Text } from '../text.ts';

export const backups: Text['backups'] = {
  title: 'Резервні копії',
  lead: 'Хто яку частку зберігає й коли її востаннє прочитано з паперу. Самих часток тут не показують ніколи.',
  noneTitle: 'Жодного ключа не скопійовано',
  noneBody:
    'Для більшості ключів краще мати запасний. Розділену копію роблять на церемонії або командою dcm-keys backup create.',
  back: 'Церемонії',
  link: 'Резервні копії та зберігачі',
  of: (threshold, shares) => `відкривають ${String(threshold)} частки з ${String(shares)}`,
  states: { open: 'Створюється', closed: 'Перевірено', void: 'Недійсний: знищте його папери' },
  keys: 'Ключі',
  made: 'Створено',
  lastDrill: 'Останнє навчальне відновлення',
  nextDrill: 'Перевірити знову до',
  reason: 'Чому недійсний',
  rehearsal: 'Репетиція',
  share: 'Частка',
  custodian: 'Зберігач',
  place: 'Де',
  since: 'Має з',
  proven: 'Востаннє прочитано правильно',
  file: 'SHA-256 файла',
  drillHint:
    'Навчальне відновлення: dcm-keys backup drill --file F. Окрема частка: dcm-keys backup check-share. Мережа не потрібна.',
};
