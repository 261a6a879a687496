import { z } from 'zod';
import { setIdSchema } from '../model/backup.ts';
import { backupSetSchema } from '../model/backup-set.ts';
import { checkedShareSchema } from '../model/share-check.ts';

/** A share as somebody read it from its paper. It goes to the core and never comes back. */
const shareText = z.string().min(1).max(4096);

/** What the page can ask about backups. No answer ever holds a share. */
export const backupContract = {
  /** The sets of this home and their custodians, newest first. */
  'backup.list': { input: z.strictObject({}), output: z.array(backupSetSchema) },
  /** Looks at one share alone. `set`: the set that it is wanted for; `null`: the one that it names. */
  'backup.checkShare': {
    input: z.strictObject({ text: shareText, set: setIdSchema.nullable() }),
    output: checkedShareSchema,
  },
};
