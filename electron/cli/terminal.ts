import { languageSchema } from '../../shared/model/language.ts';
import { AppError } from '../domain/errors.ts';
import type { Home } from '../services/home.ts';
import { type Arguments, parseArguments, usage } from './arguments.ts';
import { auditCommands } from './audit-commands.ts';
import type { Command, Core, HomeUse, Run } from './command.ts';
import { dcmCommands } from './dcm-commands.ts';
import { demoCommand } from './demo-command.ts';
import { environmentCommands } from './environment-commands.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import { jwkCommands } from './jwk-commands.ts';
import { keyCommands } from './key-commands.ts';
import { keyImportCommand } from './key-import-command.ts';
import { keyLifeCommands } from './key-life-commands.ts';
import { createOutput, type Output } from './output.ts';
import { passphraseFrom } from './passphrase.ts';
import { passportCommands } from './passport-commands.ts';
import { practiceCommands } from './practice-commands.ts';
import { endAtOnce } from './runtime.ts';
import { snapshotCommands } from './snapshot-commands.ts';
import { tokenCommands } from './token-commands.ts';

const COMMANDS: readonly Command[] = [
  demoCommand,
  ...practiceCommands,
  ...environmentCommands,
  ...keyCommands,
  keyImportCommand,
  ...keyLifeCommands,
  ...jwkCommands,
  ...dcmCommands,
  ...snapshotCommands,
  ...tokenCommands,
  ...auditCommands,
  ...passportCommands,
];

/** Runs one command line to its exit code. Every error ends here: a code, a sentence, what to do next. */
export async function runTerminal(argv: readonly string[], core: Core): Promise<ExitCode> {
  // Before the arguments are understood, an error can only guess in which form it is wanted.
  let output = createOutput(argv.includes('--json'), process);
  try {
    const { command, args } = parseArguments(argv, COMMANDS);
    output = createOutput(args.has('json'), process);
    if (command === null || args.has('help')) {
      showHelp(output, command, core.version);
      return command === null && !args.has('help') ? EXIT.usage : EXIT.done;
    }
    return await runCommand(command, args, output, core);
  } catch (error) {
    return report(error, output);
  }
}

async function runCommand(command: Command, args: Arguments, output: Output, core: Core): Promise<ExitCode> {
  const language = languageSchema.safeParse(args.value('lang') ?? 'en');
  if (!language.success) throw usage('--lang is one of en, uk');
  const keychain = args.value('keychain');
  if (keychain !== null && keychain !== 'os' && keychain !== 'sealed') throw usage('--keychain is one of os, sealed');
  let home: Home | null = null;
  const run: Run = {
    args,
    output,
    core,
    language: language.data,
    async home(use: HomeUse) {
      home ??= await core.openHome({
        path: args.value('home'),
        use,
        keychain,
        passphrase: passphraseFrom(args.value('passphrase-fd')),
      });
      return home;
    },
    readStdin,
    untilStopped,
  };
  try {
    return await command.run(run);
  } finally {
    await closeHome(home);
  }
}

async function closeHome(home: Home | null): Promise<void> {
  await home?.close();
}

function report(error: unknown, output: Output): ExitCode {
  if (error instanceof AppError) {
    output.failure(error);
    if (error.code === 'KEYCHAIN_TIMEOUT') endAtOnce(exitCodeOf(error.code));
    return exitCodeOf(error.code);
  }
  output.failure({
    code: 'INTERNAL',
    message: `an error that should not happen (${error instanceof Error ? error.name : typeof error})`,
    hint: 'nothing half-done was kept; report it with the command that you ran (without tokens or keys)',
  });
  return EXIT.internal;
}

function showHelp(output: Output, command: Command | null, version: string): void {
  const shown = command === null ? COMMANDS : [command];
  const width = Math.max(...shown.map((one) => one.words.length));
  output.raw(
    [
      `dcm-keys ${version}: the keys that speak for the bank to DCM`,
      '',
      ...shown.map((one) => `  ${one.words.padEnd(width)}  ${one.summary}`),
      '',
      'everywhere: --home DIR  --keychain os|sealed  --passphrase-fd N  --json  --lang en|uk  --help',
      'exit codes: 0 done, valid · 1 judged and not valid · 2 usage, input · 3 keychain · 4 DCM, network · 5 integrity, storage',
      '            6 could not be decided · 7 refused by policy · 70 internal · 130 interrupted',
    ].join('\n'),
  );
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

async function untilStopped(): Promise<void> {
  process.removeAllListeners('SIGINT');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
