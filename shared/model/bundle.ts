import { z } from 'zod';
import { environmentSchema } from './environment.ts';
import { evidenceJwkSchema } from './evidence.ts';
import { publicJwkSchema } from './jwk.ts';
import { kidSchema, signatureAlgorithmSchema } from './key.ts';
import { snapshotTrustSchema } from './snapshot.ts';

export const BUNDLE_KINDS = [
  'jwks-snapshot',
  'public-keys',
  'registration-request',
  'registration-receipt',
  'device-key',
  'device-sealed-key',
] as const;
export const bundleKindSchema = z.enum(BUNDLE_KINDS);
export type BundleKind = z.infer<typeof bundleKindSchema>;

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

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
const thumbprint = z.string().regex(/^[\w-]{43}$/u);

/** What a computer without a network asks another one to post to DCM for it. */
const requestContent = z.strictObject({
  ...sharedContent,
  kind: z.literal('registration-request'),
  request: z.strictObject({
    kid: kidSchema,
    alg: signatureAlgorithmSchema,
    thumbprint,
    method: z.literal('POST'),
    /** The exact body, with the public JWK in it, and its SHA-256. */
    body: z.string().max(16_384),
    sha256,
  }),
});

/** What came of it, as the computer saw it that posted it. */
const receiptContent = z.strictObject({
  ...sharedContent,
  kind: z.literal('registration-receipt'),
  receipt: z.strictObject({
    kid: kidSchema,
    thumbprint,
    /** SHA-256 of the file of the request, and of the body that it held. */
    requestBundleSha256: sha256,
    requestSha256: sha256,
    guid: z.string().min(1).max(256),
    /** When it was posted, and the digest of DCM's answer; `null`: DCM listed the key already. */
    sentAt: z.iso.datetime().nullable(),
    responseSha256: sha256.nullable(),
    /** When DCM's list showed that entry with this thumbprint, and the digest of that list. */
    listedAt: z.iso.datetime(),
    listSha256: sha256,
  }),
});

/** The public key of one computer, to which a private key may be sealed (ECDH, RFC 7518 §4.6). */
export const deviceJwkSchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: thumbprint,
  y: thumbprint,
});
export type DeviceJwk = z.infer<typeof deviceJwkSchema>;

const deviceContent = z.strictObject({
  ...sharedContent,
  kind: z.literal('device-key'),
  device: z.strictObject({ name: z.string().min(1).max(200), jwk: deviceJwkSchema }),
});

/** A private key for one computer alone: the only private material that a bundle may hold, as a JWE to that computer's key. */
const sealedKeyContent = z.strictObject({
  ...sharedContent,
  kind: z.literal('device-sealed-key'),
  sealed: z.strictObject({
    kid: kidSchema,
    alg: signatureAlgorithmSchema,
    jwk: publicJwkSchema,
    /** RFC 7638 thumbprint of the device key, and the name of its computer. */
    device: thumbprint,
    deviceName: z.string().min(1).max(200),
    /** Compact JWE of the PKCS#8 (RFC 7516 §7.1). */
    jwe: z.string().max(16_384),
  }),
});

export const bundleContentSchema = z.discriminatedUnion('kind', [
  snapshotContent,
  keysContent,
  requestContent,
  receiptContent,
  deviceContent,
  sealedKeyContent,
]);
export type BundleContent = z.infer<typeof bundleContentSchema>;

const signature = { signature: z.string() };
export const bundleSchema = z.discriminatedUnion('kind', [
  snapshotContent.extend(signature),
  keysContent.extend(signature),
  requestContent.extend(signature),
  receiptContent.extend(signature),
  deviceContent.extend(signature),
  sealedKeyContent.extend(signature),
]);
export type Bundle = z.infer<typeof bundleSchema>;
/** A bundle of one kind. */
export type BundleOf<K extends BundleKind> = Extract<Bundle, { kind: K }>;

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
  /** The exact body that a request asks to post; `null` for other kinds. */
  body: z.string().nullable(),
  /** The computer whose key it holds, or for whom it is sealed: its name, and the thumbprint of its key. */
  device: z.strictObject({ name: z.string(), thumbprint: z.string() }).nullable(),
  /** DCM's id of the entry, of a receipt. */
  guid: z.string().nullable(),
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
