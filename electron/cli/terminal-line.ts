import { AppError } from '../domain/errors.ts';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const [BLANK, DASH] = [0x20, 0x2d];
const [CTRL_C, CTRL_D, BACKSPACE, DELETE] = [0x03, 0x04, 0x08, 0x7f];

interface Reading {
  /** Written once nothing is echoed any more: whoever answers at once is not seen either. */
  readonly question: string;
  /** Raw mode: the terminal echoes nothing. */
  readonly isHidden: boolean;
  /** What stands on the screen for a character that was typed, by its first octet; empty: nothing. */
  readonly mark: (octet: number) => string;
}

/**
 * Reads one line from the terminal; what was typed ahead answers the next question. The buffer belongs to the caller.
 * @throws CANCELLED (Ctrl-C), PASSPHRASE_NEEDED (the terminal was closed)
 */
export function readLineAtTerminal({ question, isHidden, mark }: Reading): Promise<Buffer> {
  const { stdin, stderr } = process;
  if (isHidden) stdin.setRawMode(true);
  // Where the terminal echoes, Ctrl-C comes as a signal: it ends the question, and whoever asked says how to go on.
  const others = isHidden ? [] : process.listeners('SIGINT');
  stderr.write(question);
  stdin.resume();
  return new Promise((resolve, reject) => {
    let line: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      for (const [at, octet] of chunk.entries()) {
        if (isHidden && octet === CTRL_C) {
          // In raw mode Ctrl-C is a character, and a signal of our own might come after the process has run out of work.
          finish();
          reject(new AppError('CANCELLED', 'nothing was given', { hint: 'nothing was done' }));
          return;
        }
        if (octet === CARRIAGE_RETURN || octet === NEWLINE || octet === CTRL_D) {
          finish();
          const isPair = octet === CARRIAGE_RETURN && chunk[at + 1] === NEWLINE;
          const ahead = chunk.subarray(at + (isPair ? 2 : 1));
          if (ahead.length > 0) stdin.unshift(ahead);
          resolve(line);
          return;
        }
        if (octet === DELETE || octet === BACKSPACE) {
          const [last] = line.subarray(lastCharacterOf(line));
          if (isHidden && last !== undefined && mark(last) !== '') stderr.write('\b \b');
          line = line.subarray(0, lastCharacterOf(line));
        } else {
          // The octets that continue a character of UTF-8 have no mark of their own.
          if (isHidden && (octet & 0xc0) !== 0x80) stderr.write(mark(octet));
          line = Buffer.concat([line, Buffer.of(octet)]);
        }
      }
    };
    const onEnd = () => {
      finish();
      reject(new AppError('PASSPHRASE_NEEDED', 'the terminal was closed', { hint: 'nothing was made; try again' }));
    };
    const onInterrupt = () => {
      finish();
      stderr.write('\n');
      reject(new AppError('CANCELLED', 'nothing was given', { hint: 'nothing was done' }));
    };
    const finish = () => {
      for (const listener of others) process.on('SIGINT', listener);
      process.off('SIGINT', onInterrupt);
      stdin.off('data', onData);
      stdin.off('end', onEnd);
      if (isHidden) stdin.setRawMode(false);
      stdin.pause();
      if (isHidden) stderr.write('\n');
    };
    if (!isHidden) process.on('SIGINT', onInterrupt);
    for (const listener of others) process.off('SIGINT', listener);
    stdin.on('data', onData);
    stdin.on('end', onEnd);
  });
}

/** Where the last character begins. */
function lastCharacterOf(line: Buffer): number {
  let at = line.length - 1;
  while (at > 0 && ((line[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return Math.max(0, at);
}

/** A dot for each character, and what parts the groups as it was typed: whoever types from paper sees how far he is. */
export function followed(octet: number): string {
  return octet === BLANK || octet === DASH ? String.fromCharCode(octet) : '•';
}
