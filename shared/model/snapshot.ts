import { z } from 'zod';

/** How far a snapshot's origin is vouched for: fetched over TLS by us, a signed bundle, or a file somebody gave us. */
export const snapshotTrustSchema = z.enum(['fetched', 'signed', 'file']);

/** A JWKS as it was fetched or imported: evidence, never changed. */
export const snapshotSchema = z.strictObject({
  id: z.number().int(),
  env: z.string(),
  takenAt: z.iso.datetime(),
  /** The URL it was fetched from, or the name of the file. */
  source: z.string(),
  trust: snapshotTrustSchema,
  /** SHA-256 of the exact bytes, hex. */
  sha256: z.string(),
  kids: z.array(z.string()),
  /** Why it breaks our rules for sets: it is kept as evidence, and judged by only when somebody chooses it. */
  problem: z.string().nullable(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
