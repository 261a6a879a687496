import { z } from 'zod';
import { caseIdSchema, caseItemSchema, caseSummarySchema } from '../model/case.ts';
import { caseCheckSchema } from '../model/case-document.ts';
import { caseReportSchema } from '../model/case-report.ts';

const aCase = z.strictObject({ id: caseIdSchema });
const text = z.string().min(1).max(4096);
const reason = z.string().min(1).max(1024);
const added = z.strictObject({ seq: z.number().int() });

/** What the page can ask about cases. */
export const caseContract = {
  'case.list': { input: z.strictObject({}), output: z.array(caseSummarySchema) },
  /** Kept tokens stay in the core: `kept` has the numbers of their entries. */
  'case.read': {
    input: aCase,
    output: z.strictObject({
      summary: caseSummarySchema,
      items: z.array(caseItemSchema),
      kept: z.array(z.number().int()),
    }),
  },
  'case.open': { input: z.strictObject({ title: z.string().min(1).max(200) }), output: caseSummarySchema },
  /** A token that was judged in this window, with the verdict that the core gave. `token`: only to keep it. */
  'case.addToken': {
    input: z.strictObject({
      id: caseIdSchema,
      tokenSha256: z.string().regex(/^[0-9a-f]{64}$/u),
      token: z.string().max(16_384).nullable(),
      note: text.nullable(),
    }),
    output: added,
  },
  'case.addNote': { input: z.strictObject({ id: caseIdSchema, text }), output: added },
  'case.addSnapshot': { input: z.strictObject({ id: caseIdSchema, snapshot: z.number().int() }), output: added },
  'case.close': { input: z.strictObject({ id: caseIdSchema, reason }), output: added },
  'case.reopen': { input: z.strictObject({ id: caseIdSchema, reason }), output: added },
  /** Signs the case as it is now; the document waits to be saved. */
  'case.export': {
    input: aCase,
    output: z.strictObject({ document: z.string(), fileName: z.string(), fingerprint: z.string() }),
  },
  /** Checks an exported case by itself. `trusted`: the fingerprint of an evidence key that the officer knows. */
  'case.verify': {
    input: z.strictObject({ file: z.string(), trusted: z.string().max(128).nullable() }),
    output: caseCheckSchema,
  },
  'case.report': {
    input: z.strictObject({ id: caseIdSchema, showsSub: z.boolean(), showsObj: z.boolean() }),
    output: caseReportSchema,
  },
} as const;
