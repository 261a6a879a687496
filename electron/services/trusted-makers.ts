import { type TrustedMaker, trustedMakerSchema } from '../../shared/model/bundle.ts';
import type { AuditEvent } from '../../shared/model/audit-event.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { requireFreeText } from '../domain/free-text.ts';
import { requireReason } from '../domain/reason.ts';
import type { AuditTrail } from './audit-trail.ts';

/** Whose bundles are trusted: evidence keys whose fingerprints an officer has compared. */
export interface TrustedMakers {
  /** Those that stand, and those that ended. */
  list(): readonly TrustedMaker[];
  /** The one that stands. */
  get(fingerprint: string): TrustedMaker | null;
  /** Said again, it replaces what was said before; the trail keeps both. @throws INPUT_INVALID, HOME_* */
  trust(wanted: Pick<TrustedMaker, 'fingerprint' | 'name' | 'reason'>): TrustedMaker;
  /** From now on; what was kept stays as it was kept. @throws INPUT_INVALID where he is not trusted, HOME_* */
  end(fingerprint: string, reason: string): TrustedMaker;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly clock: Clock;
}

/** Makes the list of trusted makers of one home. */
export function createTrustedMakers({ store, trail, clock }: Dependencies): TrustedMakers {
  function get(fingerprint: string): TrustedMaker | null {
    const found = store.trustedMakers.get(fingerprint);
    return found?.ended === null ? found : null;
  }

  return {
    list: () => store.trustedMakers.list(),
    get,
    trust(wanted) {
      requireReason(wanted.reason);
      const parsed = trustedMakerSchema.pick({ fingerprint: true, name: true, reason: true }).safeParse(wanted);
      if (!parsed.success || parsed.data.name.trim() === '') {
        throw new AppError('INPUT_INVALID', 'a maker is a fingerprint (43 characters) and a name of at most 200', {
          hint: 'dcm-keys bundle verify F shows the fingerprint; name whom you called to compare it',
        });
      }
      requireFreeText(parsed.data.name);
      return store.write(() => {
        const { by, at: trustedAt } = said(trail.append('maker.trusted', parsed.data));
        const maker = { ...parsed.data, trustedAt, by, ended: null };
        store.trustedMakers.put(maker);
        return maker;
      });
    },
    end(fingerprint, reason) {
      requireReason(reason);
      return store.write(() => {
        const standing = get(fingerprint);
        if (standing === null) {
          throw new AppError('INPUT_INVALID', 'no maker of this fingerprint is trusted', {
            hint: 'dcm-keys bundle makers shows them',
          });
        }
        const { name } = standing;
        const maker = {
          ...standing,
          ended: { reason, ...said(trail.append('maker.ended', { fingerprint, name, reason })) },
        };
        store.trustedMakers.put(maker);
        return maker;
      });
    },
  };

  function said({ actor }: AuditEvent): { readonly at: string; readonly by: string } {
    return { at: new Date(clock.now()).toISOString(), by: `${actor.name ?? actor.osUser}@${actor.host}` };
  }
}
