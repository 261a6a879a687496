import { describe, expect, it } from 'vitest';
import { type CommandShape, parseArguments } from '../../electron/cli/arguments.ts';

const COMMANDS: readonly CommandShape[] = [
  { words: 'practice', flags: { port: 'value' }, positionals: [] },
  { words: 'practice token', flags: { kind: 'value' }, positionals: [] },
  { words: 'key show', flags: {}, positionals: ['KID'] },
  { words: 'token sign', flags: { claim: 'repeated', sub: 'value', 'no-exp': 'switch' }, positionals: [] },
  { words: 'token verify', flags: { own: 'switch', file: 'value' }, positionals: ['[TOKEN]'] },
];

const parse = (...argv: string[]) => parseArguments(argv, COMMANDS);
const refusal = (...argv: string[]) => {
  try {
    parse(...argv);
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'accepted';
};

describe('arguments', () => {
  it('takes global flags before, between and after the words of a command', () => {
    for (const argv of [
      ['--home', 'h', 'key', 'show', 'k'],
      ['key', '--home', 'h', 'show', 'k'],
      ['key', 'show', '--home=h', 'k'],
      ['key', 'show', 'k', '--home', 'h'],
    ]) {
      const { command, args } = parse(...argv);
      expect([command?.words, args.value('home'), args.positionals]).toEqual(['key show', 'h', ['k']]);
    }
  });

  it('takes what follows a flag as its value, even with a leading dash', () => {
    expect(parse('token', 'sign', '--sub', '--json').args.value('sub')).toBe('--json');
    expect(parse('token', 'sign', '--sub', '-x').args.value('sub')).toBe('-x');
    expect(parse('--home', 'token', 'key', 'show', 'k').command?.words).toBe('key show');
  });

  it('takes --flag=value everywhere, also an empty one and one with equals signs', () => {
    expect(parse('token', 'sign', '--sub=').args.value('sub')).toBe('');
    expect(parse('token', 'sign', '--claim=a="b=c"').args.all('claim')).toEqual(['a="b=c"']);
  });

  it('takes a positional that begins with a dash and is no known flag as a kid', () => {
    expect(parse('key', 'show', '-abc_DEF').args.positionals).toEqual(['-abc_DEF']);
    expect(parse('key', 'show', '--8fK').args.positionals).toEqual(['--8fK']);
    expect(parse('key', 'show', '--sub').args.positionals).toEqual(['--sub']);
  });

  it('ends flags at --', () => {
    expect(parse('key', 'show', '--', '--json').args.positionals).toEqual(['--json']);
    expect(parse('key', 'show', '--', '--json').args.has('json')).toBe(false);
  });

  it('prefers the longer command', () => {
    expect(parse('practice').command?.words).toBe('practice');
    expect(parse('practice', 'token', '--kind', 'x').command?.words).toBe('practice token');
    expect(parse('practice', '--port', '1').args.value('port')).toBe('1');
  });

  it('takes a group of commands with --help as a question, and nothing else without its second word', () => {
    expect([parse('key', '--help').command, parse('--help', 'key').args.has('help')]).toEqual([null, true]);
    // What a command takes is told to whoever has given nothing of it.
    expect([parse('key', 'show', '--help').command?.words, refusal('key', 'show')]).toEqual([
      'key show',
      'USAGE_INVALID',
    ]);
    expect([refusal('key'), refusal('nonsense', '--help')]).toEqual(['USAGE_INVALID', 'USAGE_INVALID']);
  });

  it('refuses the same flag twice, but for those that repeat', () => {
    expect(refusal('key', 'show', 'k', '--home', 'a', '--home', 'b')).toBe('USAGE_INVALID');
    expect(refusal('token', 'verify', '--own', '--own')).toBe('USAGE_INVALID');
    expect(parse('token', 'sign', '--claim', 'a=1', '--claim', 'b=2').args.all('claim')).toEqual(['a=1', 'b=2']);
  });

  it('refuses what it does not know, what is missing and what is too much', () => {
    expect(refusal('nonsense')).toBe('USAGE_INVALID');
    expect(refusal('key', 'nonsense')).toBe('USAGE_INVALID');
    expect(refusal('key', 'show')).toBe('USAGE_INVALID');
    expect(refusal('key', 'show', 'a', 'b')).toBe('USAGE_INVALID');
    expect(refusal('token', 'sign', '--sub')).toBe('USAGE_INVALID');
    expect(refusal('token', 'verify', '--own=yes')).toBe('USAGE_INVALID');
    expect(refusal('token', 'sign', '--bogus')).toBe('USAGE_INVALID');
  });

  it('does not repeat a pasted token in its messages', () => {
    const token = `eyJhbGciOiJub25lIn0.${'A'.repeat(200)}`;
    try {
      parse('key', 'show', 'k', token);
    } catch (error) {
      expect(String(error)).not.toContain('A'.repeat(20));
    }
  });
});
