import { closeSync, readFileSync, writeSync } from 'node:fs';
import { AppError } from '../domain/errors.ts';
import { usage } from './arguments.ts';
import type { Run } from './command.ts';
import { followed, readLineAtTerminal } from './terminal-line.ts';

/*
 * Shares pass here and nowhere else: to a screen that is cleared after each, or to one descriptor each; from the keyboard,
 * from descriptors, or from standard input. Never to standard output, never from the command line.
 */

const CLEAR = '\u001B[2J\u001B[3J\u001B[H';
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

/** @throws FILE_UNREADABLE */
export function readDescriptor(fd: number): string {
  try {
    return readFileSync(fd, 'utf8');
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', `descriptor ${String(fd)} cannot be read`, {
      hint: `open it for this command, for example: ${String(fd)}< file`,
      cause,
    });
  }
}

/** A terminal on which one share at a time is shown, or typed. */
export interface ShareDesk {
  /** Asks, and waits for the line, which is not echoed: dots stand for it. @throws CANCELLED for Ctrl-C, and where the terminal is closed */
  ask(question: string): Promise<string>;
  say(text: string): void;
  /** Takes away what stands on the screen, and what can be scrolled back to. */
  clear(): void;
}

export function openShareDesk(): ShareDesk {
  const { stderr } = process;
  return {
    async ask(question) {
      try {
        const line = await readLineAtTerminal({ question, isHidden: true, mark: followed });
        const text = line.toString('utf8');
        line.fill(0);
        return text;
      } catch (cause) {
        if (!(cause instanceof AppError)) throw cause;
        throw new AppError('CANCELLED', 'nothing more was typed', {
          hint: 'a set that is not closed is void: begin a new one',
          cause,
        });
      }
    },
    say: (text) => stderr.write(`${text}\n`),
    clear: () => stderr.write(CLEAR),
  };
}

/** A share in rows of five groups, as it is copied by hand. */
export function shareRows(text: string): string {
  const [prefix = '', ...groups] = text.split('-');
  const rows = [0, 5, 10, 15].map((at) => {
    const label = `groups ${String(at + 1)} to ${String(at + 5)}`.padEnd(18);
    return `  ${label}${groups.slice(at, at + 5).join(' ')}`;
  });
  return [`  ${'begins with'.padEnd(18)}${prefix}`, ...rows].join('\n');
}
