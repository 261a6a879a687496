import { z } from 'zod';

/** How far our clock stood from DCM's when DCM last answered. */
export const clockMeasureSchema = z.strictObject({
  env: z.string(),
  /** By our clock. */
  at: z.iso.datetime(),
  /** DCM's time minus ours, milliseconds. DCM says whole seconds: half of one, and half the round trip, are unknown. */
  offsetMs: z.number().int(),
  roundTripMs: z.number().int().min(0),
  /** The last event of the trail when both clocks last agreed; `null`: they never did. */
  agreedSeq: z.number().int().nullable(),
});
export type ClockMeasure = z.infer<typeof clockMeasureSchema>;

/** A reason not to believe the computer's clock. */
export const clockDoubtSchema = z.discriminatedUnion('kind', [
  /** The trail has an event of a later time. */
  z.strictObject({
    kind: z.literal('behind-trail'),
    auditSeq: z.number().int(),
    at: z.iso.datetime(),
    seconds: z.number().int(),
  }),
  /** DCM's own clock says otherwise. `seconds`: DCM's time minus ours. */
  z.strictObject({
    kind: z.literal('differs-from-dcm'),
    env: z.string(),
    at: z.iso.datetime(),
    seconds: z.number().int(),
  }),
  /** It was moved while the app ran. `seconds`: forward, or back if negative. */
  z.strictObject({ kind: z.literal('moved'), seconds: z.number().int() }),
]);
export type ClockDoubt = z.infer<typeof clockDoubtSchema>;

/** What is known of the computer's clock. */
export const clockStateSchema = z.strictObject({
  now: z.iso.datetime(),
  isTrusted: z.boolean(),
  doubts: z.array(clockDoubtSchema),
  measures: z.array(clockMeasureSchema),
  /** When an officer last said by which source the clock is right. */
  confirmed: z
    .strictObject({ at: z.iso.datetime(), source: z.string(), reason: z.string(), auditSeq: z.number().int() })
    .nullable(),
});
export type ClockState = z.infer<typeof clockStateSchema>;
