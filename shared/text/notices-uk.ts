import type { NoticeTexts } from './notices-en.ts';

const RULES = new Intl.PluralRules('uk');

function counted(count: number, one: string, few: string, many: string): string {
  const rule = RULES.select(count);
  return `${String(count)} ${rule === 'one' ? one : rule === 'few' ? few : many}`;
}

export const NOTICES_UK: NoticeTexts = {
  line: (name, daysLeft) =>
    daysLeft === 0
      ? `Строк ключа «${name}» минув`
      : `Строк ключа «${name}» спливає через ${counted(daysLeft, 'день', 'дні', 'днів')}`,
  next: (end, hasEnded) =>
    hasEnded
      ? `Із ${end} ним не можна підписувати. Користуйтеся наступним ключем або створіть його.`
      : `Він підписує до ${end}. Заздалегідь створіть і зареєструйте наступний.`,
  several: (count) => `Спливає або минув строк ${counted(count, 'ключа', 'ключів', 'ключів')}`,
  others: (count) => `і ще ${String(count)}`,
  event: (name) => `Строк ключа спливає: ${name}`,
  thumbprint: 'відбиток',
  algorithm: 'алгоритм',
  environment: 'середовище',
};
