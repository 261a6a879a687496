import { createInterface } from 'node:readline';
import type { Output } from './output.ts';

/** Asks people, line by line: at a terminal, or from lines that were prepared. */
export interface Prompt {
  /** One line; `null`: there are no more. */
  ask(question: string): Promise<string | null>;
  /** Takes what was shown away from the screen, where there is one. */
  wipe(): void;
  /** A line for people, on stderr. */
  say(text: string): void;
  close(): void;
}

/** Reads standard input line by line; whatever is asked or said goes to stderr. */
export function createPrompt(output: Output): Prompt {
  const lines = createInterface({ input: process.stdin, terminal: false, crlfDelay: Infinity });
  const iterator = lines[Symbol.asyncIterator]();
  return {
    async ask(question) {
      output.remark(`${question}:`);
      const next = await iterator.next();
      return next.done === true ? null : next.value;
    },
    wipe() {
      // Screen, then what was scrolled out of it.
      if (process.stderr.isTTY) process.stderr.write('\u001b[2J\u001b[3J\u001b[H');
    },
    say: (text) => output.remark(text),
    close: () => lines.close(),
  };
}
