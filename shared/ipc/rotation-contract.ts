import { z } from 'zod';
import { environmentNameSchema } from '../model/environment.ts';
import { reconciliationSchema } from '../model/reconciliation.ts';
import { registrationSchema, registrationStepSchema, requestPreviewSchema } from '../model/registration.ts';
import { rotationSchema, rotationViewSchema } from '../model/rotation.ts';

const anEnvironment = z.strictObject({ env: environmentNameSchema });
const reason = z.string().min(1).max(1024);
const kid = z.string().min(1).max(256);
const guid = z.string().min(1).max(128);

/** What the page can ask about our keys at DCM: evidence, comparison with its list, the way to a successor. */
export const rotationContract = {
  'registration.steps': {
    input: z.strictObject({ env: environmentNameSchema, kid }),
    output: z.array(registrationStepSchema),
  },
  /** The PUT that would replace the entry `guid` by the key `kid`. */
  'registration.previewUpdate': {
    input: z.strictObject({ env: environmentNameSchema, kid, guid }),
    output: requestPreviewSchema,
  },
  'registration.update': {
    input: z.strictObject({ env: environmentNameSchema, kid, guid }),
    output: registrationSchema,
  },
  /** The last comparison, as it was then; `null`: none yet. */
  'reconciliation.read': { input: anEnvironment, output: reconciliationSchema.nullable() },
  'reconciliation.run': { input: anEnvironment, output: reconciliationSchema },
  'reconciliation.adopt': {
    input: z.strictObject({ env: environmentNameSchema, guid, owner: z.string().min(1).max(200), reason }),
    output: reconciliationSchema,
  },
  'rotation.list': { input: z.strictObject({}), output: z.array(rotationViewSchema) },
  /** Begins the way to a successor. An emergency suspends the old key at once. */
  'rotation.start': {
    input: z.strictObject({ kid, kind: z.enum(['planned', 'emergency']), reason }),
    output: rotationViewSchema,
  },
  /** Says which key of ours is the successor (made by `key.generate` with `replaces`). */
  'rotation.setSuccessor': { input: z.strictObject({ id: z.string(), kid }), output: rotationViewSchema },
  /** Sends the successor: beside the old key (POST), or in an emergency over its entry (PUT). */
  'rotation.send': {
    input: z.strictObject({ id: z.string(), way: z.enum(['PUT', 'POST']) }),
    output: rotationViewSchema,
  },
  /** Puts a new draft over the old key's entry, where the successor has one of its own. */
  'rotation.cover': { input: z.strictObject({ id: z.string(), kid }), output: rotationViewSchema },
  /** Asks DCM what can be asked now: its list, and both probes. */
  'rotation.look': { input: z.strictObject({ id: z.string() }), output: rotationViewSchema },
  'rotation.confirmCallBack': { input: z.strictObject({ id: z.string(), note: reason }), output: rotationViewSchema },
  'rotation.switch': { input: z.strictObject({ id: z.string() }), output: rotationViewSchema },
  'rotation.end': {
    input: z.strictObject({ id: z.string(), outcome: rotationSchema.shape.outcome.unwrap(), reason }),
    output: rotationViewSchema,
  },
} as const;
