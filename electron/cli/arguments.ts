import { AppError } from '../domain/errors.ts';

/*
 * Why not a library: a kid may start with "-" (a base64url thumbprint often does) and is a positional all the same,
 * a value may start with "-", and a flag given twice is an error. No kept parser does all three.
 */

/** How one flag is written. `value`: takes one; `repeated`: may stand several times. */
export type FlagKind = 'switch' | 'value' | 'repeated';
export type FlagTable = Readonly<Record<string, FlagKind>>;

/** The flags of every command; they may stand before, between or after the command's words. */
export const GLOBAL_FLAGS: FlagTable = {
  home: 'value',
  keychain: 'value',
  'passphrase-fd': 'value',
  // What commands that call DCM may need; the others refuse them.
  'credential-fd': 'value',
  'proxy-password-fd': 'value',
  json: 'switch',
  lang: 'value',
  at: 'value',
  help: 'switch',
};

/** What a command says of its own arguments. */
export interface CommandShape {
  /** For example `key generate`. */
  readonly words: string;
  readonly flags: FlagTable;
  /** Names of the positionals; one in brackets may be left out; one with dots may repeat. */
  readonly positionals: readonly string[];
}

/** What was typed, sorted. */
export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]>, positionals: readonly string[]) {
    this.#values = values;
    this.positionals = positionals;
  }

  has(flag: string): boolean {
    return this.#values.has(flag);
  }

  value(flag: string): string | null {
    return this.#values.get(flag)?.[0] ?? null;
  }

  all(flag: string): readonly string[] {
    return this.#values.get(flag) ?? [];
  }

  /** @throws USAGE_INVALID when the flag is missing */
  required(flag: string): string {
    const value = this.value(flag);
    if (value === null) throw usage(`--${flag} is missing`);
    return value;
  }

  positional(index: number): string {
    const value = this.positionals[index];
    if (value === undefined) throw usage('an argument is missing');
    return value;
  }
}

/** An error of usage; the hint leads to the list of commands. */
export function usage(message: string, hint = 'see dcm-keys --help'): AppError {
  return new AppError('USAGE_INVALID', message, { hint });
}

/**
 * Finds the command that is meant, and sorts its arguments.
 * @returns `null` for the command where only flags (or nothing) were typed
 * @throws USAGE_INVALID
 */
export function parseArguments<C extends CommandShape>(
  argv: readonly string[],
  commands: readonly C[],
): { readonly command: C | null; readonly args: Arguments } {
  const command = findCommand(argv, commands);
  const flags: FlagTable = { ...GLOBAL_FLAGS, ...command?.flags };
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  let misspelt: string | null = null;
  let wordsLeft = command === null ? 0 : command.words.split(' ').length;
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    if (argument === '--') {
      positionals.push(...argv.slice(index + 1));
      break;
    }
    const flag = readFlag(argument, flags);
    if (flag === null) {
      if (wordsLeft > 0) wordsLeft -= 1;
      else positionals.push(argument);
      // A pasted PEM begins with dashes too, and it is for the command to say what it is.
      if (/^--[a-z][a-z-]*(?:=|$)/u.test(argument)) misspelt ??= argument;
      continue;
    }
    const { name, inline } = flag;
    const kind = flags[name];
    if (kind !== 'repeated' && values.has(name)) throw usage(`--${name} is given twice`);
    let value = '';
    if (kind === 'switch') {
      if (inline !== null) throw usage(`--${name} takes no value`);
    } else if (inline !== null) {
      value = inline;
    } else {
      index += 1;
      const next = argv[index];
      if (next === undefined) throw usage(`--${name} needs a value`);
      value = next;
    }
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const args = new Arguments(values, positionals);
  if (command !== null && misspelt !== null && !command.positionals.includes('KID')) {
    throw usage(`${command.words}: no such flag: ${shorten(misspelt)}`, `see dcm-keys ${command.words} --help`);
  }
  // Whoever asks what a command takes does not know it yet.
  if (command !== null && !args.has('help')) checkPositionals(command, positionals);
  else if (command === null && positionals.length > 0 && !args.has('help')) throw unknownCommand(positionals);
  return { command, args };
}

/** The command whose words are the longest match for the first words typed, global flags left aside. */
function findCommand<C extends CommandShape>(argv: readonly string[], commands: readonly C[]): C | null {
  const words: string[] = [];
  for (let index = 0; index < argv.length && words.length < 2; index += 1) {
    const argument = argv[index] ?? '';
    if (argument === '--') break;
    const flag = readFlag(argument, GLOBAL_FLAGS);
    if (flag === null) words.push(argument);
    else if (flag.inline === null && GLOBAL_FLAGS[flag.name] !== 'switch') index += 1;
  }
  const byWords = (text: string): C | null => commands.find((one) => one.words === text) ?? null;
  const found = byWords(words.join(' ')) ?? byWords(words[0] ?? '');
  const isGroup = commands.some((one) => one.words.startsWith(`${words[0] ?? ''} `));
  if (found === null && words.length > 0 && !(isGroup && argv.includes('--help'))) throw unknownCommand(words);
  return found;
}

function readFlag(argument: string, flags: FlagTable): { name: string; inline: string | null } | null {
  if (!argument.startsWith('--') || argument === '--') return null;
  const equals = argument.indexOf('=');
  const name = argument.slice(2, equals === -1 ? undefined : equals);
  if (!Object.hasOwn(flags, name)) return null;
  return { name, inline: equals === -1 ? null : argument.slice(equals + 1) };
}

function checkPositionals(command: CommandShape, given: readonly string[]): void {
  const needed = command.positionals.filter((name) => !name.startsWith('[')).length;
  const mayRepeat = command.positionals.some((name) => name.includes('…'));
  if (given.length < needed) {
    throw usage(`${command.words}: ${command.positionals[given.length] ?? 'an argument'} is missing`);
  }
  if (given.length > command.positionals.length && !mayRepeat) {
    throw usage(`${command.words}: unexpected "${shorten(given[command.positionals.length] ?? '')}"`);
  }
}

function unknownCommand(words: readonly string[]): AppError {
  return usage(`no such command: ${shorten(words.join(' '))}`, 'dcm-keys --help lists the commands');
}

/** What was typed may be a pasted token or worse: only its beginning is repeated. */
function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
