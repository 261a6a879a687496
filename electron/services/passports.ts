import type { Passport, PassportContent } from '../../shared/model/passport.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { isAbout, movesOf, passportBytes, usesOf } from '../domain/passport.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { EvidenceKey } from './evidence-key.ts';
import type { Keys } from './keys.ts';
import type { Registrations } from './registrations.ts';
import type { Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';

/** One signed page per key: from its making to its end, and who used it when. */
export interface Passports {
  /**
   * Makes the passport of a key as it is now. The trail is verified first: a page drawn from a broken one proves nothing.
   * @throws KEY_NOT_FOUND, AUDIT_BROKEN, APP_LOCKED, KEYCHAIN_*, HOME_UNWRITABLE
   */
  create(kid: string): Promise<Passport>;
  /** Fingerprint (RFC 7638) of the evidence key that signs; empty before it exists. */
  fingerprint(): string;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly evidenceKey: EvidenceKey;
  readonly keys: Keys;
  readonly registrations: Registrations;
  readonly installId: string;
  readonly clock: Clock;
}

/** Makes the passport office of one home. */
export function createPassports(dependencies: Dependencies): Passports {
  const { store, trail, seal, session, evidenceKey, keys, registrations, installId, clock } = dependencies;

  /** Read at one go, while nobody writes: opening the keychain can take minutes, in which the key may have moved. */
  function contentOf(kid: string): PassportContent {
    const publicJwk = evidenceKey.publicJwk();
    const head = store.audit.head();
    if (publicJwk === null || head === null) {
      throw new AppError('AUDIT_BROKEN', 'this home has no evidence key', { hint: 'make a key first' });
    }
    // From the rows that were just verified, not by an index that nobody verifies.
    const events = [...store.audit.all()].filter((event) => isAbout(event, kid));
    return {
      format: 'dcm-key-passport',
      version: 2,
      issuedAt: new Date(clock.now()).toISOString(),
      installId,
      key: keys.get(kid),
      moves: movesOf(events),
      uses: usesOf(events),
      registrations: registrations.list().filter((one) => one.kid === kid),
      events,
      head: { seq: head.seq, hash: head.hash },
      evidenceKey: publicJwk,
    };
  }

  return {
    fingerprint: () => evidenceKey.fingerprint() ?? '',
    async create(kid) {
      keys.get(kid);
      trail.requireWritable();
      const keychain = session.open();
      await seal.requireWhole(keychain);
      await evidenceKey.ensure(keychain);
      const report = seal.verify(null);
      if (!report.ok) {
        throw new AppError('AUDIT_BROKEN', report.problem ?? 'the trail is broken', {
          hint: 'no passport is made from a broken trail: export it, and find out what happened',
        });
      }
      const content = store.write(() => contentOf(kid));
      const signature = await evidenceKey.sign(keychain, passportBytes(content));
      store.write(() => trail.append('passport.issued', { kid, head: content.head.hash }));
      await seal.seal(keychain);
      return { ...content, signature: signature.toString('base64url') };
    },
  };
}
