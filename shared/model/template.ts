import { z } from 'zod';
import { patternSchema } from './pattern.ts';
import { signProfileSchema } from './token.ts';

/** What one claim must be: exactly this value, or a text that fits a pattern. Either way it may not be left out. */
const claimRuleSchema = z.union([z.strictObject({ is: z.json() }), z.strictObject({ like: patternSchema })]);
export type ClaimRule = z.infer<typeof claimRuleSchema>;

export const templateNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u, 'a name has letters, digits, ".", "_" or "-", at most 64');

/** The form of one kind of token. A token that is signed by it has these claims and no others beside the app's own. */
export const templateSchema = z.strictObject({
  version: z.literal(1),
  name: templateNameSchema,
  profile: signProfileSchema,
  /** The longest life, seconds, and the one that is proposed; `null`: those of the policy. */
  ttlSeconds: z.number().int().min(1).max(1200).nullable(),
  /** Platform profile only: `exp` is left out. */
  withoutExpiry: z.boolean(),
  claims: z.record(z.string().min(1).max(256), claimRuleSchema),
  /** What it is for. */
  note: z.string().max(500).nullable(),
});
export type Template = z.infer<typeof templateSchema>;

/** A template as it is listed. */
export const listedTemplateSchema = templateSchema.extend({
  isBuiltIn: z.boolean(),
  /** Of its canonical JSON, hex: what the trail names it by. */
  sha256: z.string(),
});
export type ListedTemplate = z.infer<typeof listedTemplateSchema>;
