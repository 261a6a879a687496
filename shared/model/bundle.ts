import { z } from 'zod';
import { environmentSchema } from './environment.ts';
import { evidenceJwkSchema } from './evidence.ts';
import { publicJwkSchema } from './jwk.ts';
import { kidSchema, signatureAlgorithmSchema } from './key.ts';
import { snapshotTrustSchema } from './snapshot.ts';

export const bundleKindSchema = z.enum(['jwks-snapshot', 'public-keys']);

const sharedContent = {
  format: z.literal('dcm-bundle'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** The name of the installation that made it. */
  installId: z.string(),
  /** The DCM that it is about. Its name is the maker's; address, counterparty and kind must be the receiver's too. */
  environment: environmentSchema.pick({ name: true, kind: true, baseUrl: true, counterpartyGuid: true }),
  evidenceKey: evidenceJwkSchema,
};

/** One set of DCM's keys, byte for byte, and what its maker knows of where it came from. */
const snapshotContent = z.strictObject({
  ...sharedContent,
  kind: z.literal('jwks-snapshot'),
  snapshot: z.strictObject({
    /** The stretch of time at both ends of which the maker saw this set, and no other one between. */
    firstSeenAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    source: z.string(),
    /** How far the maker's own snapshot was vouched for. */
    trust: snapshotTrustSchema,
    certificateSha256: z.string().nullable(),
    /** SHA-256 of the set's bytes, hex. */
    sha256: z.string(),
    jwks: z.string(),
  }),
});

/** Public halves of keys of ours, for a computer that does not hold them. */
const keysContent = z.strictObject({
  ...sharedContent,
  kind: z.literal('public-keys'),
  keys: z
    .array(z.strictObject({ kid: kidSchema, alg: signatureAlgorithmSchema, jwk: publicJwkSchema }))
    .min(1)
    .max(1000),
});

export const bundleContentSchema = z.discriminatedUnion('kind', [snapshotContent, keysContent]);
export type BundleContent = z.infer<typeof bundleContentSchema>;

const signature = { signature: z.string() };
export const bundleSchema = z.discriminatedUnion('kind', [
  snapshotContent.extend(signature),
  keysContent.extend(signature),
]);
export type Bundle = z.infer<typeof bundleSchema>;

/** What a check of a bundle found. Everything but `ok`, `signer` and `problem` is `null` or empty where nothing could be read. */
export const bundleReportSchema = z.strictObject({
  ok: z.boolean(),
  kind: bundleKindSchema.nullable(),
  signer: z.enum(['known', 'unknown']),
  /** Fingerprint (RFC 7638) of the key that signed. */
  evidenceKey: z.string().nullable(),
  problem: z.string().nullable(),
  madeAt: z.iso.datetime().nullable(),
  environment: sharedContent.environment.nullable(),
  /** The look that it tells of last; `null` for keys. */
  takenAt: z.iso.datetime().nullable(),
  kids: z.array(z.string()),
  /** SHA-256 of the file, hex: the same on both sides. */
  sha256: z.string(),
});
export type BundleReport = z.infer<typeof bundleReportSchema>;

/** Somebody whose evidence key an officer has compared and trusts. */
export const trustedMakerSchema = z.strictObject({
  fingerprint: z.string().regex(/^[\w-]{43}$/u, 'a fingerprint is 43 characters of base64url'),
  name: z.string().min(1).max(200),
  reason: z.string().min(1).max(1024),
  trustedAt: z.iso.datetime(),
  /** Who said so here, as the operating system tells. */
  by: z.string(),
  /** `null`: it stands. */
  ended: z.strictObject({ at: z.iso.datetime(), reason: z.string(), by: z.string() }).nullable(),
});
export type TrustedMaker = z.infer<typeof trustedMakerSchema>;
