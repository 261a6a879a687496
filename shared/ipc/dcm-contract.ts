import { z } from 'zod';
import { accessSchema, contactSchema, proxySchema, serverCertificateSchema } from '../model/access.ts';
import { environmentNameSchema } from '../model/environment.ts';
import { reconciliationSchema } from '../model/reconciliation.ts';
import { registrationSchema, registrationStepSchema, requestPreviewSchema } from '../model/registration.ts';
import { rotationSchema, rotationViewSchema } from '../model/rotation.ts';
import {
  distrustSchema,
  jwksDiffSchema,
  publishedKeySchema,
  sightingSchema,
  watchSpanSchema,
} from '../model/sighting.ts';
import { snapshotSchema } from '../model/snapshot.ts';

const anEnvironment = z.strictObject({ env: environmentNameSchema });
const done = z.strictObject({ done: z.literal(true) });
const reason = z.string().min(1).max(1024);
const kid = z.string().min(1).max(256);
const guid = z.string().min(1).max(128);

/** How a DCM is reached, as the page may know it: that there is a credential, never which. */
export const accessViewSchema = accessSchema.omit({ credentialId: true }).extend({
  credential: z.enum(['none', 'memory', 'keychain']),
  hasProxyPassword: z.boolean(),
});
export type AccessView = z.infer<typeof accessViewSchema>;

/** What the page can ask about DCM beside registering: the way there, what it holds, what it published, rotations. */
export const dcmContract = {
  'access.read': { input: anEnvironment, output: accessViewSchema },
  'access.write': {
    input: z.strictObject({
      env: environmentNameSchema,
      pin: z.string().max(64).nullable(),
      proxy: proxySchema,
      contact: contactSchema.nullable(),
    }),
    output: accessViewSchema,
  },
  /** The value of header Authorization (`null`: none), kept in the keychain or until the app is locked. Never read back. */
  'access.setCredential': {
    input: z.strictObject({
      env: environmentNameSchema,
      value: z.string().max(8192).nullable(),
      keep: z.enum(['memory', 'keychain']),
    }),
    output: accessViewSchema,
  },
  /** Kept in memory until the app is locked. */
  'access.setProxyPassword': {
    input: z.strictObject({ env: environmentNameSchema, password: z.string().max(1024).nullable() }),
    output: accessViewSchema,
  },
  /** Opens a TLS connection, sends nothing, and says which certificate was shown. */
  'access.seeCertificate': { input: anEnvironment, output: serverCertificateSchema },
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
  'snapshot.read': {
    input: z.strictObject({ id: z.number().int() }),
    output: z.strictObject({
      snapshot: snapshotSchema,
      text: z.string(),
      sightings: z.array(sightingSchema),
    }),
  },
  'snapshot.diff': {
    input: z.strictObject({ from: z.number().int(), to: z.number().int() }),
    output: jwksDiffSchema,
  },
  'archive.read': {
    input: anEnvironment,
    output: z.strictObject({
      keys: z.array(publishedKeySchema),
      sightings: z.array(sightingSchema),
      watched: z.array(watchSpanSchema),
      /** Stretches in which nobody looked, since the first look. */
      notWatched: z.array(z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime().nullable() })),
      isWatching: z.boolean(),
      everySeconds: z.number().int(),
      /** Changes that nobody has acknowledged yet, newest first. */
      news: z.array(
        z.strictObject({
          at: z.iso.datetime(),
          fromSnapshot: z.number().int(),
          toSnapshot: z.number().int(),
          diff: jwksDiffSchema,
        }),
      ),
    }),
  },
  'archive.acknowledge': { input: anEnvironment, output: done },
  'distrust.list': { input: z.strictObject({}), output: z.array(distrustSchema) },
  'distrust.add': {
    input: z.strictObject({
      env: environmentNameSchema,
      kid,
      since: z.iso.datetime(),
      reason,
      caller: z.string().max(200).nullable(),
      callBack: z.string().max(1024).nullable(),
    }),
    output: distrustSchema,
  },
  'rotation.list': { input: z.strictObject({}), output: z.array(rotationViewSchema) },
  /** Begins the way to a successor. An emergency suspends the old key at once. */
  'rotation.start': {
    input: z.strictObject({ kid, kind: z.enum(['planned', 'emergency']), reason }),
    output: rotationViewSchema,
  },
  /** Says which key of ours is the successor (made by `key.generate` with `replaces`). */
  'rotation.setSuccessor': { input: z.strictObject({ id: z.string(), kid }), output: rotationViewSchema },
  /** Sends the successor: over the old entry (PUT), or beside it (POST). */
  'rotation.send': {
    input: z.strictObject({ id: z.string(), way: z.enum(['PUT', 'POST']) }),
    output: rotationViewSchema,
  },
  /** Asks DCM what can be asked now: its list, and both probes. */
  'rotation.look': { input: z.strictObject({ id: z.string() }), output: rotationViewSchema },
  'rotation.confirmCallBack': { input: z.strictObject({ id: z.string(), note: reason }), output: rotationViewSchema },
  'rotation.switch': { input: z.strictObject({ id: z.string() }), output: rotationViewSchema },
  'rotation.end': {
    input: z.strictObject({ id: z.string(), outcome: rotationSchema.shape.outcome.unwrap(), reason }),
    output: rotationViewSchema,
  },
} as const;
