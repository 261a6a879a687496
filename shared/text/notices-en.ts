/** The words of notices and calendars about keys that end. */
export interface NoticeTexts {
  /** What is said of one key. */
  line(name: string, daysLeft: number): string;
  /** What to do about it. */
  next(end: string, hasEnded: boolean): string;
  several(count: number): string;
  others(count: number): string;
  event(name: string): string;
  readonly thumbprint: string;
  readonly algorithm: string;
  readonly environment: string;
}

export const NOTICES_EN: NoticeTexts = {
  line: (name, daysLeft) =>
    daysLeft === 0
      ? `The key “${name}” has expired`
      : `The key “${name}” expires in ${daysLeft === 1 ? 'one day' : `${String(daysLeft)} days`}`,
  next: (end, hasEnded) =>
    hasEnded
      ? `It signs no more since ${end}. Use its successor, or make one.`
      : `It signs until ${end}. Make its successor and register it before that.`,
  several: (count) => `${String(count)} keys expire soon or have expired`,
  others: (count) => `and ${String(count)} more`,
  event: (name) => `Key expires: ${name}`,
  thumbprint: 'thumbprint',
  algorithm: 'algorithm',
  environment: 'environment',
};
