import { z } from 'zod';
import { comparedSchema, examinedSchema } from '../model/examined.ts';
import { passportReportSchema } from '../model/passport.ts';

/** A file that the officer picked, by a name that means nothing outside the core. Its path and its bytes stay there. */
const pickedFileSchema = z.strictObject({ id: z.string(), name: z.string(), size: z.number().int() });

/** What the page can ask about files and pasted texts. */
export const fileContract = {
  'passport.verify': {
    input: z.strictObject({ file: z.string(), trusted: z.string().max(128).nullable() }),
    output: passportReportSchema,
  },
  'examine.text': { input: z.strictObject({ text: z.string().max(262_144) }), output: examinedSchema },
  'examine.file': { input: z.strictObject({ file: z.string() }), output: examinedSchema },
  'examine.compare': {
    input: z.strictObject({ left: z.string().max(65_536), right: z.string().max(65_536) }),
    output: comparedSchema,
  },
  /** Asks the officer for a file by the system's own dialog; `null`: he chose none. */
  'file.choose': { input: z.strictObject({}), output: z.strictObject({ file: pickedFileSchema.nullable() }) },
  /** Asks where to put a document, and writes it; `null`: the officer chose no place. No file is overwritten unasked. */
  'file.save': {
    input: z.strictObject({ document: z.string() }),
    output: z.strictObject({ path: z.string().nullable() }),
  },
} as const;
