import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import type { Files } from './files.ts';

const OWNER_ONLY = 0o600;
const PIECE = 262_144;

/** Makes the files of this machine. */
export function createDiskFiles(): Files {
  async function size(path: string): Promise<number> {
    try {
      const found = await stat(path);
      if (found.isFile()) return found.size;
    } catch (cause) {
      throw unreadable(path, cause);
    }
    throw unreadable(path);
  }

  return {
    async look(path) {
      try {
        const found = await stat(path);
        return { isFolder: found.isDirectory(), size: found.size };
      } catch (cause) {
        throw unreadable(path, cause);
      }
    },
    size,
    async *pieces(path) {
      try {
        for await (const piece of createReadStream(path, { highWaterMark: PIECE })) yield piece as Buffer;
      } catch (cause) {
        throw unreadable(path, cause);
      }
    },
    async read(path, maxBytes) {
      const expected = await size(path);
      if (expected > maxBytes) throw tooLarge(path, maxBytes);
      const bytes = Buffer.alloc(expected + 1);
      try {
        const file = await open(path, 'r');
        try {
          let length = 0;
          for (let read = -1; read !== 0 && length < bytes.length; length += read) {
            ({ bytesRead: read } = await file.read(bytes, length, bytes.length - length));
          }
          // It grew while it was read: what was seen is no whole file.
          if (length === bytes.length) throw tooLarge(path, maxBytes);
          return bytes.subarray(0, length);
        } finally {
          await file.close();
        }
      } catch (cause) {
        bytes.fill(0);
        throw cause instanceof AppError ? cause : unreadable(path, cause);
      }
    },
    async write(path, text) {
      const half = `${path}.${randomUUID()}.part`;
      try {
        const file = await open(half, 'wx', OWNER_ONLY);
        try {
          await file.writeFile(text);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(half, path);
        await keepName(path);
      } catch (cause) {
        await rm(half, { force: true });
        throw new AppError('FILE_UNWRITABLE', `"${path}" cannot be written`, {
          hint: 'choose another place: nothing was changed there',
          cause,
        });
      }
    },
  };
}

/** Without this a power cut may forget the name, though not the content. */
async function keepName(path: string): Promise<void> {
  try {
    const folder = await open(dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // Windows has no handle of a folder, and an officer may choose one that he can't list: the file is written all the same.
  }
}

function unreadable(path: string, cause?: unknown): AppError {
  return new AppError('FILE_UNREADABLE', `"${path}" cannot be read`, {
    hint: 'check the name, and that you may read it',
    cause,
  });
}

function tooLarge(path: string, maxBytes: number): AppError {
  return new AppError('INPUT_TOO_LARGE', `"${path}" is larger than ${String(maxBytes)} bytes`, {
    hint: 'choose the one file that is meant',
  });
}
