import { z } from 'zod';

/** How a practice DCM can be told to misbehave, one word for each way in which a server can be broken or hostile. */
export const MISBEHAVIOURS = [
  /** Points elsewhere. */
  'redirect',
  /** Answers with a login page. */
  'login-page',
  /** 204, after it did what was asked. */
  'no-content',
  'wrong-type',
  'byte-order-mark',
  'gzip-bomb',
  /** Takes the request and says nothing. */
  'silence',
  /** An answer that comes byte by byte. */
  'slow-drip',
  'endless-chunks',
  'deep-json',
  /** Announces more than it sends. */
  'lying-length',
  /** 400 in plain text. */
  'refuse-text',
  'unauthorized',
  'conflict',
  'unprocessable',
  /** 429 with a Retry-After of centuries. */
  'too-many',
  /** 500. */
  'failing',
  /** Somebody else's key where ours or its own should be. */
  'other-key',
  /** Drops the connection before it does anything. */
  'drop',
  /** Drops the connection after it stored what came. */
  'drop-after-storing',
] as const;
export const misbehaviourSchema = z.enum(MISBEHAVIOURS);
export type Misbehaviour = z.infer<typeof misbehaviourSchema>;

/** The five calls, by which misbehaviour can be narrowed. */
export const PRACTICE_ROUTES = ['create', 'list', 'update', 'authenticate', 'jwks'] as const;
export const practiceRouteSchema = z.enum(PRACTICE_ROUTES);
export type PracticeRoute = z.infer<typeof practiceRouteSchema>;

/** What a practice DCM is told: a way to misbehave, `well`, or what its PUT does with the old key. */
export const PRACTICE_MANNERS = [...MISBEHAVIOURS, 'well', 'put-keeps', 'put-replaces'] as const;

export const practiceBehaviourRequestSchema = z.strictObject({
  as: z.enum(PRACTICE_MANNERS),
  /** `null`: every call. */
  route: practiceRouteSchema.nullable(),
  /** For how many requests; `null`: until it is told otherwise. */
  times: z.number().int().min(1).max(1000).nullable(),
});
export type PracticeBehaviourRequest = z.infer<typeof practiceBehaviourRequestSchema>;
