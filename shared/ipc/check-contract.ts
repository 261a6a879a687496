import { z } from 'zod';
import { findingSchema } from '../model/found-token.ts';

/** What is pasted is looked through up to here, in characters; a scan has no bound. */
export const MOST_PASTED = 5 * 1024 * 1024;

/** What the page can ask about a text that may hold tokens. Nothing is judged, kept or recorded here. */
export const checkContract = {
  'token.find': { input: z.strictObject({ text: z.string().max(MOST_PASTED) }), output: findingSchema },
  /** A file that the officer picked. @throws INPUT_TOO_LARGE, FILE_UNREADABLE */
  'token.findInFile': { input: z.strictObject({ file: z.string() }), output: findingSchema },
} as const;
