/** `2026-11-01T03:00`, with or without seconds and Z, as an instant of UTC; `null` for anything else. */
export function readTypedUtc(text: string): string | null {
  const typed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?Z?$/u.test(typed)) return null;
  const instant = Date.parse(`${typed.replace(' ', 'T').replace(/Z$/u, '')}Z`);
  return Number.isNaN(instant) ? null : new Date(instant).toISOString();
}
