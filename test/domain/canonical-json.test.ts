import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../electron/domain/canonical-json.ts';
import { hasCode } from '../../electron/domain/errors.ts';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return hasCode(error, 'INPUT_INVALID') ? error.code : String(error);
  }
  return 'no error';
}

describe('canonical JSON', () => {
  it('sorts members as in the example of RFC 8785 §3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/:"([^"]+)"/gu)].map((match) => match[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it('escapes strings as in RFC 8785 §3.2.2.2: nothing that need not be', () => {
    expect(canonicalJson('\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  });

  it('writes literals and nested values without white space', () => {
    expect(canonicalJson({ b: [null, true, false, -0, 9007199254740991], a: {} })).toBe(
      '{"a":{},"b":[null,true,false,0,9007199254740991]}',
    );
  });

  it('writes a member called __proto__ like any other', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"x":1},"a":2}'))).toBe('{"__proto__":{"x":1},"a":2}');
  });

  it.each([
    ['a fraction', 1.5],
    ['a number above 2^53', 2 ** 53],
    ['NaN', Number.NaN],
    ['Infinity', -Infinity],
    ['a bigint', 1n],
    ['undefined', undefined],
    ['a member that is undefined', { a: undefined }],
    ['a hole in a list', Array.from({ length: 2 }).fill(1, 1)],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a symbol member', { [Symbol('x')]: 1 }],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', Buffer.from('x')],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a name', { 'a\udc00': 1 }],
    ['an instance of a class', new URL('https://dcm.example')],
  ])('refuses %s', (_name, value) => {
    expect(codeOf(() => canonicalJson(value))).toBe('INPUT_INVALID');
    expect(codeOf(() => canonicalJson({ deep: [value] }))).toBe('INPUT_INVALID');
  });

  it('refuses a value that contains itself, and one of 100 000 levels', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(codeOf(() => canonicalJson(circle))).toBe('INPUT_INVALID');
    expect(codeOf(() => canonicalJson(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))))).toBe('INPUT_INVALID');
  });

  it('names the place of what it refuses as a JSON pointer, and not the value', () => {
    let message = '';
    try {
      canonicalJson({ 'a/b': [0, { '~': 0.5 }] });
    } catch (error) {
      message = error instanceof Error ? error.message : '';
    }
    expect(message).toContain('"/a~1b/1/~0"');
    expect(message).not.toContain('0.5');
  });

  it('gives one text for one value, whatever the order of its members, and parses back to it', () => {
    const value = fc.jsonValue({ maxDepth: 5 }).filter((one) => isCanonical(one));
    fc.assert(
      fc.property(value, (one) => {
        const text = canonicalJson(one);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(reversed(one))).toBe(text);
      }),
    );
  });
});

function isCanonical(value: unknown): boolean {
  return codeOf(() => canonicalJson(value)) === 'no error';
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
