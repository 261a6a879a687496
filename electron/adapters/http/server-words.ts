const MAX_WORDS = 300;
const TOKEN_SHAPE = /[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/gu;
/** Where the errors of web services keep what they say, outermost first. */
const MEMBERS = ['error', 'message', 'reason', 'error_description', 'detail', 'details', 'title', 'errors'] as const;

/**
 * Gives what a server says in a failing answer, in its own words: at most 300 characters, on one line, without control
 * or invisible characters, and without any token (a server may echo the one it was sent). `null` if it says nothing.
 * A page is reduced to its title. Nothing of it is trusted: it is text to show.
 */
export function serverWords(bytes: Buffer, contentType: string | null): string | null {
  const text = bytes.toString('utf8');
  const said = isHtml(text, contentType) ? pageTitle(text) : (wordsOfJson(text) ?? text);
  return tidy(said);
}

/** Tells whether an answer is a page for people. */
export function isHtml(text: string, contentType: string | null): boolean {
  return /^\s*text\/html\b/iu.test(contentType ?? '') || /^\s*<(?:!doctype|html|head|body)\b/iu.test(text);
}

/** Makes somebody else's text fit for one line of ours; `null` if nothing is left. */
export function tidy(text: string): string | null {
  const line = text
    .slice(0, 65_536)
    .replace(TOKEN_SHAPE, '[token]')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .trim();
  return line === '' ? null : [...line].slice(0, MAX_WORDS).join('');
}

function pageTitle(text: string): string {
  const title = /<title[^>]*>([^<]{1,300})/iu.exec(text.slice(0, 65_536))?.[1];
  return title === undefined ? 'an HTML page' : `an HTML page titled "${title.trim()}"`;
}

function wordsOfJson(text: string): string | null {
  try {
    const said = wordsIn(JSON.parse(text), 0);
    return said.length === 0 ? null : [...new Set(said)].join(': ');
  } catch {
    // Not JSON: the caller shows the text itself.
    return null;
  }
}

function wordsIn(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  if (Array.isArray(value)) return value.slice(0, 5).flatMap((one) => wordsIn(one, depth + 1));
  return MEMBERS.flatMap((name) =>
    Object.hasOwn(value, name) ? wordsIn((value as Record<string, unknown>)[name], depth + 1) : [],
  );
}
