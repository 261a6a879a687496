import { z } from 'zod';
import { environmentNameSchema } from './environment.ts';
import { signatureAlgorithmSchema } from './key.ts';
import { patternSchema } from './pattern.ts';

/** What may be signed for production: whose tokens, for which flow. Both must fit. */
const productionRuleSchema = z.strictObject({ sub: patternSchema, flow: patternSchema });

/** The bank's rules, read from `policy.json` in the home. It can only tighten what is built in. */
export const policySchema = z.strictObject({
  version: z.literal(1),
  /** Longest life of a signed token, seconds. */
  maxTokenLifeSeconds: z.number().int().min(1).max(1200),
  /** Life of a token when nobody says otherwise, seconds. */
  defaultTokenLifeSeconds: z.number().int().min(1).max(1200),
  /** Smallest RSA modulus that may be generated, bits. */
  minRsaBits: z.union([z.literal(2048), z.literal(3072), z.literal(4096)]),
  /** Algorithms that keys may have where nothing is said of their environment. */
  algorithms: z.array(signatureAlgorithmSchema).min(1),
  /** What is known of single environments, by their name: the algorithms that its DCM takes, in place of the list above. */
  environments: z
    .record(environmentNameSchema, z.strictObject({ algorithms: z.array(signatureAlgorithmSchema).min(1) }))
    .default({}),
  /** Days between the order to delete a private half and the deletion; 0 deletes at once. */
  deletionWaitingDays: z.number().int().min(0).max(30).default(7),
  /** Whether an officer may leave the waiting time out. */
  mayDeleteAtOnce: z.boolean().default(false),
  /** Days after which a backup is to be proven again by a drill. */
  backupDrillDays: z.number().int().min(1).max(1096).default(365),
  /** What may be signed for production environments: a token must fit one of these. `null`: nothing, until the list exists. */
  productionSigning: z.array(productionRuleSchema).max(1000).nullable().default(null),
});
export type Policy = z.infer<typeof policySchema>;

/** In force where the home has no `policy.json`. */
export const DEFAULT_POLICY: Policy = {
  version: 1,
  maxTokenLifeSeconds: 1200,
  defaultTokenLifeSeconds: 300,
  minRsaBits: 2048,
  algorithms: ['RS256'],
  environments: {},
  deletionWaitingDays: 7,
  mayDeleteAtOnce: false,
  backupDrillDays: 365,
  productionSigning: null,
};
