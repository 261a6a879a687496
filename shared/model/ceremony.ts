import { z } from 'zod';
import { languageSchema } from './language.ts';
import { ceremonyFieldSchema, ceremonyRoleSchema, stepKindSchema, witnessWorkSchema } from './ceremony-script.ts';

/** `C-` a ceremony, `R-` a rehearsal: nobody can take one for the other by its number. */
export const ceremonyIdSchema = z.string().regex(/^[CR]-\d{4}-\d{3,9}$/u);
/** A place in the room: `administrator`, `witness`, `auditor`, `custodian-1` … */
export const slotSchema = z.string().regex(/^(?:administrator|witness|auditor|custodian-(?:[1-9]|1[0-6]))$/u);
/** A step of a script, or one custodian's round of it (`show-share.3`). */
export const stepIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}(?:\.\d{1,2})?$/u);
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/u);
const nameSchema = z.string().trim().min(2).max(120);
const documentSchema = z.string().trim().min(2).max(120);
const wordsSchema = z.string().trim().min(1).max(1024);
const valuesSchema = z.record(z.string(), z.string().max(4096));

/** `interrupted`: the app ended while it ran; somebody must say that it goes on. */
export const ceremonyStateSchema = z.enum(['running', 'paused', 'interrupted', 'completed', 'aborted']);
export type CeremonyState = z.infer<typeof ceremonyStateSchema>;

/** Someone who takes part, with the identity document that was seen. */
export const ceremonyPersonSchema = z.strictObject({
  role: ceremonyRoleSchema,
  name: nameSchema,
  document: documentSchema,
});
export type CeremonyPerson = z.infer<typeof ceremonyPersonSchema>;

/** Two people, by their places. */
const twoSlotsSchema = z.tuple([slotSchema, slotSchema]);

/** What one entry of a transcript says. Never a share, a passphrase or entropy. */
export const ceremonyContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('started'),
    script: z.string(),
    sha256: sha256Schema,
    isRehearsal: z.boolean(),
    appVersion: z.string(),
    /** SHA-256 of the app as the app itself reports it; `null`: it can't. */
    appReports: sha256Schema.nullable(),
  }),
  z.strictObject({ kind: z.literal('arrived'), slot: slotSchema, name: nameSchema, document: documentSchema }),
  z.strictObject({ kind: z.literal('left'), slot: slotSchema, reason: wordsSchema }),
  z.strictObject({ kind: z.literal('returned'), slot: slotSchema }),
  z.strictObject({
    kind: z.literal('replaced'),
    slot: slotSchema,
    name: nameSchema,
    document: documentSchema,
    reason: wordsSchema,
  }),
  /** Written before an act begins that changes something: after a crash it says what was under way. */
  z.strictObject({ kind: z.literal('begun'), step: stepIdSchema }),
  z.strictObject({
    kind: z.literal('done'),
    step: stepIdSchema,
    slot: slotSchema,
    values: valuesSchema,
    facts: valuesSchema,
  }),
  z.strictObject({
    kind: z.literal('failed'),
    step: stepIdSchema,
    code: z.string(),
    problem: z.string(),
    facts: valuesSchema,
  }),
  z.strictObject({
    kind: z.literal('witnessed'),
    step: stepIdSchema,
    work: witnessWorkSchema,
    /** Places of the words, from 1. */
    places: z.array(z.number().int().min(1).max(16)),
    saw: z.string().max(1024).nullable(),
  }),
  /** What the witness typed is not what the app has. The step has stopped. */
  z.strictObject({
    kind: z.literal('mismatched'),
    step: stepIdSchema,
    places: z.array(z.number().int().min(1).max(16)),
    /** Those of them whose word was another one. Left out where no words are compared, and in transcripts of before. */
    wrong: z.array(z.number().int().min(1).max(16)).optional(),
  }),
  z.strictObject({ kind: z.literal('deviated'), step: stepIdSchema, text: wordsSchema, confirmedBy: twoSlotsSchema }),
  z.strictObject({ kind: z.literal('paused'), reason: wordsSchema }),
  z.strictObject({
    kind: z.literal('resumed'),
    /** `interruption`: the app had ended; the seconds are those since the entry before. */
    after: z.enum(['pause', 'interruption']),
    seconds: z.number().int().min(0),
  }),
  /** A set of shares of which not every one was read back. Its papers are destroyed, and a new set is made. */
  z.strictObject({ kind: z.literal('voided'), set: z.string(), why: wordsSchema }),
  /**
   * It is going to be aborted: written before anything is taken away, and nothing but the end of it follows. Transcripts of
   * before have none.
   */
  z.strictObject({
    kind: z.literal('aborting'),
    reason: wordsSchema,
    /** The half-made key that is to be taken away. */
    removes: z.string().nullable(),
    /** The set of shares that is to be void. */
    voids: z.string().nullable(),
    /** How the papers with shares were destroyed, as the people in the room said; `null`: nobody said so yet. */
    papers: wordsSchema.nullable(),
  }),
  z.strictObject({
    kind: z.literal('aborted'),
    reason: wordsSchema,
    /** The half-made key that is gone. */
    removedKid: z.string().nullable(),
    /** The one that is ordered to go, and of which the keychain has not said yet that it is gone. */
    pendingKid: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('completed') }),
]);
export type CeremonyContent = z.infer<typeof ceremonyContentSchema>;

/** One immutable entry of a transcript; each names the hash of the one before it. */
export const ceremonyEntrySchema = z.strictObject({
  ceremony: ceremonyIdSchema,
  /** From 1, without a gap. */
  seq: z.number().int().min(1),
  at: z.iso.datetime(),
  /** Number of the audit event of this entry. */
  auditSeq: z.number().int(),
  content: ceremonyContentSchema,
  prevHash: sha256Schema,
  hash: sha256Schema,
});
export type CeremonyEntry = z.infer<typeof ceremonyEntrySchema>;

const inBothSchema = z.strictObject({ en: z.string(), uk: z.string() });

/** A value that the screen shows at a step; `thumbprint` is shown as grouped hex and words, `command` to be typed elsewhere. */
export const shownSchema = z.strictObject({
  id: z.string(),
  label: inBothSchema,
  value: z.string(),
  as: z.enum(['text', 'thumbprint', 'command']),
});

export const ceremonyPresenceSchema = z.strictObject({
  slot: slotSchema,
  role: ceremonyRoleSchema,
  name: z.string(),
  document: z.string(),
  arrivedAt: z.iso.datetime(),
  leftAt: z.iso.datetime().nullable(),
  /** Whose place was taken over. */
  replaces: z.string().nullable(),
});
export type CeremonyPresence = z.infer<typeof ceremonyPresenceSchema>;

export const ceremonyStepSchema = z.strictObject({
  id: stepIdSchema,
  number: z.number().int(),
  kind: stepKindSchema,
  slot: slotSchema,
  witness: witnessWorkSchema,
  camera: z.enum(['public', 'secret']),
  title: inBothSchema,
  doneAt: z.iso.datetime().nullable(),
});

/** Where a ceremony stands, as the screen in the room shows it. */
export const ceremonyViewSchema = z.strictObject({
  id: ceremonyIdSchema,
  isRehearsal: z.boolean(),
  script: z.strictObject({
    name: z.string(),
    title: inBothSchema,
    purpose: inBothSchema,
    sha256: sha256Schema,
    /** The same hash in base64url, for words and grouped hex. */
    fingerprint: z.string(),
  }),
  state: ceremonyStateSchema,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** The one step that is being done; `null`: it has ended. */
  now: z
    .strictObject({
      ...ceremonyStepSchema.shape,
      of: z.number().int(),
      text: inBothSchema,
      /** `null`: nobody is in that place. */
      person: z.string().nullable(),
      witnessName: z.string().nullable(),
      /** `waiting`: to be done; `begun`: under way; `done`: the witness's work is left; `stopped`: a deviation must be recorded. */
      status: z.enum(['waiting', 'begun', 'done', 'stopped']),
      fields: z.array(
        z.strictObject({
          ...ceremonyFieldSchema.shape,
          isSecret: z.boolean(),
          /** A whole document is given, as a file. */
          isDocument: z.boolean(),
          preset: z.string().nullable(),
        }),
      ),
      shown: z.array(shownSchema),
      /** Places of the words that the witness types, from 1. */
      places: z.array(z.number().int()),
      /** Places of the words that were wrong when the step stopped. */
      wrongPlaces: z.array(z.number().int()),
      /** What the witness types again. */
      repeats: inBothSchema.nullable(),
      /** What went wrong at the last try. */
      problem: z.string().nullable(),
    })
    .nullable(),
  steps: z.array(ceremonyStepSchema),
  people: z.array(ceremonyPresenceSchema),
  /** How many custodians must be there; `null`: it is not chosen yet. */
  custodiansNeeded: z.number().int().nullable(),
  /** It is being aborted, and was stopped in the middle: nothing but the rest of that can follow. */
  isAborting: z.boolean(),
  /** Whether shares stand on paper that have to be destroyed, now or if it is aborted, and nobody has said that they are. */
  hasPapers: z.boolean(),
  deviations: z.array(
    z.strictObject({ at: z.iso.datetime(), step: stepIdSchema, text: z.string(), confirmedBy: z.array(z.string()) }),
  ),
  voided: z.array(z.strictObject({ at: z.iso.datetime(), set: z.string() })),
  pausedAt: z.iso.datetime().nullable(),
  facts: z.strictObject({
    kid: z.string().nullable(),
    thumbprint: z.string().nullable(),
    set: z.string().nullable(),
    threshold: z.number().int().nullable(),
    shares: z.number().int().nullable(),
  }),
  /** A file that a step made: whether it lies on a medium yet; `null`: there is none. */
  file: z.enum(['waiting', 'saved']).nullable(),
  entries: z.number().int(),
  /** Hash of the newest entry. */
  head: sha256Schema,
});
export type CeremonyView = z.infer<typeof ceremonyViewSchema>;

/** What the witness gives at a step. */
export const witnessGivesSchema = z.strictObject({
  language: languageSchema,
  words: z.array(z.string().max(64)).max(4),
  text: z.string().max(1024),
});
export type WitnessGives = z.infer<typeof witnessGivesSchema>;

export const ceremonySummarySchema = z.strictObject({
  id: ceremonyIdSchema,
  isRehearsal: z.boolean(),
  script: z.string(),
  title: inBothSchema,
  state: ceremonyStateSchema,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  kid: z.string().nullable(),
});
export type CeremonySummary = z.infer<typeof ceremonySummarySchema>;
