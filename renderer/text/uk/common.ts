import type { Text } from '../text.ts';

export const common: Text['common'] = {
  appName: 'DCM Key Manager',
  cancel: 'Скасувати',
  close: 'Закрити',
  copied: 'Скопійовано',
  copy: 'Копіювати',
  copyOf: (what) => `Копіювати: ${what}`,
  errorCode: (code) => `Код ${code}`,
  hide: 'Сховати',
  loading: 'Завантаження…',
  local: 'Місцевий час',
  none: 'Немає',
  optional: 'необов’язково',
  retry: 'Спробувати ще раз',
  reveal: 'Показати',
  typeName: (name) => `Уведіть ${name}, щоб підтвердити`,
  unknown: 'Невідомо',
  utc: 'За UTC',
  whatNext: 'Що робити:',
};
