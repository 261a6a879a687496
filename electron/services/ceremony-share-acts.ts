import { createHash } from 'node:crypto';
import { setIdSchema } from '../../shared/model/backup.ts';
import { type CeremonyRun, nameIn } from '../domain/ceremony-run.ts';
import { AppError } from '../domain/errors.ts';
import { readShare } from '../domain/share.ts';
import { requireFitting } from '../domain/share-set.ts';
import type { BackupDrills } from './backup-drills.ts';
import { isCopyOfSet } from './backup-content.ts';
import { zeroShares } from './backup-opening.ts';
import type { BackupSets } from './backup-sets.ts';
import type { Backups } from './backups.ts';
import type { CeremonyFiles } from './ceremony-files.ts';
import type { CeremonyActs } from './ceremony-acts.ts';
import type { KeyDetails } from './key-details.ts';
import type { Keys } from './keys.ts';

/** What ceremonies do with sets of shares. Shares are held in memory only, and only until they were used. */
export interface CeremonyShareActs extends Pick<CeremonyActs, 'acts'> {
  /** `keeper`: who stands at that place now. */
  showShare(set: string, number: number, keeper: string | null): Promise<string>;
  /** Makes a set void that won't be finished. */
  giveUp(set: string, reason: string): void;
  /** Drops the shares that were given to a drill which is not held any more. */
  dropGiven(ceremony: string): void;
  /** Drops all of them. @returns the ceremonies that had some */
  dropAllGiven(): readonly string[];
  /** Notes of every key that its copies in these sets are gone: their papers were destroyed, says the ceremony. */
  papersGone(sets: readonly string[], ceremony: string): void;
  /**
   * Makes the set void that a process which is gone has left, whether or not it had closed it.
   * @throws HOME_IN_USE where that process is there still
   */
  settle(set: string, reason: string): void;
}

interface Dependencies {
  readonly backups: Backups;
  readonly backupSets: BackupSets;
  readonly backupDrills: BackupDrills;
  readonly files: CeremonyFiles;
  readonly keyDetails: Pick<KeyDetails, 'copyGone'>;
  readonly keys: Pick<Keys, 'get'>;
}

/** Makes the acts of ceremonies on one home's sets of shares. */
export function createCeremonyShareActs(dependencies: Dependencies): CeremonyShareActs {
  const { backups, backupSets, backupDrills, files, keyDetails, keys } = dependencies;
  /** Shares that custodians have given for a drill, by ceremony and number of the round. */
  const given = new Map<string, Map<number, string>>();

  async function giveShare({ id, facts }: CeremonyRun, round: number, text: string): Promise<void> {
    const set = backupSets.get(facts.set ?? '');
    const shares = given.get(id) ?? new Map<number, string>();
    const others = [...shares].filter(([number]) => number !== round).map(([, one]) => one);
    const before = await Promise.all(others.map(readShare));
    const read = await readShare(text).finally(() => zeroShares(before));
    try {
      requireFitting(read, { ...set, setId: set.id }, before);
      await backupSets.requireShown([read]);
    } finally {
      zeroShares([read]);
    }
    given.set(id, shares.set(round, text));
  }

  function papersGone(sets: readonly string[], ceremony: string): void {
    const reason = `the papers with its shares were destroyed (ceremony ${ceremony})`;
    for (const set of sets) {
      for (const kid of backupSets.get(set).kids) {
        const left = keys.get(kid).copies.filter((copy) => isCopyOfSet(copy, set));
        for (const { id } of left) keyDetails.copyGone(kid, id, reason);
      }
    }
  }

  return {
    showShare: (set, number, keeper) => backups.show(set, number, keeper),
    giveUp(set, reason) {
      if (backupSets.get(set).state !== 'void') backups.abandon(set, reason);
    },
    dropGiven: (ceremony) => void given.delete(ceremony),
    dropAllGiven() {
      const ids = [...given.keys()];
      given.clear();
      return ids;
    },
    papersGone,
    settle(set, reason) {
      backupSets.settle();
      const { state } = backupSets.get(set);
      if (state === 'open') {
        throw new AppError('HOME_IN_USE', 'another process has this set of shares open', {
          hint: 'go on there, or end it; nothing was changed',
        });
      }
      // It was closed, and the app ended before that was written down: nobody saw that every share was read back.
      if (state === 'closed') backups.abandon(set, reason);
    },
    acts: {
      async 'begin-split'({ run }) {
        const custodians = run.people
          .filter(({ role }) => role === 'custodian')
          .map(({ name }) => ({ name, place: null }));
        const { set, file } = await backups.begin({
          kids: [run.facts.kid ?? ''],
          threshold: run.facts.threshold ?? 0,
          custodians,
          replaces: null,
        });
        const fileName = `${run.isRehearsal ? 'REHEARSAL-' : ''}backup-${set.id}.json`;
        files.put(run.id, { fileName, text: file });
        return { set: set.id, 'file-sha256': set.fileSha256 };
      },
      'show-share': () => ({}),
      async 'read-back'({ run, due, values }) {
        await backups.readBack(run.facts.set ?? '', due.round ?? 0, values['share'] ?? '', nameIn(run, due.slot));
        return {};
      },
      'destroy-papers'({ run }) {
        papersGone(
          run.voided.map(({ set }) => set),
          run.id,
        );
        return {};
      },
      async 'close-split'({ run }) {
        if (!run.isRehearsal) files.requireSaved(run.id);
        const { id, fileSha256 } = await backups.close(run.facts.set ?? '', placesOf(run));
        files.forget(run.id);
        return { set: id, 'file-sha256': fileSha256 };
      },
      'name-set': ({ values }) => {
        const id = setIdSchema.safeParse((values['set'] ?? '').toLowerCase().replace(/[\s-]/gu, ''));
        if (!id.success) {
          throw new AppError('INPUT_INVALID', 'this is no number of a set: 16 hexadecimal digits', {
            hint: 'it stands on every paper of the set, and in the list of backups',
          });
        }
        const set = backupSets.get(id.data);
        backupSets.requireStanding(set.id);
        return { set: set.id, threshold: String(set.threshold), shares: String(set.shares), kids: set.kids.join(' ') };
      },
      async 'give-share'({ run, due, values }) {
        await giveShare(run, due.round ?? 0, values['share'] ?? '');
        return {};
      },
      async drill({ run, values }) {
        const file = Buffer.from(values['backup-file'] ?? '', 'utf8');
        const bags = (values['bags'] ?? '').split(',').map((bag) => bag.trim());
        const shares = [...(given.get(run.id)?.values() ?? [])];
        const certificate = await backupDrills.drill({ file, shares, bags });
        given.delete(run.id);
        if (certificate.setId !== run.facts.set) {
          throw new AppError('CEREMONY_CHECK_FAILED', 'this file is of another set', {
            hint: 'bring the file of the set that was named',
          });
        }
        const thumbprints = certificate.keys.map(({ thumbprint }) => thumbprint);
        return {
          proven: thumbprints.join(' '),
          'next-drill': certificate.nextDrillAt,
          'file-sha256': certificate.fileSha256,
          certificate: createHash('sha256').update(certificate.signature).digest('hex'),
        };
      },
    },
  };
}

/** Where each custodian's bag goes, as it was written down when it was sealed. */
function placesOf({ steps, values }: CeremonyRun): ReadonlyMap<number, string> {
  const places = new Map<number, string>();
  for (const { id, round } of steps) {
    const { bag, seal, safe } = values.get(id) ?? {};
    if (round === null || bag === undefined || safe === undefined) continue;
    places.set(round, `${safe}, bag ${bag}${seal === undefined ? '' : `, seal ${seal}`}`);
  }
  return places;
}
