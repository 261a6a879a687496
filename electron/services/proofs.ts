import type { AuditEventType, AuditPayload } from '../../shared/model/audit-event.ts';
import type { EvidenceJwk } from '../../shared/model/evidence.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { EvidenceKey } from './evidence-key.ts';
import type { OpenKeychain, Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';

/** What every signed document about this home names. */
export interface ProofFrame {
  readonly installId: string;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly evidenceKey: EvidenceJwk;
}

interface Wanted<T> {
  /** Read at one go, while nobody writes: opening the keychain can take minutes, in which things may have moved. */
  readonly content: (frame: ProofFrame) => T;
  readonly bytes: (content: T) => Buffer;
  readonly event: (content: T) => readonly [AuditEventType, AuditPayload];
  /** What must be kept with the event, both or neither. */
  readonly keep?: (document: T & { readonly signature: string }) => void;
}

/** Signs documents that are drawn from the trail. */
export interface Proofs {
  /**
   * Makes and signs one document. The trail is verified first: what is drawn from a broken one proves nothing.
   * @throws AUDIT_BROKEN, APP_LOCKED, KEYCHAIN_*, HOME_UNWRITABLE
   */
  issue<T extends object>(wanted: Wanted<T>): Promise<T & { readonly signature: string }>;
  /** Opens the keychain and makes sure that there is a key to sign with. @throws AUDIT_BROKEN, APP_LOCKED, KEYCHAIN_*, HOME_UNWRITABLE */
  prepare(): Promise<OpenKeychain>;
  /** Fingerprint (RFC 7638) of the evidence key that signs; empty before it exists. */
  fingerprint(): string;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly evidenceKey: EvidenceKey;
  readonly installId: string;
}

/** Makes the office of one home that signs what must be believed elsewhere. */
export function createProofs({ store, trail, seal, session, evidenceKey, installId }: Dependencies): Proofs {
  function frame(): ProofFrame {
    const publicJwk = evidenceKey.publicJwk();
    const head = store.audit.head();
    if (publicJwk !== null && head !== null) {
      return { installId, head: { seq: head.seq, hash: head.hash }, evidenceKey: publicJwk };
    }
    throw new AppError('AUDIT_BROKEN', 'this home has no evidence key', { hint: 'make a key first' });
  }

  async function prepare(): Promise<OpenKeychain> {
    trail.requireWritable();
    const keychain = session.open();
    await seal.requireWhole(keychain);
    await evidenceKey.ensure(keychain);
    return keychain;
  }

  return {
    prepare,
    fingerprint: () => evidenceKey.fingerprint() ?? '',
    async issue(wanted) {
      const keychain = await prepare();
      const report = seal.verify(null);
      if (!report.ok) {
        throw new AppError('AUDIT_BROKEN', report.problem ?? 'the trail is broken', {
          hint: 'nothing is signed from a broken trail: export it, and find out what happened',
        });
      }
      const content = store.write(() => wanted.content(frame()));
      const signature = await evidenceKey.sign(keychain, wanted.bytes(content));
      const document = { ...content, signature: signature.toString('base64url') };
      store.write(() => {
        trail.append(...wanted.event(content));
        wanted.keep?.(document);
      });
      await seal.seal(keychain);
      return document;
    },
  };
}
