import { z } from 'zod';

/** Public half of an evidence key, as documents name it. Taken from a file it is trusted only by a fingerprint that is known. */
export const evidenceJwkSchema = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
export type EvidenceJwk = z.infer<typeof evidenceJwkSchema>;
