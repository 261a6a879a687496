import type { Passport } from '../../shared/model/passport.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { isAbout, movesOf, passportBytes, usesOf } from '../domain/passport.ts';
import type { Keys } from './keys.ts';
import type { Proofs } from './proofs.ts';
import type { Registrations } from './registrations.ts';

/** One signed page per key: from its making to its end, and who used it when. */
export interface Passports {
  /**
   * Makes the passport of a key as it is now, from a verified trail.
   * @throws KEY_NOT_FOUND, AUDIT_BROKEN, APP_LOCKED, KEYCHAIN_*, HOME_UNWRITABLE
   */
  create(kid: string): Promise<Passport>;
  /** Fingerprint (RFC 7638) of the evidence key that signs; empty before it exists. */
  fingerprint(): string;
}

interface Dependencies {
  readonly store: Store;
  readonly proofs: Proofs;
  readonly keys: Keys;
  readonly registrations: Registrations;
  readonly clock: Clock;
}

/** Makes the passport office of one home. */
export function createPassports({ store, proofs, keys, registrations, clock }: Dependencies): Passports {
  return {
    fingerprint: () => proofs.fingerprint(),
    async create(kid) {
      keys.get(kid);
      return await proofs.issue({
        content(frame) {
          // From the rows that were just verified, not by an index that nobody verifies.
          const events = [...store.audit.all()].filter((event) => isAbout(event, kid));
          return {
            format: 'dcm-key-passport' as const,
            version: 2 as const,
            issuedAt: new Date(clock.now()).toISOString(),
            key: keys.get(kid),
            moves: movesOf(events),
            uses: usesOf(events),
            registrations: registrations.list().filter((one) => one.kid === kid),
            events,
            ...frame,
          };
        },
        bytes: passportBytes,
        event: ({ head }) => ['passport.issued', { kid, head: head.hash }],
      });
    },
  };
}
