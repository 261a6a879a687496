/**
 * Decodes canonical base64url: the URL-safe alphabet, no padding, no stray bits. `null` for anything else.
 * The runtime's own decoder takes far more than that (padding, white space, foreign letters), so the only proof
 * is that encoding the result again gives the very same text.
 * @see RFC 4648 §3.5, §5
 */
export function decodeBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

/** Why a text is no canonical base64url; asked only after `decodeBase64url` has refused it. */
export function base64urlProblem(text: string): 'padding' | 'alphabet' | 'not-canonical' {
  if (/^[A-Za-z0-9_-]+={1,2}$/u.test(text)) return 'padding';
  return /^[A-Za-z0-9_-]*$/u.test(text) ? 'not-canonical' : 'alphabet';
}
