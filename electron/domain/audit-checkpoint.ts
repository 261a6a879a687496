import { type KeyObject, verify } from 'node:crypto';
import type { AuditCheckpoint, AuditEvent } from '../../shared/model/audit-event.ts';
import { canonicalJson } from './canonical-json.ts';
import { AppError } from './errors.ts';
import { jwkThumbprint } from './thumbprint.ts';

const CHECKPOINT_CONTEXT = 'dcm-audit-checkpoint-v1\0';
const ANCHOR = /^v1\.([1-9][0-9]{0,15})\.([0-9a-f]{64})$/u;

/** The head of a trail as it is remembered outside of the database. */
export interface AuditAnchor {
  readonly seq: number;
  readonly hash: string;
}

/** Gives the bytes that the evidence key signs: a context of their own, then the canonical JSON of the checkpoint. */
export function checkpointBytes({ seq, hash, at, signer }: Omit<AuditCheckpoint, 'signature'>): Buffer {
  return Buffer.from(CHECKPOINT_CONTEXT + canonicalJson({ seq, hash, at, signer }), 'utf8');
}

/** Makes the signed checkpoint of a head with a signing function that is lent for it. Nothing about the head is verified. */
export async function signCheckpoint(
  head: AuditAnchor,
  { at, signer, sign }: SignCheckpointOptions,
): Promise<AuditCheckpoint> {
  const unsigned = { seq: head.seq, hash: head.hash, at, signer };
  const signature = await sign(checkpointBytes(unsigned));
  return { ...unsigned, signature: signature.toString('base64url') };
}

export interface SignCheckpointOptions {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** RFC 7638 thumbprint of the key behind `sign`. */
  readonly signer: string;
  /** Ed25519 over the bytes given. */
  readonly sign: (bytes: Buffer) => Buffer | Promise<Buffer>;
}

/**
 * Tells whether a checkpoint was signed by this Ed25519 key: the key's thumbprint is the named signer, the signature is
 * canonical base64url of 64 bytes and verifies. Whether the key is to be trusted is the caller's question.
 */
export function isCheckpointSignedBy(checkpoint: AuditCheckpoint, evidenceKey: KeyObject): boolean {
  if (evidenceKey.asymmetricKeyType !== 'ed25519' || ed25519Thumbprint(evidenceKey) !== checkpoint.signer) return false;
  const signature = Buffer.from(checkpoint.signature, 'base64url');
  if (signature.length !== 64 || signature.toString('base64url') !== checkpoint.signature) return false;
  return verify(null, checkpointBytes(checkpoint), evidenceKey, signature);
}

/** Gives the RFC 7638 SHA-256 thumbprint of an Ed25519 public key, base64url. @see RFC 8037 §2 */
export function ed25519Thumbprint(publicKey: KeyObject): string {
  const { crv, x } = publicKey.export({ format: 'jwk' });
  return jwkThumbprint({ kty: 'OKP', crv: crv ?? '', x: x ?? '' });
}

/** Writes an anchor as text that fits any keychain: letters, digits and dots. */
export function writeAnchor({ seq, hash }: AuditAnchor): string {
  return `v1.${String(seq)}.${hash}`;
}

/** Reads an anchor from the text that `writeAnchor` gave. @throws AUDIT_BROKEN */
export function readAnchor(text: string): AuditAnchor {
  const [, seq, hash] = ANCHOR.exec(text) ?? [];
  if (seq !== undefined && hash !== undefined) return { seq: Number(seq), hash };
  throw new AppError('AUDIT_BROKEN', 'the head of the trail in the keychain cannot be read', {
    hint: 'somebody has edited the keychain entry: stop signing, export the trail and compare it with the last printed head',
  });
}

/**
 * Compares a trail with the head that is kept elsewhere; `atAnchor` is the trail's event with the anchor's number.
 * A trail ahead of its anchor is fine: the machine may have stopped between the two writes.
 * @returns `null`, or `behind` (a cut tail, an older copy) or `other` (a rewritten trail)
 */
export function anchorProblem(
  anchor: AuditAnchor,
  head: Pick<AuditEvent, 'seq'> | null,
  atAnchor: Pick<AuditEvent, 'seq' | 'hash'> | null,
): 'behind' | 'other' | null {
  if (head === null || head.seq < anchor.seq) return 'behind';
  return atAnchor?.seq === anchor.seq && atAnchor.hash === anchor.hash ? null : 'other';
}
