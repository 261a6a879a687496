import { createInterface } from 'node:readline';
import { AppError } from '../domain/errors.ts';
import { type Output, printable } from './output.ts';
import { writeShare } from './share-desk.ts';
import { followed, readLineAtTerminal } from './terminal-line.ts';

/** Asks people, line by line: at a terminal, or from lines that were prepared. */
export interface Prompt {
  /** One line; `null`: there are no more. What is secret is not echoed by a terminal. */
  ask(question: string, isSecret?: boolean): Promise<string | null>;
  /** Takes what was shown away from the screen, where there is one. */
  wipe(): void;
  /** A line for people, on stderr. */
  say(text: string): void;
  /** Whether there is still a way for a share. */
  mayShow(): boolean;
  /** A share for the eyes of its custodian: on the screen, or to a descriptor of its own. @throws USAGE_INVALID, FILE_UNWRITABLE */
  showShare(heading: string, text: string): void;
  close(): void;
}

interface ShareWays {
  /** Descriptors that shares go to instead of the screen, one for each. */
  readonly shareFds: readonly number[];
  /** The shares of a rehearsal open nothing: they are shown anywhere. */
  readonly isRehearsal: boolean;
}

/** Whether a share would be seen by the person at the screen alone: what is no terminal is a file, or goes to one. */
export function mayShowShares({ shareFds, isRehearsal }: ShareWays): boolean {
  return isRehearsal || process.stderr.isTTY || shareFds.length > 0;
}

/** Reads standard input line by line; whatever is asked or said goes to stderr. */
export function createPrompt(output: Output, ways: ShareWays): Prompt {
  const fds = [...ways.shareFds];
  const lines = process.stdin.isTTY ? null : preparedLines();
  return {
    async ask(question, isSecret = false) {
      if (lines === null) return await typedLine(`${printable(question)}:\n`, isSecret);
      output.remark(`${question}:`);
      return await lines.next();
    },
    wipe() {
      // Screen, then what was scrolled out of it.
      if (process.stderr.isTTY) process.stderr.write('\u001b[2J\u001b[3J\u001b[H');
    },
    say: (text) => output.remark(text),
    mayShow: () => mayShowShares({ ...ways, shareFds: fds }),
    showShare(heading, text) {
      const fd = fds.shift();
      if (fd !== undefined) {
        output.remark(heading);
        writeShare(fd, text);
        return;
      }
      output.remark(`${heading}\n${text}`);
    },
    close: () => lines?.close(),
  };
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

async function typedLine(question: string, isSecret: boolean): Promise<string | null> {
  try {
    const line = await readLineAtTerminal({ question, isHidden: isSecret, mark: followed });
    const text = line.toString('utf8');
    line.fill(0);
    return text;
  } catch (error) {
    // Interrupted, or the terminal is gone: there are no more lines.
    if (error instanceof AppError) return null;
    throw error;
  }
}
