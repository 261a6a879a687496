import { z } from 'zod';
import { ANOMALIES } from './scan.ts';
import { issuerSchema, outcomeSchema, verdictCodeSchema } from './verdict.ts';

export const anomalySchema = z.enum(ANOMALIES);

/** Which uses are meant; what is not named is not asked about. `null` asks for uses that name none. Times: milliseconds since 1970. */
export const scanFilterSchema = z.strictObject({
  outcome: outcomeSchema.optional(),
  code: verdictCodeSchema.optional(),
  issuer: issuerSchema.optional(),
  anomaly: anomalySchema.optional(),
  kid: z.string().max(16_384).nullable().optional(),
  sub: z.string().max(16_384).nullable().optional(),
  obj: z.string().max(16_384).nullable().optional(),
  flow: z.string().max(16_384).nullable().optional(),
  file: z.string().max(8192).optional(),
  /** First and one past the last; `null`: uses whose line says no time. */
  time: z.strictObject({ from: z.number(), to: z.number() }).nullable().optional(),
});
export type ScanFilter = z.infer<typeof scanFilterSchema>;

/** `place`: in the order of the files. `time`: of arrival; what has none comes last. */
export const scanSortSchema = z.strictObject({ by: z.enum(['place', 'time']), isDescending: z.boolean() });
export type ScanSort = z.infer<typeof scanSortSchema>;

const place = z.strictObject({ file: z.string(), line: z.number(), column: z.number() });

/** One use of a token, as a row of the table. */
export const scanRowSchema = z.strictObject({
  row: z.number().int(),
  source: place,
  duplicateOf: place.nullable(),
  sha256: z.string(),
  outcome: outcomeSchema,
  code: verdictCodeSchema,
  issuer: issuerSchema,
  kid: z.string().nullable(),
  sub: z.string().nullable(),
  obj: z.string().nullable(),
  flow: z.string().nullable(),
  /** Milliseconds since 1970; `null`: its line says none. */
  arrivedAt: z.number().nullable(),
  anomalies: z.array(anomalySchema),
});
export type ScanRow = z.infer<typeof scanRowSchema>;

/** How many uses name something, most frequent first. */
const tally = <T extends z.ZodType>(value: T) => z.array(z.strictObject({ value, count: z.number().int() }));
/** The most frequent ones of a member that a stranger may fill at will. */
const mostFrequent = z.strictObject({
  top: tally(z.string().nullable()),
  /** How many different ones there are. */
  distinct: z.number().int(),
});

/** What all uses come to. */
export const scanCountsSchema = z.strictObject({
  uses: z.number().int(),
  tokens: z.number().int(),
  outcomes: tally(outcomeSchema),
  codes: tally(verdictCodeSchema),
  issuers: tally(issuerSchema),
  anomalies: tally(anomalySchema),
  files: tally(z.string()),
  kid: mostFrequent,
  sub: mostFrequent,
  obj: mostFrequent,
  flow: mostFrequent,
});
export type ScanCounts = z.infer<typeof scanCountsSchema>;

/** Uses by their time of arrival. Times: milliseconds since 1970. */
export const scanHistogramSchema = z.strictObject({
  /** How long each bar is. */
  stepMs: z.number(),
  bars: z.array(z.strictObject({ from: z.number(), total: z.number(), invalid: z.number(), undetermined: z.number() })),
  /** Uses whose line says no time. */
  withoutTime: z.number().int(),
});
export type ScanHistogram = z.infer<typeof scanHistogramSchema>;
