import type { Files } from '../adapters/files/files.ts';
import type { RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { Desktop } from './desktop.ts';

const MOST = 20;

/** Files that the officer picked in the system's dialog. The page knows them by an id; path and bytes stay here. */
export interface PickedFiles {
  /** `null`: he chose none. @throws FILE_UNREADABLE */
  choose(): Promise<{ readonly id: string; readonly name: string; readonly size: number } | null>;
  /** Keeps a path that the officer picked in another way. @throws FILE_UNREADABLE */
  take(path: string): Promise<{ readonly id: string; readonly name: string; readonly size: number }>;
  /** Where a picked file lies. @throws INPUT_INVALID */
  pathOf(id: string): string;
  /** The bytes belong to the caller, who zeroes them. @throws INPUT_INVALID, INPUT_TOO_LARGE, FILE_UNREADABLE */
  read(id: string, maxBytes: number): Promise<Buffer>;
  clear(): void;
}

/** Makes the picked files of one window. */
export function createPickedFiles(dependencies: {
  readonly desktop: Desktop;
  readonly files: Files;
  readonly randomBytes: RandomBytes;
}): PickedFiles {
  const { desktop, files, randomBytes } = dependencies;
  const picked = new Map<string, string>();

  function pathOf(id: string): string {
    const path = picked.get(id);
    if (path !== undefined) return path;
    throw new AppError('INPUT_INVALID', 'this file is not known any more', { hint: 'choose it again' });
  }

  async function take(path: string) {
    const size = await files.size(path);
    const id = randomBytes(16).toString('hex');
    picked.set(id, path);
    const [oldest] = picked.keys();
    if (picked.size > MOST && oldest !== undefined) picked.delete(oldest);
    return { id, name: fileNameOf(path), size };
  }

  return {
    take,
    async choose() {
      const path = await desktop.chooseFile();
      return path === null ? null : await take(path);
    },
    pathOf,
    read: async (id, maxBytes) => await files.read(pathOf(id), maxBytes),
    clear: () => picked.clear(),
  };
}

/** The last part of a path of any system. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/u).at(-1) ?? path;
}
