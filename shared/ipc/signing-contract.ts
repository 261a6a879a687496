import { z } from 'zod';
import { clockStateSchema } from '../model/clock.ts';
import { environmentNameSchema } from '../model/environment.ts';

/** What the page can ask round signing, beside the signature itself. */
export const signingContract = {
  /** What is known of the computer's clock, for signing in one environment. */
  'clock.read': { input: z.strictObject({ env: environmentNameSchema.nullable() }), output: clockStateSchema },
  /** Says by which source the clock is right, and why that is enough. */
  'clock.confirm': {
    input: z.strictObject({ source: z.string().min(1).max(200), reason: z.string().min(1).max(1024) }),
    output: clockStateSchema,
  },
} as const;
