import { z } from 'zod';

/** What was seen or said on the way from one key to its successor; each with its instant, none taken back. */
export const ROTATION_STEPS = [
  /** The old key signs no more here (an emergency begins with it; a planned one ends with it). */
  'old-suspended',
  /** DCM has the successor's entry. */
  'new-sent',
  /** Get jwks lists the successor under its kid, with its thumbprint. */
  'new-listed',
  /** Authenticate accepted a probe of the successor. */
  'new-accepted',
  /** An officer said that the bank's call-back service has the successor's JWK. */
  'call-back-confirmed',
  /** From here on the successor signs. */
  'switched',
  /** DCM has no call that deletes: another new key was put over the old entry, because the successor has one of its own. */
  'old-covered',
  /** Get jwks does not list the old kid any more. */
  'old-unlisted',
  /** Authenticate refused a probe of the old key. */
  'old-refused',
] as const;
export const rotationStepSchema = z.enum(ROTATION_STEPS);
export type RotationStep = z.infer<typeof rotationStepSchema>;

/** The way from one key to its successor. */
export const rotationSchema = z.strictObject({
  id: z.string(),
  env: z.string(),
  kind: z.enum(['planned', 'emergency']),
  oldKid: z.string(),
  newKid: z.string().nullable(),
  startedAt: z.iso.datetime(),
  steps: z.array(z.strictObject({ step: rotationStepSchema, at: z.iso.datetime(), note: z.string().nullable() })),
  /** Finished or given up; `null` while it is under way. */
  endedAt: z.iso.datetime().nullable(),
  outcome: z.enum(['done', 'abandoned']).nullable(),
});
export type Rotation = z.infer<typeof rotationSchema>;

/** A rotation with what may be done next. */
export const rotationViewSchema = z.strictObject({
  rotation: rotationSchema,
  /** What is still wanted before the successor may sign. */
  waitsFor: z.array(rotationStepSchema),
  maySwitch: z.boolean(),
  /** DCM's entry of the old key still holds it, and the successor has another one: a key must be put over it (`rotation.cover`). */
  needsCover: z.boolean(),
  /** `true` only when DCM neither lists nor accepts the old key, and accepts the new one. */
  isSafe: z.boolean(),
  /** Until when tokens of the old key may be in use: the switch, plus longest life, plus leeway; `null` before the switch. */
  oldKeyNeededUntil: z.iso.datetime().nullable(),
  longestLifeSeconds: z.number().int(),
  leewaySeconds: z.number().int(),
});
export type RotationView = z.infer<typeof rotationViewSchema>;
