import { z } from 'zod';
import { signProfileSchema } from './token.ts';

/** One token that was signed here: its claims and its digest, never the token. */
export const signedEntrySchema = z.strictObject({
  /** The audit event that recorded it. */
  auditSeq: z.number().int(),
  at: z.iso.datetime(),
  /** A probe of possession went to DCM's Authenticate and was shown to nobody. */
  purpose: z.enum(['token', 'probe']),
  kid: z.string(),
  env: z.string(),
  profile: signProfileSchema,
  claims: z.record(z.string(), z.unknown()),
  expiresAt: z.iso.datetime().nullable(),
  tokenSha256: z.string(),
  /** What was said before it was signed; `null`: it is older than that. */
  sentence: z.string().nullable(),
  reason: z.string(),
  requester: z.string().nullable(),
  ticket: z.string().nullable(),
  template: z.string().nullable(),
  /** Who signed, as the operating system says; nothing of it has been verified. */
  by: z.string(),
  door: z.enum(['window', 'terminal', 'app']),
});
export type SignedEntry = z.infer<typeof signedEntrySchema>;
