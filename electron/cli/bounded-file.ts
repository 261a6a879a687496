import { createReadStream } from 'node:fs';
import { AppError } from '../domain/errors.ts';
import type { Run } from './command.ts';
import { tooLarge } from './input.ts';

/** The largest text or file that is examined: a key passport can be as long. */
const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_SHOWN = 64;

/**
 * The bytes of a file or of a pipe, or of standard input where the name is "-". They may be a private key: the caller zeroes
 * them.
 * @throws FILE_UNREADABLE, INPUT_EMPTY, INPUT_TOO_LARGE
 */
export async function readBounded(run: Run, path: string): Promise<Buffer> {
  const bytes = path === '-' ? await run.readStdin() : await readAtMost(path);
  if (bytes.length > MOST_BYTES) {
    bytes.fill(0);
    throw tooLarge(nameOf(path), MOST_BYTES);
  }
  if (bytes.some((octet) => octet > 0x20)) return bytes;
  throw new AppError('INPUT_EMPTY', `${nameOf(path)} is empty`, { hint: 'give a file, or lead a text into it' });
}

async function readAtMost(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path, { end: MOST_BYTES })) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (cause) {
    const isFolder = (cause as NodeJS.ErrnoException).code === 'EISDIR';
    throw new AppError('FILE_UNREADABLE', `${nameOf(path)} ${isFolder ? 'is a folder' : 'cannot be read'}`, {
      hint: 'name one file, and see that you may read it; a text is led in: dcm-keys examine < F',
      cause,
    });
  } finally {
    for (const chunk of chunks) chunk.fill(0);
  }
}

/** Whoever pastes a token in the place of a name does not see it repeated. */
function nameOf(path: string): string {
  if (path === '-') return 'standard input';
  return path.length > LONGEST_SHOWN ? `"${path.slice(0, LONGEST_SHOWN / 4)}…"` : `"${path}"`;
}
