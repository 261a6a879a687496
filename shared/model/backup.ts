import { z } from 'zod';
import { environmentSchema } from './environment.ts';
import { keySchema, keyStateSchema } from './key.ts';
import { registrationSchema } from './registration.ts';

/** 16 hexadecimal digits: the name of one split. A new split of the same keys has a new one. */
export const setIdSchema = z.string().regex(/^[0-9a-f]{16}$/u, 'a set id is 16 hexadecimal digits');
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/u, 'a SHA-256 is 64 hexadecimal digits');
const base64urlSchema = z.string().regex(/^[\w-]+$/u, 'this is no base64url');

/** One key of a backup: all that its home knew of it when the backup was made. */
const backedUpKeySchema = z.strictObject({
  key: keySchema,
  /** The state that a cancelled deletion goes back to. */
  deleteFrom: keyStateSchema.nullable(),
  /** The event of the old trail that tells of its making; `null`: that trail does not have it. */
  born: z.strictObject({ seq: z.number().int(), hash: sha256Schema }).nullable(),
});

const backupContent = {
  format: z.literal('dcm-key-backup'),
  version: z.literal(1),
  setId: setIdSchema,
  /** m shares of n open it. */
  threshold: z.number().int().min(2).max(16),
  shares: z.number().int().min(2).max(16),
  madeAt: z.iso.datetime(),
  /** A rehearsal holds keys that are thrown away. */
  isRehearsal: z.boolean(),
  /** The trail of the home that made it: what happened before lies there. */
  from: z.strictObject({
    installId: z.string(),
    head: z.strictObject({ seq: z.number().int(), hash: sha256Schema }),
    /** Fingerprint of the evidence key that signs that trail. */
    evidenceKey: z.string(),
  }),
  keys: z.array(backedUpKeySchema).min(1).max(100),
  /** The DCMs that these keys are locked to, and what was known of their registrations. */
  environments: z.array(environmentSchema).max(100),
  registrations: z.array(registrationSchema.extend({ idempotencyKey: z.string() })).max(1000),
};

/** What stands in a backup in clear. All of it is bound to the sealed part: a changed letter, and nothing opens. */
export const backupContentSchema = z.strictObject(backupContent);
export type BackupContent = z.infer<typeof backupContentSchema>;

/** A backup as a file: what it is in clear, and the private halves sealed under a key that is split among custodians. */
export const sealedBackupSchema = z.strictObject({
  ...backupContent,
  /** 12 octets. */
  nonce: base64urlSchema,
  /** AES-256-GCM: ciphertext and tag of 16 octets. */
  sealed: base64urlSchema,
});
export type SealedBackup = z.infer<typeof sealedBackupSchema>;
