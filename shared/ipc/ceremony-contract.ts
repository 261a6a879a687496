import { z } from 'zod';
import {
  ceremonyEntrySchema,
  ceremonyIdSchema,
  ceremonyPersonSchema,
  ceremonySummarySchema,
  ceremonyViewSchema,
  slotSchema,
  stepIdSchema,
  witnessGivesSchema,
} from '../model/ceremony.ts';
import { ceremonyScriptSchema } from '../model/ceremony-script.ts';
import { languageSchema } from '../model/language.ts';

const one = z.strictObject({ id: ceremonyIdSchema });
const atStep = z.strictObject({ id: ceremonyIdSchema, step: stepIdSchema });
const words = z.string().min(1).max(1024);
const scriptText = z.string().max(262_144);

const printedScriptSchema = z.strictObject({
  script: ceremonyScriptSchema,
  /** The exact text that is hashed. */
  text: z.string(),
  sha256: z.string(),
  /** The same hash in base64url, for words and grouped hex. */
  fingerprint: z.string(),
});

/** What the page can ask about ceremonies. Every answer that changes one gives where it stands now. */
export const ceremonyContract = {
  /** The scripts that the app brings. */
  'ceremony.scripts': { input: z.strictObject({}), output: z.array(printedScriptSchema.omit({ text: true })) },
  /** A script to be printed: one of the app's by its name, or a reviewed file by its text. */
  'ceremony.script': {
    input: z.strictObject({ name: z.string().max(40).nullable(), text: scriptText.nullable() }),
    output: printedScriptSchema,
  },
  /** Ceremonies of this home, newest first, and its rehearsals that are not erased yet. */
  'ceremony.list': { input: z.strictObject({}), output: z.array(ceremonySummarySchema) },
  'ceremony.start': {
    input: z.strictObject({
      script: scriptText,
      isRehearsal: z.boolean(),
      /** At least an administrator and a witness. */
      people: z.array(ceremonyPersonSchema).min(2).max(20),
    }),
    output: ceremonyViewSchema,
  },
  'ceremony.state': { input: one, output: ceremonyViewSchema },
  /** Does the step that is due. `values` by the ids of its fields; secret ones are used and not kept. */
  'ceremony.act': {
    input: z.strictObject({ ...atStep.shape, values: z.record(z.string().max(40), z.string().max(65_536)) }),
    output: ceremonyViewSchema,
  },
  /** Shows one share to the custodian whose turn it is: the only answer that ever holds one. It is recorded first. */
  'ceremony.showShare': {
    input: atStep,
    output: z.strictObject({ text: z.string(), number: z.number().int(), of: z.number().int(), set: z.string() }),
  },
  /** The file that the newest step made (a sealed backup, a request, a sealed key); it waits to be saved. */
  'ceremony.file': { input: one, output: z.strictObject({ document: z.string(), fileName: z.string() }) },
  'ceremony.confirm': {
    input: z.strictObject({ ...atStep.shape, ...witnessGivesSchema.shape }),
    output: ceremonyViewSchema,
  },
  'ceremony.deviate': {
    input: z.strictObject({ id: ceremonyIdSchema, text: words, confirmedBy: z.tuple([slotSchema, slotSchema]) }),
    output: ceremonyViewSchema,
  },
  'ceremony.pause': { input: z.strictObject({ id: ceremonyIdSchema, reason: words }), output: ceremonyViewSchema },
  'ceremony.resume': { input: one, output: ceremonyViewSchema },
  /** `papers`: how the papers with shares were destroyed; left out: they were not, or there are none. */
  'ceremony.abort': {
    input: z.strictObject({ id: ceremonyIdSchema, reason: words, papers: words.optional() }),
    output: ceremonyViewSchema,
  },
  'ceremony.arrive': {
    input: z.strictObject({ id: ceremonyIdSchema, person: ceremonyPersonSchema }),
    output: ceremonyViewSchema,
  },
  'ceremony.leave': {
    input: z.strictObject({ id: ceremonyIdSchema, slot: slotSchema, reason: words }),
    output: ceremonyViewSchema,
  },
  'ceremony.comeBack': {
    input: z.strictObject({ id: ceremonyIdSchema, slot: slotSchema }),
    output: ceremonyViewSchema,
  },
  'ceremony.replacePerson': {
    input: z.strictObject({
      id: ceremonyIdSchema,
      slot: slotSchema,
      name: ceremonyPersonSchema.shape.name,
      document: ceremonyPersonSchema.shape.document,
      reason: words,
    }),
    output: ceremonyViewSchema,
  },
  /** The entries as they are kept, and as lines for people. */
  'ceremony.transcript': {
    input: z.strictObject({ id: ceremonyIdSchema, language: languageSchema }),
    output: z.strictObject({ entries: z.array(ceremonyEntrySchema), lines: z.array(z.string()) }),
  },
  /** Signs the transcript as it is now; the document waits to be saved. */
  'ceremony.export': {
    input: one,
    output: z.strictObject({ document: z.string(), fileName: z.string(), fingerprint: z.string() }),
  },
  /** The report for paper: blocks of lines in one language, and who signs. */
  'ceremony.report': {
    input: z.strictObject({ id: ceremonyIdSchema, language: languageSchema }),
    output: z.strictObject({
      heading: z.string(),
      blocks: z.array(
        z.strictObject({
          title: z.string(),
          lines: z.array(z.string()),
          table: z.strictObject({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) }).nullable(),
        }),
      ),
      signatures: z.array(z.strictObject({ role: z.string(), name: z.string() })),
      /** Fingerprint of the evidence key; empty before it exists. */
      evidenceKey: z.string(),
    }),
  },
} as const;
