import type { Files } from '../adapters/files/files.ts';
import type { RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { Desktop } from './desktop.ts';

const MOST = 20;

interface Document {
  readonly fileName: string;
  readonly text: string;
  /** Called once it lies at a place that was chosen, each time. */
  readonly onSaved?: () => void;
}

/** Documents that were made for the officer and that he may save: kept in memory, the oldest goes first. */
export interface Documents {
  keep(document: Document): { readonly document: string; readonly fileName: string };
  /** Asks where to put it, and writes it; `null`: no place was chosen. @throws INPUT_INVALID, FILE_UNWRITABLE */
  save(id: string): Promise<string | null>;
  /** The same for what is too large to be kept: it is made while it is written. @throws FILE_UNWRITABLE */
  write(document: { readonly fileName: string; readonly pieces: AsyncIterable<string> }): Promise<string | null>;
  clear(): void;
}

/** Makes an empty store of documents. */
export function createDocuments(dependencies: {
  readonly desktop: Desktop;
  readonly files: Files;
  readonly randomBytes: RandomBytes;
}): Documents {
  const { desktop, files, randomBytes } = dependencies;
  const kept = new Map<string, Document>();
  return {
    keep(document) {
      const id = randomBytes(16).toString('hex');
      kept.set(id, document);
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
      return { document: id, fileName: document.fileName };
    },
    async save(id) {
      const document = kept.get(id);
      if (document === undefined) {
        throw new AppError('INPUT_INVALID', 'this document is not kept any more', { hint: 'make it again' });
      }
      const path = await desktop.choosePlace(document.fileName);
      if (path === null) return null;
      await files.write(path, document.text);
      document.onSaved?.();
      return path;
    },
    async write({ fileName, pieces }) {
      const path = await desktop.choosePlace(fileName);
      if (path !== null) await files.write(path, pieces);
      return path;
    },
    clear: () => kept.clear(),
  };
}
