import { z } from 'zod';
import { environmentNameSchema } from '../model/environment.ts';
import { languageSchema } from '../model/language.ts';
import { scanAffectedSchema } from '../model/scan-affected.ts';
import {
  scanCountsSchema,
  scanFilterSchema,
  scanHistogramSchema,
  scanRowSchema,
  scanSortSchema,
} from '../model/scan-result.ts';
import { claimProfileSchema, verdictSchema } from '../model/verdict.ts';

/** A file or folder that the officer picked or dropped, by a name that means nothing outside the core. */
const scanInputSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  isFolder: z.boolean(),
  /** Octets; `null`: a folder. */
  size: z.number().int().nullable(),
});

const instant = z.discriminatedUnion('by', [
  /** When each token came, as its line says. `zone`: what times without one are meant in. */
  z.strictObject({ by: z.literal('arrival'), zone: z.string().max(64).nullable() }),
  z.strictObject({ by: z.literal('fixed'), at: z.iso.datetime({ offset: true }) }),
  z.strictObject({ by: z.literal('iat') }),
]);

/** How tokens are judged. */
export const scanRulesSchema = z.strictObject({
  source: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('environment'), env: environmentNameSchema }),
    z.strictObject({ from: z.literal('snapshot'), id: z.number().int() }),
    z.strictObject({ from: z.literal('jwks'), text: z.string().max(196_608) }),
    z.strictObject({ from: z.literal('own') }),
  ]),
  instant,
  profile: claimProfileSchema,
  /** Addresses that many stand behind: a token that comes from two of them is not odd. */
  proxies: z.array(z.string().min(1).max(64)).max(100),
});
export type ScanRulesGiven = z.infer<typeof scanRulesSchema>;

const failure = z.strictObject({ code: z.string(), message: z.string(), hint: z.string() });

const summarySchema = z.strictObject({
  /** Those that failed first, a thousand at most. */
  files: z.array(
    z.strictObject({
      file: z.string(),
      bytes: z.number(),
      sha256: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
  fileCount: z.number().int(),
  filesFailed: z.number().int(),
  bytes: z.number(),
  withoutZone: z.number().int(),
  seconds: z.number(),
  isCancelled: z.boolean(),
  version: z.string(),
});

/** The one scan that a window has. */
export const scanStateSchema = z.strictObject({
  /** It was read from an export: nothing was judged here, and its tokens are not at hand. */
  isImported: z.boolean(),
  /** Another one for each scan. */
  id: z.number().int(),
  status: z.enum(['none', 'running', 'ended']),
  /** The app was locked since it was begun: it goes on, and shows nothing until somebody unlocks. */
  isHidden: z.boolean(),
  rules: scanRulesSchema.nullable(),
  inputs: z.array(scanInputSchema),
  progress: z
    .strictObject({
      bytesDone: z.number(),
      /** `null`: folders are still being listed. */
      bytesTotal: z.number().nullable(),
      filesDone: z.number().int(),
      files: z.number().int(),
      tokens: z.number().int(),
      seconds: z.number(),
    })
    .nullable(),
  /** `null` too where it was read from a table (CSV), which carries neither a list of files nor what the scan said of itself. */
  summary: summarySchema.nullable(),
  /** `null`: not known before the end. */
  affected: scanAffectedSchema.nullable(),
  /** What ended it before it was done; what was found until then is there. */
  error: failure.nullable(),
  /** `false`: the trail could not be written. `null`: there is nothing to record yet. */
  isRecorded: z.boolean().nullable(),
});
export type ScanState = z.infer<typeof scanStateSchema>;

const nothing = z.strictObject({});
const MOST_ROWS = 200;

/** What the page can ask about a scan. Rows come in pages; of a token it sees the one that it opens, and no other. */
export const scanContract = {
  /** Asks the officer by the system's own dialog; none: he chose none. */
  'scan.choose': {
    input: z.strictObject({ what: z.enum(['files', 'folder']) }),
    output: z.strictObject({ inputs: z.array(scanInputSchema) }),
  },
  /**
   * Files that the officer dropped. The page gives the files themselves: where they lie is asked of the system by the preload,
   * so that the page can name none that was not given to it. @throws FILE_UNREADABLE
   */
  'scan.drop': {
    input: z.strictObject({ paths: z.array(z.string().min(1).max(4096)).max(100) }),
    output: z.strictObject({ inputs: z.array(scanInputSchema) }),
  },
  /** What comes of the one before is erased. @throws INPUT_INVALID, ENVIRONMENT_UNKNOWN, SNAPSHOT_NOT_FOUND, JWKS_REFUSED, DISK_FULL */
  'scan.start': {
    input: scanRulesSchema.extend({ inputs: z.array(z.string()).min(1).max(100), language: languageSchema }),
    output: scanStateSchema,
  },
  'scan.read': { input: nothing, output: scanStateSchema },
  /** Answers when it has ended. */
  'scan.cancel': { input: nothing, output: scanStateSchema },
  /** Erases what was found. */
  'scan.clear': { input: nothing, output: scanStateSchema },
  /** @throws APP_LOCKED, INPUT_INVALID (there is none) */
  'scan.page': {
    input: z.strictObject({
      filter: scanFilterSchema,
      sort: scanSortSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(0).max(MOST_ROWS),
    }),
    output: z.strictObject({ total: z.number().int(), rows: z.array(scanRowSchema) }),
  },
  'scan.counts': { input: nothing, output: scanCountsSchema },
  'scan.histogram': { input: z.strictObject({ filter: scanFilterSchema }), output: scanHistogramSchema },
  /** Reads a token again where it stands, and judges it as the scan did. @throws FILE_UNREADABLE, INPUT_INVALID */
  'scan.open': {
    input: z.strictObject({ row: z.number().int().min(0), language: languageSchema }),
    output: z.strictObject({ token: z.string(), verdict: verdictSchema, source: scanRowSchema.shape.source }),
  },
  /**
   * Writes all that was found, with digests in the place of tokens unless they are asked for; `affected`: whom it affects, as CSV. Tokens are read again
   * in their files. `path` is `null` where no place was chosen. @throws INPUT_INVALID, FILE_UNWRITABLE
   */
  'scan.save': {
    input: z.strictObject({ form: z.enum(['ndjson', 'csv', 'affected']), withTokens: z.boolean() }),
    output: z.strictObject({
      path: z.string().nullable(),
      /** Uses whose token stands in its file no more: their rows say so. */
      gone: z.number().int(),
      /** `false`: the trail could not be written. */
      isRecorded: z.boolean(),
    }),
  },
  /** Shows what an export holds, once all of it has been read and fits. @throws INPUT_INVALID, EXPORT_DAMAGED, FILE_UNREADABLE, DISK_FULL */
  'scan.import': { input: z.strictObject({ input: z.string() }), output: scanStateSchema },
} as const;
