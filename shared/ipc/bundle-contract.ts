import { z } from 'zod';
import { bundleReportSchema, trustedMakerSchema } from '../model/bundle.ts';
import { environmentNameSchema } from '../model/environment.ts';
import { examinedKindSchema } from '../model/examined.ts';
import { keySchema } from '../model/key.ts';
import { registrationSchema } from '../model/registration.ts';
import { snapshotSchema } from '../model/snapshot.ts';

const text = z.string().max(262_144);

/** What the page can ask about signed bundles, and about whatever else was read from a file or a QR code. */
export const bundleContract = {
  /** Signs one kept set. `document` is for `file.save`; `text` is the same, to be shown as QR codes. */
  'bundle.ofSnapshot': {
    input: z.strictObject({ id: z.number().int() }),
    output: z.strictObject({
      document: z.string(),
      fileName: z.string(),
      text: z.string(),
      report: bundleReportSchema,
    }),
  },
  /** What a text is, before anything is kept: a bundle with its signer, a set, or something else. */
  'bundle.look': {
    input: z.strictObject({ env: environmentNameSchema, text }),
    output: z.strictObject({
      kind: examinedKindSchema,
      isSecret: z.boolean(),
      bundle: z
        .strictObject({
          report: bundleReportSchema,
          maker: trustedMakerSchema.nullable(),
          /** Why it is not of this environment. */
          elsewhere: z.string().nullable(),
        })
        .nullable(),
    }),
  },
  /** `trust`: the officer has compared this fingerprint, and trusts its maker from now on. */
  'bundle.import': {
    input: z.strictObject({
      env: environmentNameSchema,
      text,
      trust: trustedMakerSchema.pick({ fingerprint: true, name: true, reason: true }).nullable(),
    }),
    output: z.strictObject({
      isTrusted: z.boolean(),
      signer: z.string(),
      snapshot: snapshotSchema.nullable(),
      added: z.array(z.string()),
      known: z.array(z.string()),
      registration: registrationSchema.nullable(),
      key: keySchema.nullable(),
    }),
  },
  /** Before and after the page looks through the camera for QR codes; forgotten, it ends by itself. */
  'camera.allow': {
    input: z.strictObject({ isAllowed: z.boolean() }),
    output: z.strictObject({ done: z.literal(true) }),
  },
  'maker.list': { input: z.strictObject({}), output: z.array(trustedMakerSchema) },
  'maker.end': {
    input: z.strictObject({ fingerprint: z.string().max(64), reason: z.string().min(1).max(1024) }),
    output: trustedMakerSchema,
  },
} as const;
