import { existsSync } from 'node:fs';
import { languageSchema } from '../../shared/model/language.ts';
import { AppError } from '../domain/errors.ts';
import type { Home } from '../services/home.ts';
import { type Arguments, parseArguments, usage } from './arguments.ts';
import { accessCommands } from './access-commands.ts';
import { auditCommands } from './audit-commands.ts';
import { backupCommands } from './backup-commands.ts';
import { bundleCommands } from './bundle-command.ts';
import { giveCallSecrets } from './call-secrets.ts';
import { caseCommands } from './case-commands.ts';
import { caseDocumentCommands } from './case-document-commands.ts';
import { ceremonyCommands } from './ceremony-commands.ts';
import { ceremonyPaperCommands } from './ceremony-paper-commands.ts';
import { clockCommands } from './clock-commands.ts';
import type { Command, Core, HomeUse, Run } from './command.ts';
import { dcmCommands } from './dcm-commands.ts';
import { demoCommand } from './demo-command.ts';
import { distrustCommands } from './distrust-commands.ts';
import { environmentCommands } from './environment-commands.ts';
import { examineCommand } from './examine-command.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import { explainCommand } from './explain-command.ts';
import { helpText, summaryOf } from './help-text.ts';
import { instantOf, MOST_BYTES, tooLarge } from './input.ts';
import { jwkCommands } from './jwk-commands.ts';
import { keyCommands } from './key-commands.ts';
import { keyDetailCommands } from './key-detail-commands.ts';
import { keyDocumentCommands } from './key-document-commands.ts';
import { keyImportCommand } from './key-import-command.ts';
import { keyLifeCommands } from './key-life-commands.ts';
import { keychainCommands } from './keychain-commands.ts';
import { keyProveCommand } from './key-prove-command.ts';
import { keyWordsCommand } from './key-words-command.ts';
import { createOutput, type Output } from './output.ts';
import { homePath } from './named-home.ts';
import { passphraseFrom } from './passphrase.ts';
import { passportCommands } from './passport-commands.ts';
import { practiceCommands } from './practice-commands.ts';
import { rotationCommands } from './rotation-commands.ts';
import { endAtOnce } from './runtime.ts';
import { signCommands } from './sign-commands.ts';
import { scanCommand } from './scan-command.ts';
import { snapshotCommands } from './snapshot-commands.ts';
import { standbyCommands } from './standby-commands.ts';
import { templateCommands } from './template-commands.ts';
import { tokenCommands } from './token-commands.ts';
import { tokenFindCommand } from './token-find-command.ts';
import { tokenHistoryCommand } from './token-history-command.ts';
import { watchCommands } from './watch-commands.ts';

const COMMANDS: readonly Command[] = [
  demoCommand,
  ...practiceCommands,
  ...environmentCommands,
  ...accessCommands,
  ...keyCommands,
  keyImportCommand,
  ...keyLifeCommands,
  ...keychainCommands,
  ...keyDetailCommands,
  keyProveCommand,
  keyWordsCommand,
  ...keyDocumentCommands,
  examineCommand,
  explainCommand,
  ...jwkCommands,
  ...dcmCommands,
  ...watchCommands,
  ...distrustCommands,
  ...rotationCommands,
  ...standbyCommands,
  ...snapshotCommands,
  ...signCommands,
  ...tokenCommands,
  tokenFindCommand,
  tokenHistoryCommand,
  ...templateCommands,
  ...clockCommands,
  scanCommand,
  ...auditCommands,
  ...passportCommands,
  ...backupCommands,
  ...bundleCommands,
  ...caseCommands,
  ...caseDocumentCommands,
  ...ceremonyCommands,
  ...ceremonyPaperCommands,
];

/** Runs one command line to its exit code. Every error ends here: a code, a sentence, what to do next. */
export async function runTerminal(argv: readonly string[], core: Core): Promise<ExitCode> {
  // Before the arguments are understood, an error can only guess in which form it is wanted.
  let output = createOutput(argv.includes('--json'), 'en', process);
  try {
    const { command, args } = parseArguments(argv, COMMANDS);
    output = createOutput(args.has('json'), languageSchema.safeParse(args.value('lang')).data ?? 'en', process);
    if (args.has('help')) {
      showHelp(output, { command, args }, core.version);
      return EXIT.done;
    }
    if (command === null) throw usage('no command is given', 'dcm-keys --help lists the commands');
    return await runCommand(command, args, output, core);
  } catch (error) {
    return report(error, output);
  }
}

async function runCommand(command: Command, args: Arguments, output: Output, core: Core): Promise<ExitCode> {
  const language = languageSchema.safeParse(args.value('lang') ?? 'en');
  if (!language.success) throw usage('--lang is one of en, uk');
  const at = args.value('at');
  if (at !== null) instantOf(at, 'at');
  const passphrase = passphraseFrom(args.value('passphrase-fd'), language.data);
  const keychain = args.value('keychain');
  if (keychain !== null && keychain !== 'os' && keychain !== 'sealed') throw usage('--keychain is one of os, sealed');
  let home: Home | null = null;
  const run: Run = {
    args,
    output,
    core,
    language: language.data,
    async home(use: HomeUse) {
      if (home !== null) return home;
      home = await core.openHome({ path: homePath(args), use, keychain, passphrase });
      if (keychain !== null) home.session.choose(keychain);
      await giveCallSecrets(home, command.words, args);
      return home;
    },
    readStdin,
    untilStopped,
  };
  try {
    const exitCode = await command.run(run);
    if (home !== null && !saysItself(command)) warnUnrecorded(home, output);
    if (home !== null) remindOfDue(home, output);
    return exitCode;
  } finally {
    await closeHome(home);
  }
}

/** A verdict carries this warning itself, and a scan says it. */
function saysItself(command: Command): boolean {
  return command.words === 'token verify' || command.words === 'scan';
}

/** Reading goes on where nothing can be recorded; whoever reads is told. A home that is not there has nothing to record in. */
function warnUnrecorded(home: Home, output: Output): void {
  if (home.store.isWritable || !existsSync(home.path)) return;
  output.remark('NOT_RECORDED: this home can only be read, so the trail does not show this command');
}

/** Whoever has opened the keychain can let it be deleted as well. */
function remindOfDue(home: Home, output: Output): void {
  const due = home.session.wasOpened() && !output.isJson ? home.keyLife.due() : [];
  if (due.length === 0) return;
  const kids = due.map(({ kid }) => kid).join(', ');
  output.remark(`due for deletion: ${kids}\nto delete them: dcm-keys key delete --due`);
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

/** The whole list; of one command, or of those that begin with the words that were typed. */
function showHelp(
  output: Output,
  { command, args }: { command: Command | null; args: Arguments },
  version: string,
): void {
  const language = languageSchema.safeParse(args.value('lang')).data ?? 'en';
  const [first] = args.positionals;
  const group = first === undefined ? COMMANDS : COMMANDS.filter(({ words }) => words.startsWith(`${first} `));
  const shown = command === null ? group : [command];
  if (output.isJson) {
    const commands = shown.map((one) => ({ words: one.words, summary: summaryOf(one, language) }));
    output.result({ version, commands }, []);
    return;
  }
  const columns = process.stdout.isTTY ? process.stdout.columns : null;
  output.raw(helpText(shown, { version, language, columns }));
}

/** @throws INPUT_TOO_LARGE */
async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    bytes += chunks.at(-1)?.length ?? 0;
    if (bytes > MOST_BYTES) throw tooLarge('standard input', MOST_BYTES);
  }
  return Buffer.concat(chunks);
}

async function untilStopped(): Promise<void> {
  process.removeAllListeners('SIGINT');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
