import { z } from 'zod';

/**
 * What makes a use of a genuine token harm those whom it names. A long life or a burst alone harms nobody; what a forged token
 * names, anybody could write.
 */
export const HARMFUL_ANOMALIES = [
  'signed-elsewhere',
  'key-compromised',
  'jti-reused',
  'replayed',
  'two-addresses',
  'used-after-expiry',
  'used-before-issue',
] as const;

/** One `sub` or `obj` that genuine tokens name which were used as they should not be. */
export const affectedSchema = z.strictObject({
  value: z.string(),
  /** Uses that should not have been, and the distinct tokens of them. */
  uses: z.number().int(),
  tokens: z.number().int(),
  /** Of those uses, by their time of arrival; `null`: no line says a time. */
  firstSeen: z.iso.datetime({ precision: 3 }).nullable(),
  lastSeen: z.iso.datetime({ precision: 3 }).nullable(),
  anomalies: z.array(z.enum(HARMFUL_ANOMALIES)),
});
export type Affected = z.infer<typeof affectedSchema>;

const affectedOfKindSchema = z.strictObject({
  /** How many were told apart. */
  total: z.number().int(),
  /** Those with the most uses, most first. */
  top: z.array(affectedSchema),
});

/** Who and what is affected, as far as genuine tokens tell. */
export const scanAffectedSchema = z.strictObject({
  sub: affectedOfKindSchema,
  obj: affectedOfKindSchema,
  /** Uses of those that were too many to be told apart. */
  beyond: z.number().int(),
});
export type ScanAffected = z.infer<typeof scanAffectedSchema>;
export const AFFECTED_KINDS = ['sub', 'obj'] as const;
export type AffectedKind = (typeof AFFECTED_KINDS)[number];
