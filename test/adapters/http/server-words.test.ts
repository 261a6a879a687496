import { expect, test } from 'vitest';
import { serverWords } from '../../../electron/adapters/http/server-words.ts';

const words = (text: string, type: string | null = 'application/json'): string | null =>
  serverWords(Buffer.from(text), type);

test.each([
  ['{"error":"logic error"}', 'logic error'],
  ['{"error":{"code":401,"status":"x","message":"not you","reason":"no session"}}', 'not you: no session'],
  ['{"message":"a","error":"b"}', 'b: a'],
  ['{"errors":[{"message":"one"},{"message":"two"}]}', 'one: two'],
  ['{"errors":["x","x"]}', 'x'],
  ['{"title":"Bad","detail":"kid"}', 'kid: Bad'],
  ['"just text"', 'just text'],
  ['{"fault":1}', '{"fault":1}'],
  ['{"error":', '{"error":'],
  ['Unauthorized / Access credentials are invalid', 'Unauthorized / Access credentials are invalid'],
  ['{"error":"a\\nb\\u0000\\u001b[1mc\\u202ed"}', 'a b [1mcd'],
  ['{"__proto__":{"error":"x"}}', '{"__proto__":{"error":"x"}}'],
])('reads %s as %s', (text, said) => {
  expect(words(text)).toBe(said);
});

test('says nothing where the server says nothing', () => {
  expect(words('')).toBeNull();
  expect(words(' \r\n\0')).toBeNull();
});

test('reduces a page to its title', () => {
  expect(words('<!DOCTYPE html><html><head><title>\n Sign in </title><script>x</script>', 'text/html')).toBe(
    'an HTML page titled "Sign in"',
  );
  expect(words('<html><h1>x', null)).toBe('an HTML page');
});

test('leaves out anything that has the shape of a token', () => {
  const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(342)}`;
  expect(words(JSON.stringify({ error: `cannot read ${token}!` }))).toBe('cannot read [token]!');
  expect(words(token, 'text/plain')).toBe('[token]');
});

test('cuts by characters, not in the middle of one', () => {
  expect([...(words('😀'.repeat(400), 'text/plain') ?? '')]).toHaveLength(300);
  expect((words('😀'.repeat(400), 'text/plain') ?? '').isWellFormed()).toBe(true);
});
