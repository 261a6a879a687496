import { z } from 'zod';
import { auditEventSchema, auditReportSchema } from '../model/audit-event.ts';
import { environmentNameSchema, environmentSchema } from '../model/environment.ts';
import { languageSchema } from '../model/language.ts';
import { signatureAlgorithmSchema, kidSchema } from '../model/key.ts';
import { dcmCheckSchema, registrationSchema, requestPreviewSchema } from '../model/registration.ts';
import { snapshotSchema } from '../model/snapshot.ts';
import {
  inspectedTokenSchema,
  practiceTokenKindSchema,
  signedTokenSchema,
  signPreviewSchema,
  signRequestSchema,
} from '../model/token.ts';
import { claimProfileSchema, verdictSchema } from '../model/verdict.ts';
import { archiveContract } from './archive-contract.ts';
import { accessContract } from './access-contract.ts';
import { bundleContract } from './bundle-contract.ts';
import { caseContract } from './case-contract.ts';
import { backupContract } from './backup-contract.ts';
import { recoveryContract } from './recovery-contract.ts';
import { ceremonyContract } from './ceremony-contract.ts';
import type { Channel } from './channels.ts';
import { checkContract } from './check-contract.ts';
import { fileContract } from './file-contract.ts';
import { keyContract } from './key-contract.ts';
import { rotationContract } from './rotation-contract.ts';
import { standbyContract } from './standby-contract.ts';
import { scanContract } from './scan-contract.ts';
import { signingContract } from './signing-contract.ts';
import type { Result } from './result.ts';
export type { Language } from '../model/language.ts';

const nothing = z.strictObject({});
const done = z.strictObject({ done: z.literal(true) });
/** Chosen by the page, so that it can follow or cancel long work. */
const job = z.string().regex(/^[a-z0-9-]{1,64}$/u);

export const themeSchema = z.enum(['system', 'light', 'dark']);
export const settingsSchema = z.strictObject({ language: languageSchema, theme: themeSchema });
export type Settings = z.infer<typeof settingsSchema>;

/** What the frame of every screen shows: where we are, and whether we may act. */
export const appStateSchema = z.strictObject({
  version: z.string(),
  platform: z.enum(['linux', 'darwin', 'win32']),
  host: z.enum(['electron', 'preview']),
  homePath: z.string(),
  /** `null` until the first environment decides. */
  homeKind: z.enum(['practice', 'real']).nullable(),
  keychain: z.strictObject({
    /** `null` until the officer's first key decides. */
    kind: z.enum(['os', 'sealed', 'memory']).nullable(),
    /** `changed`: it is another one than this home last used; an officer must say that this is meant. */
    status: z.enum(['ready', 'locked', 'unavailable', 'not-chosen', 'changed']),
    /** Why it is not ready. */
    problem: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
  }),
  isLocked: z.boolean(),
  isOnline: z.boolean(),
  policy: z.strictObject({
    sha256: z.string(),
    /** Why the policy file is refused; then nothing is signed. */
    problem: z.string().nullable(),
    /** Whether there is a file; without one the built-in rules are in force. */
    isFile: z.boolean(),
    defaultTokenLifeSeconds: z.number(),
    maxTokenLifeSeconds: z.number(),
    /** Where nothing is said of an environment, and by its name where something is. */
    algorithms: z.array(signatureAlgorithmSchema),
    algorithmsByEnvironment: z.record(z.string(), z.array(signatureAlgorithmSchema)),
  }),
  /** Why nothing can be recorded; judging goes on, acting does not. */
  recordingProblem: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
});
export type AppState = z.infer<typeof appStateSchema>;

/** One thing on the officer's list of things to do, most urgent first. */
export const overviewItemSchema = z.strictObject({
  id: z.enum([
    'start-practice',
    'add-environment',
    'make-key',
    'register-key',
    'registration-unknown',
    'registration-unlisted',
    'prove-key',
    'no-standby',
    'standby-unregistered',
    'fetch-snapshot',
    'snapshot-old',
    'jwks-changed',
    'jwks-refused',
    'jwks-unwatched',
    'distrusted-listed',
    'dcm-drift',
    'rotation-open',
    'emergency-open',
    'signed-elsewhere',
    'key-expires',
    'key-expired',
    'key-unavailable',
    'keychain-problem',
    'trail-broken',
    'policy-problem',
    'backup-drill-due',
    'backup-void',
    'ceremony-open',
    'ceremony-void',
  ]),
  urgency: z.enum(['now', 'soon', 'next']),
  env: z.string().nullable(),
  kid: z.string().nullable(),
  at: z.string().nullable(),
  /** Number of the backup set that it is about. */
  set: z.string().optional(),
});

export const contract = {
  'app.read': { input: nothing, output: appStateSchema },
  'app.lock': { input: nothing, output: appStateSchema },
  /** The passphrase of the sealed vault, or nothing for the operating system's keychain. */
  'app.unlock': { input: z.strictObject({ passphrase: z.string().max(1024).nullable() }), output: appStateSchema },
  'app.setOnline': { input: z.strictObject({ isOnline: z.boolean() }), output: appStateSchema },
  'home.startPractice': { input: nothing, output: environmentSchema },
  'home.chooseKeychain': {
    input: z.strictObject({ kind: z.enum(['os', 'sealed']), passphrase: z.string().max(1024).nullable() }),
    output: appStateSchema,
  },
  /** Says that the keychain which answers now is meant, though it is not the one of before. */
  'home.acceptKeychain': { input: z.strictObject({ reason: z.string().max(1024) }), output: appStateSchema },
  'settings.read': { input: nothing, output: settingsSchema },
  'settings.write': { input: settingsSchema, output: settingsSchema },
  'overview.read': {
    input: nothing,
    output: z.strictObject({
      items: z.array(overviewItemSchema),
      keyCount: z.number(),
      activeKeyCount: z.number(),
      newestSnapshot: snapshotSchema.nullable(),
      audit: auditReportSchema,
    }),
  },
  'environment.list': { input: nothing, output: z.array(environmentSchema) },
  /** As it would be added: normalised, and checked as far as it can be before. */
  'environment.preview': { input: environmentSchema, output: environmentSchema },
  'environment.add': { input: environmentSchema, output: environmentSchema },
  'environment.remove': { input: z.strictObject({ name: environmentNameSchema }), output: done },
  ...accessContract,
  ...keyContract,
  ...fileContract,
  ...checkContract,
  ...archiveContract,
  ...bundleContract,
  ...rotationContract,
  ...standbyContract,
  ...caseContract,
  ...backupContract,
  ...recoveryContract,
  ...ceremonyContract,
  ...signingContract,
  ...scanContract,
  'registration.preview': {
    input: z.strictObject({ kid: kidSchema, env: environmentNameSchema }),
    output: requestPreviewSchema,
  },
  'registration.send': {
    input: z.strictObject({ kid: kidSchema, env: environmentNameSchema }),
    output: registrationSchema,
  },
  'registration.list': { input: nothing, output: z.array(registrationSchema) },
  'registration.prove': {
    input: z.strictObject({ kid: kidSchema, env: environmentNameSchema }),
    output: dcmCheckSchema,
  },
  'snapshot.list': { input: nothing, output: z.array(snapshotSchema) },
  'snapshot.fetch': { input: z.strictObject({ env: environmentNameSchema }), output: snapshotSchema },
  'snapshot.import': {
    input: z.strictObject({
      env: environmentNameSchema,
      text: z.string().max(262_144),
      source: z.string().max(256),
      /** When the bringer says that it was taken; `null`: now. */
      takenAt: z.iso.datetime().nullable(),
    }),
    output: snapshotSchema,
  },
  'token.preview': { input: signRequestSchema, output: signPreviewSchema },
  'token.sign': { input: signRequestSchema, output: signedTokenSchema },
  'token.judge': {
    input: z.strictObject({
      /** As pasted; its shape is judged, not assumed. */
      token: z.string().max(131_072),
      source: z.discriminatedUnion('from', [
        z.strictObject({ from: z.literal('environment'), env: environmentNameSchema }),
        z.strictObject({ from: z.literal('snapshot'), id: z.number().int() }),
        z.strictObject({ from: z.literal('jwks'), text: z.string().max(262_144) }),
        z.strictObject({ from: z.literal('own') }),
      ]),
      profile: claimProfileSchema,
      /** The instant to judge for; `null`: now. */
      at: z.iso.datetime({ offset: true }).nullable(),
      language: languageSchema,
    }),
    output: verdictSchema,
  },
  'token.inspect': { input: z.strictObject({ token: z.string().max(131_072) }), output: inspectedTokenSchema },
  'token.checkByDcm': {
    input: z.strictObject({ env: environmentNameSchema, token: z.string().max(65_536) }),
    output: dcmCheckSchema,
  },
  'practice.issueToken': {
    input: z.strictObject({ env: environmentNameSchema, kind: practiceTokenKindSchema }),
    output: z.strictObject({ token: z.string() }),
  },
  /** Tells the practice DCM what its PUT does with the key that stood there: nobody knows what DCM does. */
  'practice.behave': {
    input: z.strictObject({ env: environmentNameSchema, as: z.enum(['put-keeps', 'put-replaces']) }),
    output: done,
  },
  'audit.list': {
    input: z.strictObject({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(500) }),
    output: z.array(auditEventSchema),
  },
  'audit.verify': { input: nothing, output: auditReportSchema },
  'job.cancel': { input: z.strictObject({ job }), output: done },
  'clipboard.write': {
    /** A token is taken away again, unless something else was copied since. */
    input: z.strictObject({ text: z.string().max(65_536), isToken: z.boolean().optional() }),
    output: z.strictObject({ done: z.literal(true), clearsAfterSeconds: z.number().int().nullable() }),
  },
  /** Asks the system to leave the window out of pictures of the screen, where it can; whether it does, nobody knows. */
  'window.protect': { input: z.strictObject({ isOn: z.boolean() }), output: done },
} as const satisfies Record<Channel, { readonly input: z.ZodType; readonly output: z.ZodType }>;

export type Contract = typeof contract;
export type Input<C extends Channel> = z.infer<Contract[C]['input']>;
export type Output<C extends Channel> = z.infer<Contract[C]['output']>;

/** What the core tells the page without being asked. */
export const appEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('job'),
    job: z.string(),
    /** What is being done now, as a stable id. */
    stage: z.string(),
    /** 0 to 1; `null` where nobody can know. */
    fraction: z.number().nullable(),
  }),
  /** A better verdict on a token that was judged before; `tokenSha256` says on which. */
  z.strictObject({ type: z.literal('judged-again'), verdict: verdictSchema }),
  /** The scan has found more, or has ended. */
  z.strictObject({ type: z.literal('scan') }),
  /** Something on screen may be out of date: read it again. */
  z.strictObject({ type: z.literal('changed') }),
]);
export type AppEvent = z.infer<typeof appEventSchema>;

/** What the preload puts on `window.dcm`: one function per channel, and one way to listen. */
export type Api = {
  readonly [C in Channel]: (input: Input<C>) => Promise<Result<Output<C>>>;
} & { readonly onEvent: (listener: (event: AppEvent) => void) => () => void };
