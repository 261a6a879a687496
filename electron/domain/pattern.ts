/** Tells whether a text fits a pattern, see `patternSchema`. A claim that is absent, or no text, fits none. */
export function fitsPattern(pattern: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (pattern === '*') return value !== '';
  if (pattern.endsWith('*')) return value.length >= pattern.length && value.startsWith(pattern.slice(0, -1));
  if (pattern.startsWith('*')) return value.length >= pattern.length && value.endsWith(pattern.slice(1));
  return value === pattern;
}
