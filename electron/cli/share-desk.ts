import { closeSync, readSync, writeSync } from 'node:fs';
import type { Language } from '../../shared/model/language.ts';
import { AppError } from '../domain/errors.ts';
import { usage } from './arguments.ts';
import type { Run } from './command.ts';
import { tooLarge } from './input.ts';
import { printable } from './output.ts';
import { enterSecretScreen, eraseSecretScreen, leaveSecretScreen } from './secret-screen.ts';
import { SHARE_WORDS, type ShareWords } from './share-words.ts';
import { followed, readLineAtTerminal } from './terminal-line.ts';

/*
 * Shares pass here and nowhere else: to a screen of their own that is cleared after each, or to one descriptor each; from the keyboard,
 * from descriptors, or from standard input. Never to standard output, never from the command line.
 */

const PREFIX = /(?=DCMKEY)/iu;

/** Whether somebody sits at a terminal, who can be asked and shown something. */
export function isAtTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Every share in a text, each from its own beginning; white space and lines between and within do not matter. */
export function sharesIn(text: string): string[] {
  return text
    .split(PREFIX)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** The numbers of descriptors, one for each time that the flag stands. @throws USAGE_INVALID */
export function descriptors(run: Run, flag: string): number[] {
  const numbers = run.args.all(flag).map((text) => (/^\d{1,4}$/u.test(text) ? Number(text) : Number.NaN));
  if (numbers.every((number) => number > 2)) return numbers;
  throw usage(`--${flag} takes the number of a descriptor above 2`, `for example: --${flag} 5 5> file`);
}

/** Writes one share to its descriptor, and closes that. @throws FILE_UNWRITABLE */
export function writeShare(fd: number, text: string): void {
  try {
    writeSync(fd, `${text}\n`);
    closeSync(fd);
  } catch (cause) {
    throw new AppError('FILE_UNWRITABLE', `descriptor ${String(fd)} does not take its share`, {
      hint: `open it for this command: --share-fd ${String(fd)} ${String(fd)}> file`,
      cause,
    });
  }
}

/** More than all papers of the largest set. */
const MOST_SHARE_BYTES = 64 * 1024;

/** What a descriptor gives, to its end. @throws FILE_UNREADABLE, INPUT_TOO_LARGE */
export function readDescriptor(fd: number): string {
  const bytes = Buffer.alloc(MOST_SHARE_BYTES + 1);
  let length = 0;
  try {
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(fd, bytes, length, bytes.length - length, null);
    }
    if (length > MOST_SHARE_BYTES) throw tooLarge(`descriptor ${String(fd)}`, MOST_SHARE_BYTES);
    return bytes.toString('utf8', 0, length);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('FILE_UNREADABLE', `descriptor ${String(fd)} cannot be read`, {
      hint: `open it for this command, for example: ${String(fd)}< file`,
      cause,
    });
  } finally {
    bytes.fill(0);
  }
}

/** A terminal on which one share at a time is shown, or typed. */
export interface ShareDesk {
  readonly language: Language;
  readonly words: ShareWords;
  /** Waits for Enter. What is typed is not seen. @throws CANCELLED for Ctrl-C, and where the terminal is closed */
  confirm(question: string): Promise<void>;
  /** Waits for a share; dots stand for what is typed. Empty: nothing was typed. @throws CANCELLED likewise */
  askShare(): Promise<string>;
  say(text: string): void;
  /** A share, as it is copied by hand. */
  show(share: string): void;
  /** Takes away what stands on the screen. */
  clear(): void;
  /** Takes it away and gives the usual screen back. */
  close(): void;
}

/** On a screen of its own: whoever opens it closes it. */
export function openShareDesk(language: Language): ShareDesk {
  const words = SHARE_WORDS[language];
  const { stderr } = process;
  const orCancelled = async (asked: Promise<unknown>) => {
    try {
      return await asked;
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      throw new AppError('CANCELLED', words.nothingMore, { hint: words.nothingChanged, cause });
    }
  };
  enterSecretScreen();
  return {
    language,
    words,
    async confirm(question) {
      await orCancelled(readLineAtTerminal({ question, isHidden: true, mark: () => '' }));
    },
    async askShare() {
      return String(await orCancelled(readShareAtTerminal(`${words.how}\n> `, words)));
    },
    say: (text) => stderr.write(`${printable(text)}\n`),
    show: (share) => stderr.write(`\n${shareRows(share, words)}\n\n`),
    clear: eraseSecretScreen,
    close: leaveSecretScreen,
  };
}

/** Prefix, and twenty groups of five. */
const [GROUPS, GROUP, PREFIX_LETTERS] = [20, 5, 7];

/** A share from the keyboard: in one line, or in as many as it has on the paper. @throws CANCELLED, PASSPHRASE_NEEDED */
export async function readShareAtTerminal(question: string, words: ShareWords): Promise<string> {
  let text = '';
  for (let asked = question; ;) {
    const line = await readLineAtTerminal({ question: asked, isHidden: true, mark: followed });
    const row = line.toString('utf8').trim();
    line.fill(0);
    text = `${text} ${row}`.trim();
    const letters = text.replace(/[\s\p{Pd}]/gu, '').length - PREFIX_LETTERS;
    // What does not begin like a share is judged as it stands.
    if (row === '' || !/^DCMKEY/iu.test(text) || letters >= GROUPS * GROUP) return text;
    asked = words.soFar(Math.max(0, Math.floor(letters / GROUP)));
  }
}

/** The widest row, with its label. */
const ROOMY = 54;

/** A share in rows of five groups, as it is copied by hand; where a screen is narrow each label has a line of its own. */
export function shareRows(share: string, { begins, groups: label }: ShareWords): string {
  const [prefix = '', ...groups] = share.split('-');
  // 0: a terminal that does not know.
  const isNarrow = (process.stderr.columns || ROOMY) < ROOMY;
  const row = (name: string, text: string) => (isNarrow ? `  ${name}\n    ${text}` : `  ${name.padEnd(18)}${text}`);
  const rows = [0, 5, 10, 15].map((at) => row(label(at + 1, at + 5), groups.slice(at, at + 5).join(' ')));
  return [row(begins, prefix), ...rows].join('\n');
}
