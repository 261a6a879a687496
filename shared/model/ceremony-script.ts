import { z } from 'zod';
import { signatureAlgorithmSchema } from './key.ts';

const inBoth = (max: number) =>
  z.strictObject({ en: z.string().trim().min(1).max(max), uk: z.string().trim().min(1).max(max) });
/** A sentence in both languages: nobody in the room reads a translation of his own. */
const textSchema = inBoth(4000);
const labelSchema = inBoth(200);
export type InBoth = z.infer<typeof textSchema>;

const idSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/u);

export const ceremonyRoleSchema = z.enum(['administrator', 'witness', 'custodian', 'auditor']);
export type CeremonyRole = z.infer<typeof ceremonyRoleSchema>;

/** What becomes of a key that a ceremony makes. */
export const ceremonyOutcomeSchema = z.enum(['standby', 'device', 'split']);

/** What a step can be. A script can't name anything else: what is not on this list can't be done in a ceremony. */
export const STEP_KINDS = [
  'script-hash',
  'choose',
  'presence',
  'compare-app',
  'check-machine',
  'confirm',
  'record',
  'name-key',
  'name-set',
  'generate-key',
  'fingerprint',
  'seal-standby',
  'check-standby',
  'deliver',
  'begin-split',
  'show-share',
  'read-back',
  'close-split',
  'destroy-papers',
  'register',
  'register-request',
  'receipt',
  'give-share',
  'drill',
  'rotate',
  'list-copies',
  'delete-key',
  'sign-report',
] as const;
export const stepKindSchema = z.enum(STEP_KINDS);
export type StepKind = z.infer<typeof stepKindSchema>;

/**
 * The witness's own work at a step. `sees`: says what was seen, in words of his own; `repeats`: types one recorded value
 * again from the thing itself; `words`: types four named words of a fingerprint that is read aloud from paper.
 */
export const witnessWorkSchema = z.enum(['none', 'sees', 'repeats', 'words']);
export type WitnessWork = z.infer<typeof witnessWorkSchema>;

export const machineCheckSchema = z.enum(['network-off', 'clock', 'no-drafts']);
export type MachineCheck = z.infer<typeof machineCheckSchema>;

export const ceremonyFieldSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  isRequired: z.boolean(),
  /** The values that may be given; left out: any text. */
  options: z
    .array(z.strictObject({ id: idSchema, label: labelSchema }))
    .min(2)
    .max(12)
    .optional(),
});
export type CeremonyField = z.infer<typeof ceremonyFieldSchema>;

export const scriptStepSchema = z.strictObject({
  id: idSchema,
  kind: stepKindSchema,
  role: ceremonyRoleSchema,
  witness: witnessWorkSchema,
  /** `secret`: the screen is blanked until the camera is covered. */
  camera: z.enum(['public', 'secret']),
  title: labelSchema,
  /** What is said and done in the room. */
  text: textSchema,
  /** Once for each custodian; steps that follow each other with this are one round for each of them. */
  each: z.literal('custodian').optional(),
  fields: z.array(ceremonyFieldSchema).max(12).optional(),
  /** The field that the witness types again. */
  repeats: idSchema.optional(),
  checks: z.array(machineCheckSchema).min(1).optional(),
  key: z.strictObject({ alg: signatureAlgorithmSchema, bits: z.number().int().min(0).max(4096) }).optional(),
});
export type ScriptStep = z.infer<typeof scriptStepSchema>;

/** What people and app do, in one order, agreed on beforehand. Its exact bytes are hashed. */
export const ceremonyScriptSchema = z.strictObject({
  format: z.literal('dcm-ceremony-script'),
  version: z.literal(1),
  name: idSchema,
  title: labelSchema,
  purpose: textSchema,
  /** What this script makes of the key; `null`: it makes none. */
  outcome: ceremonyOutcomeSchema.nullable(),
  /** `all`: one for each share; `threshold`: as many as are needed to restore. */
  custodians: z.enum(['none', 'all', 'threshold']),
  steps: z.array(scriptStepSchema).min(2).max(60),
});
export type CeremonyScript = z.infer<typeof ceremonyScriptSchema>;
