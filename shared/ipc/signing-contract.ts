import { z } from 'zod';
import { clockStateSchema } from '../model/clock.ts';
import { environmentNameSchema } from '../model/environment.ts';
import { signedEntrySchema } from '../model/signed-entry.ts';
import { listedTemplateSchema, templateSchema } from '../model/template.ts';

/** What the page can ask round signing, beside the signature itself. */
export const signingContract = {
  'template.list': { input: z.strictObject({}), output: z.array(listedTemplateSchema) },
  'template.save': {
    input: z.strictObject({ template: templateSchema, mayReplace: z.boolean() }),
    output: listedTemplateSchema,
  },
  'template.remove': {
    input: z.strictObject({ name: z.string().max(64), reason: z.string().min(1).max(1024) }),
    output: z.strictObject({ done: z.literal(true) }),
  },
  /** The template as a file, which waits to be saved. */
  'template.export': {
    input: z.strictObject({ name: z.string().max(64) }),
    output: z.strictObject({ document: z.string(), fileName: z.string() }),
  },
  'template.import': {
    input: z.strictObject({ file: z.string(), mayReplace: z.boolean() }),
    output: listedTemplateSchema,
  },
  /** What was signed here, newest first; never the tokens. */
  'token.history': {
    input: z.strictObject({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(200) }),
    output: z.array(signedEntrySchema),
  },
  /** What is known of the computer's clock, for signing in one environment. */
  'clock.read': { input: z.strictObject({ env: environmentNameSchema.nullable() }), output: clockStateSchema },
  /** Says by which source the clock is right, and why that is enough. */
  'clock.confirm': {
    input: z.strictObject({ source: z.string().min(1).max(200), reason: z.string().min(1).max(1024) }),
    output: clockStateSchema,
  },
} as const;
