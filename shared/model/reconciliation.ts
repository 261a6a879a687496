import { z } from 'zod';

const listedKeySchema = z.strictObject({ kid: z.string(), guid: z.string(), thumbprint: z.string() });

/** Our keys against DCM's list. */
export const reconciliationSchema = z.strictObject({
  env: z.string(),
  at: z.iso.datetime(),
  matched: z.array(listedKeySchema),
  /** Keys of ours that should be listed, and are not. */
  missing: z.array(z.strictObject({ kid: z.string(), guid: z.string().nullable(), thumbprint: z.string() })),
  /** Keys in our name that are none of ours: an alarm, unless somebody answers for them. */
  extra: z.array(
    z.strictObject({
      kid: z.string().nullable(),
      guid: z.string(),
      thumbprint: z.string().nullable(),
      adopted: z.strictObject({ owner: z.string(), reason: z.string(), at: z.iso.datetime() }).nullable(),
    }),
  ),
  /** Our kid with another key behind it, or our entry with another kid. */
  changed: z.array(
    z.strictObject({
      kid: z.string(),
      guid: z.string(),
      expectedThumbprint: z.string(),
      thumbprint: z.string().nullable(),
    }),
  ),
  duplicateKids: z.array(z.string()),
  /** Something is not as it should be. */
  isDrift: z.boolean(),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

/** Somebody answers for a key in our name that is not kept here. */
export const adoptionSchema = z.strictObject({
  env: z.string(),
  guid: z.string(),
  thumbprint: z.string(),
  owner: z.string().min(1).max(200),
  reason: z.string().min(1).max(1024),
  at: z.iso.datetime(),
});
export type Adoption = z.infer<typeof adoptionSchema>;
