import type { ScanWords } from './scan-summary-en.ts';

const RULES = new Intl.PluralRules('uk');

function plural(count: number, one: string, few: string, many: string): string {
  const rule = RULES.select(count);
  return `${String(count)} ${rule === 'one' ? one : rule === 'few' ? few : many}`;
}

export const SCAN_UK: ScanWords = {
  found: (uses, tokens) =>
    `${plural(uses, 'використання', 'використання', 'використань')} ${plural(tokens, 'токена', 'токенів', 'токенів')}`,
  within: (files, bytes, seconds) =>
    ` у ${plural(files, 'файлі', 'файлах', 'файлах')} (${plural(bytes, 'байт', 'байти', 'байтів')}, ${seconds} с)`,
  fromRows: ', полічено за рядками: CSV не містить переліку файлів',
  outcome: 'висновок',
  code: 'код',
  issuer: 'підписав',
  kid: 'kid',
  anomaly: 'дивне',
  none: '(немає)',
  affected: 'зачеплено',
  noTime: 'без часу',
  between: (from, to) => `${from} – ${to}`,
  file: 'файл',
  notRead: 'НЕ ПРОЧИТАНО',
  notReadToEnd: 'не прочитано до кінця',
  withoutZone: (uses) =>
    `${plural(uses, 'використання', 'використання', 'використань')} – біля часу без поясу: час не оцінено; скажіть пояс: --zone +02:00`,
  notRecorded: 'NOT_RECORDED: журнал аудиту недоступний для запису: занотуйте це сканування деінде',
  withTokens:
    'WITH_TOKENS: записано самі токени: хто має такий, може користуватися ним до його exp; нікому не давайте експорту й видаліть його, коли він не потрібен',
  notPrivate: 'WITH_TOKENS: файл належить іншому користувачеві, і його можуть читати інші',
};
