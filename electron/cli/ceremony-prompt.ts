import { createInterface } from 'node:readline';
import type { Language } from '../../shared/model/language.ts';
import { AppError } from '../domain/errors.ts';
import { type Output, printable, wrapped } from './output.ts';
import { isAtTerminal, openShareDesk, readShareAtTerminal, writeShare } from './share-desk.ts';
import { SHARE_WORDS } from './share-words.ts';
import { followed, readLineAtTerminal } from './terminal-line.ts';

/** Asks people, line by line: at a terminal, or from lines that were prepared. */
export interface Prompt {
  /** One line; `null`: there are no more. What is secret is not echoed by a terminal; a share may take several lines there. */
  ask(question: string, secret?: 'passphrase' | 'share' | null): Promise<string | null>;
  /** A line for people, on stderr. */
  say(text: string): void;
  /** Whether there is still a way for a share. */
  mayShow(): boolean;
  /**
   * A share for the eyes of its custodian: on a screen of its own until it is written down, or to a descriptor of its own.
   * @returns whether it went its way; not where the lines end, or the terminal is interrupted
   * @throws USAGE_INVALID, FILE_UNWRITABLE
   */
  showShare(heading: string, text: string): Promise<boolean>;
  /** Whether the lines ended because somebody at the terminal broke off. */
  wasInterrupted(): boolean;
  close(): void;
}

interface ShareWays {
  /** Descriptors that shares go to instead of the screen, one for each. */
  readonly shareFds: readonly number[];
  /** The shares of a rehearsal open nothing: they are shown anywhere. */
  readonly isRehearsal: boolean;
}

/** Whether a share would be seen by the person at the screen alone, who can say when to take it away: what is no terminal is a file, or goes to one. */
export function mayShowShares({ shareFds, isRehearsal }: ShareWays): boolean {
  return isRehearsal || isAtTerminal() || shareFds.length > 0;
}

/** Reads standard input line by line; whatever is asked or said goes to stderr. */
export function createPrompt(output: Output, ways: ShareWays, language: Language): Prompt {
  const words = SHARE_WORDS[language];
  const fds = [...ways.shareFds];
  const lines = process.stdin.isTTY ? null : preparedLines();
  let isBrokenOff = false;
  /** Interrupted, or the terminal is gone: there are no more lines. */
  const orNull = async (line: Promise<string>) => {
    try {
      return await line;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      isBrokenOff = true;
      return null;
    }
  };
  return {
    async ask(question, secret = null) {
      const asked = `${fitting(printable(question))}:\n`;
      if (lines === null && secret === 'share') {
        return await orNull(readShareAtTerminal(`${asked}${words.how}\n> `, words));
      }
      if (lines === null) return await orNull(typedLine(asked, secret !== null));
      output.remark(`${question}:`);
      return await lines.next();
    },
    say: (text) => output.remark(fitting(text)),
    mayShow: () => mayShowShares({ ...ways, shareFds: fds }),
    async showShare(heading, text) {
      const fd = fds.shift();
      if (fd !== undefined) {
        output.remark(heading);
        writeShare(fd, text);
        return true;
      }
      if (isAtTerminal()) return await onOwnScreen(heading, text, language);
      output.remark(`${heading}\n${text}`);
      return true;
    },
    wasInterrupted: () => isBrokenOff,
    close: () => lines?.close(),
  };
}

/** Sentences are not cut within a word where the room reads them on a screen. */
function fitting(text: string): string {
  const { isTTY, columns } = process.stderr;
  if (!isTTY) return text;
  // A line that begins with a blank is a table, and stands as it is.
  return text
    .split('\n')
    .flatMap((line) => (line.startsWith(' ') ? [line] : wrapped(line, columns, '')))
    .join('\n');
}

function preparedLines(): { next(): Promise<string | null>; close(): void } {
  const lines = createInterface({ input: process.stdin, terminal: false, crlfDelay: Infinity });
  const iterator = lines[Symbol.asyncIterator]();
  return {
    async next() {
      const next = await iterator.next();
      return next.done === true ? null : next.value;
    },
    close: () => lines.close(),
  };
}

async function onOwnScreen(heading: string, text: string, language: Language): Promise<boolean> {
  const desk = openShareDesk(language);
  try {
    desk.say(heading);
    desk.show(text);
    await desk.confirm(desk.words.written);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  } finally {
    desk.close();
  }
}

async function typedLine(question: string, isHidden: boolean): Promise<string> {
  const line = await readLineAtTerminal({ question, isHidden, mark: followed });
  const text = line.toString('utf8');
  line.fill(0);
  return text;
}
