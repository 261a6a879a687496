import { z } from 'zod';

/** What the page can ask about the file that restores keys without this program. */
export const recoveryContract = {
  /** The file, waiting to be saved, and its SHA-256 in hex as this program counts it. */
  'recovery.page': {
    input: z.strictObject({}),
    output: z.strictObject({ document: z.string(), fileName: z.string(), sha256: z.string() }),
  },
};
