import { z } from 'zod';
import { setIdSchema } from '../model/backup.ts';
import { backupSetSchema, drillCertificateSchema, drillReportSchema } from '../model/backup-set.ts';
import { keySchema, kidSchema } from '../model/key.ts';
import { openedBackupSchema, openedForSchema } from '../model/opened-backup.ts';
import { checkedShareSchema, shareFindingSchema } from '../model/share-check.ts';

/** A share as somebody read it from its paper. It goes to the core and never comes back. */
const shareText = z.string().min(1).max(4096);
/** `fingerprint`: of the evidence key that signed it (RFC 7638, base64url). */
const signedDrill = z.strictObject({ certificate: drillCertificateSchema, fingerprint: z.string() });
const nothing = z.strictObject({});

/** What the page can ask about backups. No answer ever holds a share. */
export const backupContract = {
  /** The sets of this home and their custodians, newest first. */
  'backup.list': { input: nothing, output: z.array(backupSetSchema) },
  /** Looks at one share alone. `set`: the set that it is wanted for; `null`: the one that it names. */
  'backup.checkShare': {
    input: z.strictObject({ text: shareText, set: setIdSchema.nullable() }),
    output: checkedShareSchema,
  },
  /** Lays a chosen file before the custodians; what lay there before is forgotten. */
  'backup.open': {
    input: z.strictObject({ file: z.string(), openedFor: openedForSchema }),
    output: openedBackupSchema,
  },
  /** What lies there now; `null`: nothing. */
  'backup.opened': { input: nothing, output: openedBackupSchema.nullable() },
  /** One share for it. It is held where it is in order. */
  'backup.addShare': {
    input: z.strictObject({ text: shareText }),
    output: z.strictObject({ found: shareFindingSchema, opened: openedBackupSchema }),
  },
  /** Forgets what lies there, and the shares that are held. */
  'backup.forget': { input: nothing, output: z.strictObject({ done: z.literal(true) }) },
  /** Proves it with the shares that are held. `bags`: where each paper goes from here, of those that go elsewhere. */
  'backup.drill': {
    input: z.strictObject({
      bags: z.array(z.strictObject({ number: z.number().int(), place: z.string().max(150) })).max(16),
    }),
    output: signedDrill,
  },
  /** Brings its keys into this home. `suspended`: those of the active ones that come back suspended; `reason`: why others may sign at once. */
  'backup.restore': {
    input: z.strictObject({
      suspended: z.array(kidSchema).max(100),
      reason: z.string().min(1).max(1024).nullable(),
    }),
    output: z.strictObject({
      keys: z.array(keySchema),
      /** The trail of the home that made the backup. */
      from: z.strictObject({
        installId: z.string(),
        head: z.strictObject({ seq: z.number().int(), hash: z.string() }),
        evidenceKey: z.string(),
      }),
    }),
  },
  /** The certificates of a set, newest first. */
  'backup.certificates': { input: z.strictObject({ set: setIdSchema }), output: z.array(signedDrill) },
  /** Checks a chosen file as a certificate. `trusted`: the fingerprint of an evidence key that the officer knows. */
  'backup.verifyCertificate': {
    input: z.strictObject({ file: z.string(), trusted: z.string().max(128).nullable() }),
    output: drillReportSchema,
  },
  /** Makes a document of one, as it was signed. */
  'backup.certificate': {
    input: z.strictObject({ set: setIdSchema, at: z.iso.datetime() }),
    output: z.strictObject({ document: z.string(), fileName: z.string() }),
  },
} as const;
