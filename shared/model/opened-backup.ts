import { z } from 'zod';
import { setIdSchema } from './backup.ts';
import { backupStateSchema } from './backup-set.ts';
import { keyStateSchema, kidSchema } from './key.ts';

/** What an opened backup is wanted for. */
export const openedForSchema = z.enum(['drill', 'restore']);
export type OpenedFor = z.infer<typeof openedForSchema>;

/**
 * A backup that lies before its custodians: what its file says in clear, beside what this home knows of the same keys. That
 * the file is genuine is known only when shares have opened it. No share is in it.
 */
export const openedBackupSchema = z.strictObject({
  openedFor: openedForSchema,
  setId: setIdSchema,
  threshold: z.number().int(),
  shares: z.number().int(),
  madeAt: z.iso.datetime(),
  isRehearsal: z.boolean(),
  /** SHA-256 of the file, hex. */
  fileSha256: z.string(),
  /** What the register of this home says of the set; `null`: it is not in it. */
  known: backupStateSchema.nullable(),
  keys: z.array(
    z.strictObject({
      kid: kidSchema,
      label: z.string().nullable(),
      alg: z.string(),
      env: z.string().nullable(),
      /** RFC 7638 SHA-256, base64url. */
      thumbprint: z.string(),
      /** When the backup was made. */
      state: keyStateSchema,
      /** In this home, now; `null`: this home does not know the key. */
      here: keyStateSchema.nullable(),
    }),
  ),
  /** The shares that are held, in the order in which they came. */
  taken: z.array(
    z.strictObject({
      number: z.number().int(),
      /** Who keeps it and where, as far as this home knows. */
      custodian: z.string().nullable(),
      place: z.string().nullable(),
    }),
  ),
  /** Why it could not be done here, whatever shares are brought. */
  problem: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
  /** Why shares that were held are held no more: nobody went on, or they did not open the file; `null`: none was forgotten. */
  forgotten: z.enum(['left', 'refused']).nullable(),
});
export type OpenedBackup = z.infer<typeof openedBackupSchema>;
