import { privateMembersOf } from './jwk-members.ts';
import { isJsonObject, parseStrictObject } from './strict-json.ts';

const REMOVED = '(private: not shown)';

/**
 * The text of a kept JWKS as a person may see it. Evidence stays byte for byte in the archive; but where its publisher
 * let a private or symmetric member slip into it, the value is not passed on. A text that is no JSON is shown as it is.
 */
export function shownSet(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const value = readJson(bytes, text);
  const shown = withoutPrivate(value);
  return shown.isChanged ? JSON.stringify(shown.value, null, 2) : text;
}

/** With a member twice the strict reader refuses; what the lenient one keeps decides nothing here. */
function readJson(bytes: Buffer, text: string): unknown {
  const parsed = parseStrictObject(bytes);
  if (parsed.ok) return parsed.value;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function withoutPrivate(value: unknown): { readonly value: unknown; readonly isChanged: boolean } {
  if (Array.isArray(value)) {
    const parts = value.map(withoutPrivate);
    return { value: parts.map((part) => part.value), isChanged: parts.some(({ isChanged }) => isChanged) };
  }
  if (!isJsonObject(value)) return { value, isChanged: false };
  const secret = new Set('kty' in value ? privateMembersOf(value) : []);
  const parts = Object.entries(value).map(
    ([name, member]) => [name, secret.has(name), withoutPrivate(member)] as const,
  );
  const entries = parts.map(([name, isSecret, part]) => [name, isSecret ? REMOVED : part.value] as const);
  return {
    value: Object.fromEntries(entries),
    isChanged: parts.some(([, isSecret, part]) => isSecret || part.isChanged),
  };
}
