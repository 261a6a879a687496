import { z } from 'zod';

/** Who did it. A record, not an authentication: `verifiedBy` says how far it was checked. */
export const actorSchema = z.strictObject({
  osUser: z.string(),
  host: z.string(),
  door: z.enum(['window', 'terminal', 'app']),
  /** The name that was typed in, if any. */
  name: z.string().nullable(),
  verifiedBy: z.literal('not verified'),
});
export type Actor = z.infer<typeof actorSchema>;

/** Every kind of event in the trail. The list in SECURITY.md equals this one; a test compares them. */
export const AUDIT_EVENT_TYPES = [
  'home.created',
  'home.keychain-chosen',
  'home.keychain-changed',
  'home.unlocked',
  'home.locked',
  'command.run',
  'environment.added',
  'environment.removed',
  'access.changed',
  'access.credential-set',
  'access.credential-removed',
  'access.proxy-password-set',
  'access.proxy-password-removed',
  'access.certificate-seen',
  'evidence-key.created',
  'device-key.created',
  'key.generated',
  'key.exported',
  'key.imported',
  'key.moved',
  'key.delete-scheduled',
  'key.delete-cancelled',
  'key.delete-pending',
  'key.deleted',
  'key.described',
  'key.description-undone',
  'key.restricted',
  'key.reason-noted',
  'key.copy-noted',
  'key.copy-gone',
  'key.possession-asked',
  'key.possession-proven',
  'key.unavailable',
  'key.available',
  'key.delivered',
  'key.received',
  'key.restored',
  'standby.sealed',
  'standby.checked',
  'standby.refused',
  'standby.drawn',
  'backup.begun',
  'backup.share-shown',
  'backup.share-proven',
  'backup.share-checked',
  'backup.closed',
  'backup.voided',
  'backup.restored',
  'backup.drilled',
  'registration.sent',
  'registration.unknown',
  'registration.refused',
  'registration.listed',
  'registration.proven',
  'registration.updated',
  'registration.replaced',
  'registration.in-use',
  'dcm.listed',
  'dcm.checked',
  'dcm.reconciled',
  'dcm.entry-adopted',
  'rotation.started',
  'rotation.successor-named',
  'rotation.looked',
  'rotation.call-back-confirmed',
  'rotation.switched',
  'rotation.ended',
  'snapshot.taken',
  'snapshot.seen',
  'snapshot.imported',
  'snapshot.refused',
  'archive.news-acknowledged',
  'key.distrusted',
  'key.trusted-again',
  'template.saved',
  'template.removed',
  'clock.confirmed',
  'token.signed',
  'token.judged',
  'files.scanned',
  'scan.exported',
  'passport.issued',
  'case.opened',
  'case.token-added',
  'case.note-added',
  'case.snapshot-added',
  'case.closed',
  'case.reopened',
  'case.exported',
  'case.reported',
  'ceremony.started',
  'ceremony.recorded',
  'ceremony.ended',
  'ceremony.exported',
  'bundle.made',
  'bundle.imported',
  'maker.trusted',
  'maker.ended',
  'audit.exported',
  'audit.verified',
] as const;
export const auditEventTypeSchema = z.enum(AUDIT_EVENT_TYPES);
export type AuditEventType = z.infer<typeof auditEventTypeSchema>;

/** JSON without floating point surprises: what an audit event may carry. Never secrets, never tokens: digests. */
export const auditPayloadSchema = z.record(
  z.string(),
  z.union([z.string(), z.number().int(), z.boolean(), z.null(), z.array(z.string())]),
);
export type AuditPayload = z.infer<typeof auditPayloadSchema>;

/** One immutable line of the hash-chained trail. */
export const auditEventSchema = z.strictObject({
  seq: z.number().int(),
  at: z.iso.datetime(),
  /** Milliseconds of the machine's monotonic clock; comparable within one start of the machine only. */
  monotonicMs: z.number().int(),
  actor: actorSchema,
  type: auditEventTypeSchema,
  payload: auditPayloadSchema,
  /** SHA-256 of the policy in force, hex. */
  policySha256: z.string(),
  prevHash: z.string(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** The head of the trail, signed by the evidence key. */
export const auditCheckpointSchema = z.strictObject({
  seq: z.number().int(),
  hash: z.string(),
  at: z.iso.datetime(),
  /** RFC 7638 thumbprint of the evidence key that signed. */
  signer: z.string(),
  /** Ed25519, base64url. */
  signature: z.string(),
});
export type AuditCheckpoint = z.infer<typeof auditCheckpointSchema>;

/** What a check of the whole chain found. `signer` is known only against a fingerprint that was given. */
export const auditReportSchema = z.strictObject({
  ok: z.boolean(),
  events: z.number().int(),
  head: z.string().nullable(),
  brokenAt: z.number().int().nullable(),
  signer: z.enum(['known', 'unknown']),
  /** Why the chain is broken, `null` if it is whole. */
  problem: z.string().nullable(),
  /** Fingerprint (RFC 7638) of the evidence key, `null` before it exists. */
  evidenceKey: z.string().nullable(),
});
export type AuditReport = z.infer<typeof auditReportSchema>;
