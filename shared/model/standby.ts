import { z } from 'zod';
import { registrationStateSchema } from './registration.ts';

const written = z.string().min(1).max(200);

/** Where the paper with the passphrase of a standby key lies, as custodians wrote it down. */
export const standbyPlaceSchema = z.strictObject({
  /** Number of the tamper-evident bag. */
  bag: written,
  /** Number of the seal on it. */
  sealNumber: written,
  /** The safe, and where that is. */
  safe: written,
});
export type StandbyPlace = z.infer<typeof standbyPlaceSchema>;

/** A key that was made to be drawn when another one must go; until then its private half is sealed. */
export const standbySchema = z.strictObject({
  kid: z.string(),
  place: standbyPlaceSchema,
  note: z.string().min(1).max(1024).nullable(),
  /** Sealed since. */
  since: z.iso.datetime(),
  by: z.string(),
  /** When it was last unsealed in memory and signed a challenge; `null`: only while it was sealed. */
  checkedAt: z.iso.datetime().nullable(),
  /** When it was unsealed for use; from then on it is a key like any other. */
  drawnAt: z.iso.datetime().nullable(),
});
export type Standby = z.infer<typeof standbySchema>;

/** A standby that is sealed, with what an officer must know before relying on it. */
export const standbyViewSchema = standbySchema.extend({
  env: z.string(),
  thumbprint: z.string(),
  label: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  /** How far DCM knows it; `null`: nobody has registered it. */
  registration: registrationStateSchema.nullable(),
  /** The keychain has not yet confirmed that the open copy from before the sealing is gone. It is tried again. */
  isPlainLeft: z.boolean(),
});
export type StandbyView = z.infer<typeof standbyViewSchema>;
