import type { Failure } from '../../shared/ipc/result.ts';
import type { Language } from '../../shared/model/language.ts';
import { failureLines } from './failure-text.ts';

/** Where a command's result and its remarks go. */
export interface Output {
  readonly isJson: boolean;
  /** The result: the JSON document, or the text for people. Once per command. */
  result(document: unknown, text: string | readonly string[]): void;
  /** Text that is the result itself whatever the format (a key, an export). */
  raw(text: string): void;
  /** A piece of a long result, as it is; ends when the reader has room for more. */
  stream(text: string): Promise<void>;
  /** A remark for people, on stderr. */
  remark(text: string): void;
  /** Says what went wrong, and what to do. */
  failure(error: Failure): void;
}

interface Streams {
  readonly stdout: Pick<NodeJS.WriteStream, 'write' | 'once'>;
  readonly stderr: { write(text: string): unknown };
}

/** Results to stdout, everything else to stderr. */
export function createOutput(isJson: boolean, language: Language, { stdout, stderr }: Streams): Output {
  const line = (text: string) => (text.endsWith('\n') ? text : `${text}\n`);
  return {
    isJson,
    result(document, text) {
      if (isJson) stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      else for (const one of typeof text === 'string' ? [text] : text) stdout.write(line(printable(one)));
    },
    raw(text) {
      stdout.write(line(text));
    },
    async stream(text) {
      if (!stdout.write(text)) await new Promise<void>((resolve) => stdout.once('drain', resolve));
    },
    remark(text) {
      stderr.write(line(printable(text)));
    },
    failure(error) {
      const { code, message, hint } = error;
      if (isJson) stdout.write(`${JSON.stringify({ error: { code, message, hint } }, null, 2)}\n`);
      else stderr.write(`${failureLines(error, language).map(printable).join('\n')}\n`);
    },
  };
}

/** A server's words or a kid may hold escape sequences that repaint a terminal: they are shown, not obeyed. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character === '\n' || character === '\t'
      ? character
      : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** Rows as aligned columns. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const [FEWEST_COLUMNS, USUAL_COLUMNS] = [20, 80];

/** A text in lines that fit, broken between words only: what is longer than a line stays whole. */
export function wrapped(text: string, columns: number, indent: string): readonly string[] {
  // A serial console and a script's terminal often say 0.
  const room = columns < FEWEST_COLUMNS ? USUAL_COLUMNS : columns;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > room) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, indent + line];
}
