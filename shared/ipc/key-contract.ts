import { z } from 'zod';
import { environmentNameSchema } from '../model/environment.ts';
import { flowSchema } from '../model/flow.ts';
import {
  heldBySchema,
  KEY_COPY_KINDS,
  keyDescriptionSchema,
  keySchema,
  keyStateSchema,
  kidSchema,
  publicFormatSchema,
  signatureAlgorithmSchema,
} from '../model/key.ts';
import { passportMoveSchema, passportSchema, passportUsesSchema } from '../model/passport.ts';
import { possessionChallengeSchema } from '../model/possession.ts';

const aKid = z.strictObject({ kid: kidSchema });
/** `null`: every key. */
const severalKids = z.strictObject({ kids: z.array(kidSchema).max(10_000).nullable() });
const job = z.string().regex(/^[a-z0-9-]{1,64}$/u);
const reason = z.string().max(1024);
/** A document that the core keeps until the app is locked, or twenty newer ones have been made. */
const keptDocumentSchema = z.strictObject({ document: z.string(), fileName: z.string() });
const newKeyDetails = {
  owner: z.string().min(1).max(200).nullable(),
  purpose: z.string().min(1).max(500).nullable(),
  flows: z.array(flowSchema).min(1).nullable(),
};

/** What the page can ask about keys. */
export const keyContract = {
  'key.list': { input: z.strictObject({}), output: z.array(keySchema) },
  'key.generate': {
    input: z.strictObject({
      job,
      alg: signatureAlgorithmSchema,
      bits: z.union([z.literal(2048), z.literal(3072), z.literal(4096)]),
      /** `null`: the thumbprint. */
      kid: kidSchema.nullable(),
      label: z.string().max(200).nullable(),
      env: environmentNameSchema.nullable(),
      expiresAt: z.iso.datetime().nullable(),
      isDraft: z.boolean(),
      /** kid of the key that it takes the place of. */
      replaces: kidSchema.nullable(),
      ...newKeyDetails,
    }),
    output: keySchema,
  },
  'key.export': {
    input: z.strictObject({ kid: kidSchema, format: publicFormatSchema }),
    output: z.strictObject({ text: z.string(), fileName: z.string() }),
  },
  'key.read': {
    input: aKid,
    output: z.strictObject({
      moves: z.array(passportMoveSchema),
      uses: passportUsesSchema,
      /** States that it may be moved to by `key.move`. */
      mayBecome: z.array(keyStateSchema),
      mayBeDeleted: z.boolean(),
      /** Whether a deletion is ordered that can be called off. */
      mayCallOff: z.boolean(),
      /** 0: at once. */
      deletionWaitsDays: z.number().int(),
      replacedBy: z.array(kidSchema),
      /** Whether there is a change of label, notes, tags, owner or purpose to take back. */
      mayUndo: z.boolean(),
      /** What the holder of a key kept elsewhere is asked to sign, and until when; `null`: nothing is asked. */
      possession: possessionChallengeSchema.nullable(),
    }),
  },
  'key.move': {
    input: z.strictObject({
      kid: kidSchema,
      to: keyStateSchema,
      reason: z.string().max(1024),
      since: z.iso.datetime().nullable(),
    }),
    output: keySchema,
  },
  'key.delete': { input: z.strictObject({ kid: kidSchema, reason }), output: keySchema },
  'key.cancelDelete': { input: z.strictObject({ kid: kidSchema, reason }), output: keySchema },
  'key.describe': { input: z.strictObject({ kid: kidSchema, description: keyDescriptionSchema }), output: keySchema },
  'key.undoDescribe': { input: aKid, output: keySchema },
  /** Sets the flows that it may sign (`null`: all) and the day on which it ends (`null`: never). */
  'key.restrict': {
    input: z.strictObject({
      kid: kidSchema,
      flows: newKeyDetails.flows,
      expiresAt: z.iso.datetime().nullable(),
      reason,
    }),
    output: keySchema,
  },
  /** The reason of an act that was done first and explained afterwards. */
  'key.noteReason': {
    input: z.strictObject({ kid: kidSchema, reason }),
    output: z.strictObject({ done: z.literal(true) }),
  },
  'key.addCopy': {
    input: z.strictObject({ kid: kidSchema, kind: z.enum(KEY_COPY_KINDS), where: z.string().min(1).max(1024) }),
    output: keySchema,
  },
  'key.copyGone': { input: z.strictObject({ kid: kidSchema, id: z.string(), reason }), output: keySchema },
  'key.askPossession': { input: aKid, output: possessionChallengeSchema },
  'key.provePossession': {
    input: z.strictObject({ kid: kidSchema, token: z.string().max(16_384) }),
    output: keySchema,
  },
  /** Reads the private half once, and notes whether it is there. */
  'key.checkHeld': { input: aKid, output: keySchema },
  /** CSV of these keys (`null`: of all); no secret in it. */
  'key.table': { input: severalKids, output: keptDocumentSchema },
  /** iCalendar of expiry dates (RFC 5545). */
  'key.calendar': { input: severalKids, output: keptDocumentSchema },
  'key.import': {
    input: z.strictObject({
      file: z.string(),
      passphrase: z.string().max(1024).nullable(),
      kid: kidSchema.nullable(),
      alg: signatureAlgorithmSchema.nullable(),
      label: z.string().min(1).max(200).nullable(),
      env: environmentNameSchema.nullable(),
      expiresAt: z.iso.datetime().nullable(),
      isDraft: z.boolean(),
      heldBy: heldBySchema.nullable(),
      ...newKeyDetails,
    }),
    output: z.strictObject({
      key: keySchema,
      /** The private half lies open in the file: it should be wiped. */
      isPlainPrivate: z.boolean(),
      fileName: z.string(),
    }),
  },
  'key.passport': {
    input: aKid,
    output: z.strictObject({ passport: passportSchema, fingerprint: z.string(), ...keptDocumentSchema.shape }),
  },
} as const;
