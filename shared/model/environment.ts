import { z } from 'zod';

export const environmentKindSchema = z.enum(['practice', 'stage', 'production']);
export type EnvironmentKind = z.infer<typeof environmentKindSchema>;

export const environmentNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u, 'a name has letters, digits, ".", "_" or "-", at most 64');

/** One DCM that we talk to. `baseUrl` is normalised and passed the rules of `domain/base-url`. */
export const environmentSchema = z.strictObject({
  name: environmentNameSchema,
  baseUrl: z.string(),
  counterpartyGuid: z.string(),
  kind: environmentKindSchema,
  /** Extra certificate authority, PEM; trusted for this environment beside the system's. */
  ca: z.string().nullable(),
});
export type Environment = z.infer<typeof environmentSchema>;
