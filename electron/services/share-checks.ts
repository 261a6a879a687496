import type { BackupSet } from '../../shared/model/backup-set.ts';
import type { CheckedShare } from '../../shared/model/share-check.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { afterComparison, findInShare } from '../domain/share-check.ts';
import type { BackupSets } from './backup-sets.ts';

type FoundShare = Awaited<ReturnType<typeof findInShare>>;

/** Looks at one share alone, and notes that somebody did, where its set is known. */
export interface ShareChecks {
  /**
   * Reads a share; it belongs to the set of its own name, or to the one that is wanted. Nothing of it is kept.
   * It answers where nothing can be recorded, and says so. @throws BACKUP_NOT_FOUND for a wanted set that is not here
   */
  check(text: string, wanted: string | null): Promise<CheckedShare>;
  /** Records what was found already. A share that is the very one which was shown moves "last read right" of its paper, of a set that stands. */
  note(found: FoundShare, wanted: string | null): CheckedShare;
}

interface Dependencies {
  readonly store: Store;
  readonly sets: BackupSets;
  readonly clock: Clock;
}

/** Makes the checks of one home. */
export function createShareChecks({ store, sets, clock }: Dependencies): ShareChecks {
  function registered(setId: string | null): BackupSet | null {
    return setId === null || store.backupSets.get(setId) === null ? null : sets.get(setId);
  }

  function note({ finding: alone, digest }: FoundShare, wanted: string | null): CheckedShare {
    const { number, setId } = alone;
    const isComparable = setId !== null && number !== null && digest !== null;
    const compared = isComparable ? sets.comparison(setId, number, digest) : 'not-compared';
    const finding = afterComparison(alone, compared);
    // What can't be read belongs to the set that somebody meant; what can, to its own.
    const set = registered(finding.setId ?? wanted);
    const custodian = set?.custodians.find((one) => one.number === (number ?? finding.damage?.number));
    const known =
      set === null
        ? null
        : {
            setId: set.id,
            state: set.state,
            custodian: custodian?.name ?? null,
            place: custodian?.place ?? null,
          };
    const share = number ?? finding.damage?.number ?? null;
    const isRecorded = set !== null && sets.checked(set.id, { share, outcome: finding.code, compared });
    const record = set === null ? 'set-unknown' : isRecorded ? 'recorded' : 'not-recorded';
    return { ...finding, at: new Date(clock.now()).toISOString(), known, record };
  }

  return {
    note,
    async check(text, wanted) {
      const meant = wanted === null ? null : factsOf(sets.get(wanted));
      const set = (share: { readonly setId: string }) => {
        const own = registered(share.setId);
        return meant ?? (own === null ? null : factsOf(own));
      };
      return note(await findInShare(text, { set, before: [] }), wanted);
    },
  };
}

function factsOf({ id, threshold, shares }: BackupSet) {
  return { setId: id, threshold, shares };
}
