import { z } from 'zod';
import { examinedKindSchema } from './examined.ts';

/** What was undone, so that a token could be read as it was sent. Each is shown with the token; none is silent. */
export const REPAIR_IDS = [
  'line-breaks',
  'quote-marks',
  'spaces',
  'invisible',
  'nul-bytes',
  'hyphens',
  'quoted-printable',
  'percent',
  'percent-twice',
  'json-escapes',
  'html-entities',
  'backslashes',
  'base64',
  'text-after',
] as const;
export type RepairId = (typeof REPAIR_IDS)[number];

/** `jws`: three parts, which can be judged. The others are named, and judged to be no token. */
export const FOUND_KINDS = ['jws', 'jwe', 'jws-json', 'jwe-json', 'cut-off', 'parts'] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** What a token stood in. `bare`: nothing else was given; `text`: none of the others. */
export const PLACE_KINDS = [
  'bare',
  'header',
  'cookie',
  'query',
  'fragment',
  'json',
  'field',
  'element',
  'url',
  'text',
] as const;

const repairSchema = z.strictObject({ id: z.enum(REPAIR_IDS), count: z.number().int().min(1) });
export type Repair = z.infer<typeof repairSchema>;

const placeSchema = z.strictObject({
  kind: z.enum(PLACE_KINDS),
  /** Of the header, the cookie, the member …, as it was written. */
  name: z.string().nullable(),
  /** From 1; the column in characters of the decoded text. */
  line: z.number().int().min(1),
  column: z.number().int().min(1),
  /** Of the request in an HTTP archive (HAR) that it was found in. */
  request: z.strictObject({ at: z.iso.datetime().nullable(), url: z.string().nullable() }).nullable(),
});
export type Place = z.infer<typeof placeSchema>;

/** A token that stood in a text. Nothing in it has been verified, `unverified` least of all. */
export const foundTokenSchema = z.strictObject({
  token: z.string(),
  kind: z.enum(FOUND_KINDS),
  /** Of the token's ASCII. */
  sha256: z.string(),
  place: placeSchema,
  repairs: z.array(repairSchema),
  /** How often the same token stands in the text; `place` is the first. */
  count: z.number().int().min(1),
  /** What it says of itself; anybody can write that. */
  unverified: z.strictObject({
    alg: z.string().nullable(),
    kid: z.string().nullable(),
    iss: z.string().nullable(),
    sub: z.string().nullable(),
  }),
});
export type FoundToken = z.infer<typeof foundTokenSchema>;

/** What looked most like a token where there was none, and why it is none. */
export const NEAR_MISSES = ['header-unreadable', 'one-part', 'no-header'] as const;
const nearMissSchema = z.strictObject({
  why: z.enum(NEAR_MISSES),
  line: z.number().int().min(1),
  column: z.number().int().min(1),
});
export type NearMiss = z.infer<typeof nearMissSchema>;

/** What came of looking for tokens. */
export const findingSchema = z.strictObject({
  /** The first ones, each once, in the order of the text. */
  tokens: z.array(foundTokenSchema),
  /** All, each once. */
  distinct: z.number().int(),
  /** What the whole text is, where no token was found in it. */
  is: examinedKindSchema,
  /** A private or symmetric key stands in it: it must not stay on a screen. */
  holdsKey: z.boolean(),
  nearMiss: nearMissSchema.nullable(),
});
export type Finding = z.infer<typeof findingSchema>;
