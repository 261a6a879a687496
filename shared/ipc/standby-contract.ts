import { z } from 'zod';
import { keySchema, kidSchema } from '../model/key.ts';
import { standbyPlaceSchema, standbyViewSchema } from '../model/standby.ts';

const passphrase = z.string().max(1024);
const aStandby = z.strictObject({ kid: kidSchema, passphrase });

/** What the page can ask about keys that stand by. */
export const standbyContract = {
  /** Those that are sealed now. */
  'standby.list': { input: z.strictObject({}), output: z.array(standbyViewSchema) },
  'standby.seal': {
    input: aStandby.extend({ place: standbyPlaceSchema, note: z.string().max(1024).nullable() }),
    output: standbyViewSchema,
  },
  /** Unseals in memory, signs a challenge, and drops it again. */
  'standby.check': { input: aStandby, output: standbyViewSchema },
  /** Unseals for use. `replaces`: the key that it takes the place of. */
  'standby.draw': {
    input: aStandby.extend({ reason: z.string().max(1024), replaces: kidSchema.nullable() }),
    output: keySchema,
  },
} as const;
