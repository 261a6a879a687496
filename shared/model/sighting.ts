import { z } from 'zod';
import { snapshotTrustSchema } from './snapshot.ts';

/** One stretch of time at both ends of which the same set was seen, and between which no other one was. */
export const sightingSchema = z.strictObject({
  id: z.number().int(),
  snapshotId: z.number().int(),
  env: z.string(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  source: z.string(),
  trust: snapshotTrustSchema,
  /** SHA-256 of the server's TLS certificate, hex; `null` for a file, and over plain HTTP. */
  certificateSha256: z.string().nullable(),
});
export type Sighting = z.infer<typeof sightingSchema>;

/** When one key of DCM was seen published; outside of this nobody looked, or it was not there. */
export const publishedKeySchema = z.strictObject({
  kid: z.string(),
  thumbprint: z.string().nullable(),
  spans: z.array(z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() })),
  isListedNow: z.boolean(),
  distrustedSince: z.iso.datetime().nullable(),
});
export type PublishedKey = z.infer<typeof publishedKeySchema>;

/** What changed between two sets. `changed`: the same kid, another key. */
export const jwksDiffSchema = z.strictObject({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
});
export type JwksDiff = z.infer<typeof jwksDiffSchema>;

/** A stretch of time in which the app looked at DCM's set again and again. */
export const watchSpanSchema = z.strictObject({
  id: z.number().int(),
  env: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
});
export type WatchSpan = z.infer<typeof watchSpanSchema>;

/** DCM said that a key which it had called stolen may be trusted again. */
const liftingSchema = z.strictObject({
  at: z.iso.datetime(),
  reason: z.string(),
  caller: z.string().nullable(),
  callBack: z.string().nullable(),
});

/** DCM said that one of its own keys is stolen. */
export const distrustSchema = z.strictObject({
  env: z.string(),
  kid: z.string(),
  since: z.iso.datetime(),
  notedAt: z.iso.datetime(),
  reason: z.string(),
  /** Who said so, and how it was made sure that it was DCM. */
  caller: z.string().nullable(),
  callBack: z.string().nullable(),
  /** `null`: it stands. */
  lifted: liftingSchema.nullable(),
});
export type Distrust = z.infer<typeof distrustSchema>;
