import { z } from 'zod';

/** What the holder of a key that is kept elsewhere signs to prove that he has it. It is no token that DCM would take. */
export const possessionChallengeSchema = z.strictObject({
  kid: z.string(),
  /** The exact payload of the JWS that is asked for. */
  payload: z.string(),
  askedAt: z.iso.datetime(),
  /** Afterwards a new one is asked. */
  expiresAt: z.iso.datetime(),
});
export type PossessionChallenge = z.infer<typeof possessionChallengeSchema>;
