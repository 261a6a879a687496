import type { checkContract } from '../../shared/ipc/check-contract.ts';
import { asUtf8 } from '../domain/token-finder-text.ts';
import { searchTokens } from '../domain/token-search.ts';
import type { Handlers, Services } from './handlers.ts';

/** A larger file is one for a scan, which does not hold the window up. */
const MOST_FILE_BYTES = 16 * 1024 * 1024;

/** Answers about texts that may hold tokens. */
export function createCheckHandlers({ pickedFiles }: Services): Pick<Handlers, keyof typeof checkContract> {
  return {
    'token.find': ({ text }) => searchTokens(Buffer.from(text, 'utf8')),
    'token.findInFile': async ({ file }) => {
      const bytes = await pickedFiles.read(file, MOST_FILE_BYTES);
      try {
        return searchTokens(asUtf8(bytes));
      } finally {
        bytes.fill(0);
      }
    },
  };
}
