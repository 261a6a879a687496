import { z } from 'zod';
import { bundleReportSchema, trustedMakerSchema } from '../model/bundle.ts';
import { environmentNameSchema } from '../model/environment.ts';
import { examinedKindSchema } from '../model/examined.ts';
import { keySchema, kidSchema } from '../model/key.ts';
import { registrationSchema } from '../model/registration.ts';
import { snapshotSchema } from '../model/snapshot.ts';

const text = z.string().max(262_144);

/** A bundle that was just signed: `document` is for `file.save`; `text` is the same, to be shown as QR codes. */
const madeBundleSchema = z.strictObject({
  document: z.string(),
  fileName: z.string(),
  text: z.string(),
  report: bundleReportSchema,
});
/** The officer has compared this fingerprint, and trusts its maker from now on; `null`: he is trusted here, or unknown. */
const trust = trustedMakerSchema.pick({ fingerprint: true, name: true, reason: true }).nullable();
const aKey = z.strictObject({ env: environmentNameSchema, kid: kidSchema });

/** What the page can ask about signed bundles, and about whatever else was read from a file or a QR code. */
export const bundleContract = {
  /** Signs one kept set. */
  'bundle.ofSnapshot': { input: z.strictObject({ id: z.number().int() }), output: madeBundleSchema },
  /** Asks another computer to register a key of this one. */
  'bundle.ofRequest': { input: aKey, output: madeBundleSchema },
  /** The key of this computer, to which another one may seal a private key. */
  'bundle.ofDevice': { input: z.strictObject({ env: environmentNameSchema }), output: madeBundleSchema },
  /** Seals a key of this computer to the one whose device key the text is. */
  'bundle.deliver': {
    input: aKey.extend({ device: text, trust, reason: z.string().min(1).max(1024) }),
    output: madeBundleSchema,
  },
  /** Posts exactly the bytes of a request, and makes the receipt that goes back. */
  'bundle.post': {
    input: z.strictObject({ env: environmentNameSchema, text, trust }),
    output: z.strictObject({ registration: registrationSchema, receipt: madeBundleSchema }),
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
  'bundle.import': {
    input: z.strictObject({ env: environmentNameSchema, text, trust }),
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
