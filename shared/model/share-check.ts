import { z } from 'zod';
import { setIdSchema } from './backup.ts';
import { backupStateSchema } from './backup-set.ts';

/** Where a share that was not read right differs from what it must be. Nothing of the share itself is in it. */
export const shareDamageSchema = z.strictObject({
  /** `start`: it is no share at all; `length`: characters are missing or too many; `groups`: these; `whole`: two or more, nobody knows which. */
  what: z.enum(['start', 'length', 'groups', 'whole']),
  /** Numbers of the groups, counted from 1 behind the prefix; of a wrong length only the first. */
  groups: z.array(z.number().int().min(1).max(20)),
  /** How many characters are too many; below 0: missing. */
  characters: z.number().int(),
  /** Letters of another alphabet: those of the prefix, where they look like ours, and the groups that hold any (0: the prefix). */
  otherAlphabet: z.strictObject({ letters: z.array(z.string()), groups: z.array(z.number().int().min(0).max(20)) }),
  /** Whose it is, where that could still be read. */
  number: z.number().int().min(1).max(16).nullable(),
});
export type ShareDamage = z.infer<typeof shareDamageSchema>;

/** What one share is by itself, and beside the set that it is wanted for. */
export const shareFindingSchema = z.strictObject({
  ok: z.boolean(),
  code: z.enum([
    'OK',
    'SHARE_DAMAGED',
    'SHARE_VERSION',
    'SHARE_REFUSED',
    'SHARE_FOREIGN',
    'SHARE_DUPLICATE',
    'SHARE_WRONG',
  ]),
  problem: z.string().nullable(),
  hint: z.string().nullable(),
  damage: shareDamageSchema.nullable(),
  /** With the digest of the share that was shown. `not-compared`: none is known here, as of sets of before or from elsewhere. */
  compared: z.enum(['same', 'different', 'not-compared']),
  /** Its own, as it says; `null`: it could not be read. */
  setId: setIdSchema.nullable(),
  number: z.number().int().nullable(),
  threshold: z.number().int().nullable(),
  shares: z.number().int().nullable(),
});
export type ShareFinding = z.infer<typeof shareFindingSchema>;

/** The same, with what this home knows of it. */
export const checkedShareSchema = z.strictObject({
  ...shareFindingSchema.shape,
  at: z.iso.datetime(),
  /** The set in whose register this stands; `null`: none here. */
  known: z
    .strictObject({
      setId: setIdSchema,
      state: backupStateSchema,
      custodian: z.string().nullable(),
      place: z.string().nullable(),
    })
    .nullable(),
  /** Whether the trail tells of it; a set that nobody knows here is not recorded. */
  record: z.enum(['recorded', 'set-unknown', 'not-recorded']),
});
export type CheckedShare = z.infer<typeof checkedShareSchema>;
