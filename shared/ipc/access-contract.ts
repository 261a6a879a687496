import { z } from 'zod';
import {
  accessSchema,
  authorityCertificateSchema,
  contactSchema,
  proxySchema,
  serverCertificateSchema,
} from '../model/access.ts';
import { environmentNameSchema, environmentSchema } from '../model/environment.ts';

const anEnvironment = z.strictObject({ env: environmentNameSchema });

/** How a DCM is reached, as the page may know it: that there is a credential, never which. */
export const accessViewSchema = accessSchema.omit({ credentialId: true }).extend({
  credential: z.enum(['none', 'memory', 'keychain']),
  hasProxyPassword: z.boolean(),
});
export type AccessView = z.infer<typeof accessViewSchema>;

const authoritySchema = z.strictObject({
  /** SHA-256 of its certificates as they would be kept, hex. */
  sha256: z.string().length(64),
  certificates: z.array(authorityCertificateSchema),
});

/** What the page can ask about the way to a DCM. */
export const accessContract = {
  'access.read': { input: anEnvironment, output: accessViewSchema },
  'access.write': {
    input: z.strictObject({
      env: environmentNameSchema,
      /** As it was given: base64, base64url or hex. */
      pin: z.string().max(128).nullable(),
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
  /** The extra authority in a file that was picked, or, without one, that of the environment. Nothing is kept. */
  'access.seeAuthority': {
    input: z.strictObject({ env: environmentNameSchema, file: z.string().nullable() }),
    output: z.strictObject({ authority: authoritySchema.nullable() }),
  },
  /** Gives the environment the authority in a file, as it was shown; `null`: none beside those that the app brings along. */
  'access.setAuthority': {
    input: z.strictObject({
      env: environmentNameSchema,
      chosen: z.strictObject({ file: z.string(), sha256: z.string().length(64) }).nullable(),
    }),
    output: environmentSchema,
  },
} as const;
