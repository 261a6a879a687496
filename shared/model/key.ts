import { z } from 'zod';
import { FLOWS } from './flow.ts';
import { publicJwkSchema } from './jwk.ts';

/** Signature algorithms that this product signs and verifies with (RFC 7518 §3, RFC 8037 §3.1). */
export const SIGNATURE_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;
export const signatureAlgorithmSchema = z.enum(SIGNATURE_ALGORITHMS);
export type SignatureAlgorithm = z.infer<typeof signatureAlgorithmSchema>;

/** Life cycle of a key after NIST SP 800-57 part 1 §7. */
export const KEY_STATES = [
  'draft',
  'active',
  'suspended',
  'retired',
  'compromised',
  'delete-scheduled',
  'delete-pending',
  'deleted',
] as const;
export const keyStateSchema = z.enum(KEY_STATES);
export type KeyState = z.infer<typeof keyStateSchema>;

export const kidSchema = z.string().min(1).max(256);

/** Where the private half is kept: in a store of this home, or somewhere else (a public-only key). */
export const custodySchema = z.enum(['here', 'elsewhere']);

/** Where a key comes from. Only one that was generated here, and kept here ever since, is known to be nowhere else. */
export const keyOriginSchema = z.enum(['generated', 'imported', 'elsewhere']);
export type KeyOrigin = z.infer<typeof keyOriginSchema>;

/** How the private half is protected; `null` for a public-only key. */
export const keychainKindSchema = z.enum(['os', 'sealed', 'memory']);
export type KeychainKind = z.infer<typeof keychainKindSchema>;

/** Who holds the private half of a key whose custody is elsewhere. */
export const heldBySchema = z.enum(['hsm', 'back-end', 'colleague', 'other']);
export type HeldBy = z.infer<typeof heldBySchema>;

export const KEY_COPY_KINDS = ['import-source', 'backup', 'other'] as const;

/** A place where a copy of the private half is, or may be, beside its keychain. Recorded by people, not proven. */
export const keyCopySchema = z.strictObject({
  id: z.string(),
  kind: z.enum(KEY_COPY_KINDS),
  /** A path, a safe, a backup set: what an officer needs to find it. */
  where: z.string().min(1).max(1024),
  notedAt: z.iso.datetime(),
  /** When somebody said that it was destroyed. */
  goneAt: z.iso.datetime().nullable(),
});
export type KeyCopy = z.infer<typeof keyCopySchema>;

export const tagSchema = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u, 'a tag has letters, digits, spaces, ".", "_" or "-", at most 40');

/** Facts of a key that are known since schema 2 of the database; every one has a value that says "nothing". */
const laterKeyFacts = {
  /** The officer or the team that answers for it. */
  owner: z.string().min(1).max(200).nullable(),
  purpose: z.string().min(1).max(500).nullable(),
  /** Only for custody `elsewhere`. */
  heldBy: heldBySchema.nullable(),
  /** When the holder of a key kept elsewhere proved to us that he has it; `null`: never, or kept here. */
  possessionProvenAt: z.iso.datetime().nullable(),
  /** The flows that it may sign; `null`: all of them. */
  flows: z.array(z.enum(FLOWS)).min(1).nullable(),
  tags: z.array(tagSchema).max(20),
  notes: z.string().min(1).max(4000).nullable(),
  /** kid of the key that it takes the place of. */
  replaces: kidSchema.nullable(),
  /** Since when its keychain entry is missing or damaged: a fact beside the state; `null`: as far as we know it is there. */
  unavailableSince: z.iso.datetime().nullable(),
  copies: z.array(keyCopySchema).max(200),
};

const firstKeyFacts = {
  kid: kidSchema,
  alg: signatureAlgorithmSchema,
  /** RSA modulus length in bits; `null` for other key types. */
  bits: z.number().int().nullable(),
  /** RFC 7638 SHA-256, base64url. */
  thumbprint: z.string(),
  state: keyStateSchema,
  label: z.string().nullable(),
  /** Name of the environment that the key is locked to. */
  env: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  custody: custodySchema,
  origin: keyOriginSchema,
  keychain: keychainKindSchema.nullable(),
  /** The instant since which the key is suspected, and the one at which it was marked; both stay for ever. */
  compromisedSince: z.iso.datetime().nullable(),
  compromisedAt: z.iso.datetime().nullable(),
  /** When the private half will be deleted, while the state is delete-scheduled. */
  deleteDueAt: z.iso.datetime().nullable(),
  jwk: publicJwkSchema,
};

/** A key as passports of version 1 tell it. */
export const keyOfFirstPassportSchema = z.strictObject(firstKeyFacts);

/** The public facts of one key of ours. Never holds private material. */
export const keySchema = z.strictObject({ ...firstKeyFacts, ...laterKeyFacts });
export type Key = z.infer<typeof keySchema>;

/** The later facts of a key of which none is known. */
export const NO_LATER_FACTS: Omit<Key, keyof z.infer<typeof keyOfFirstPassportSchema>> = {
  owner: null,
  purpose: null,
  heldBy: null,
  possessionProvenAt: null,
  flows: null,
  tags: [],
  notes: null,
  replaces: null,
  unavailableSince: null,
  copies: [],
};

/** What an officer may write about a key, and take back. */
export const keyDescriptionSchema = z.strictObject({
  label: z.string().min(1).max(200).nullable(),
  notes: laterKeyFacts.notes,
  tags: laterKeyFacts.tags,
  owner: laterKeyFacts.owner,
  purpose: laterKeyFacts.purpose,
});
export type KeyDescription = z.infer<typeof keyDescriptionSchema>;

export const publicFormatSchema = z.enum(['jwk', 'jwks', 'pem']);
export type PublicFormat = z.infer<typeof publicFormatSchema>;
