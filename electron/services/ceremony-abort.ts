import { requireFollowing } from '../domain/ceremony-rules.ts';
import type { CeremonyContent } from '../../shared/model/ceremony.ts';
import { AppError } from '../domain/errors.ts';
import type { CeremonyActs } from './ceremony-acts.ts';
import type { CeremonyLog, KeptCeremony } from './ceremony-log.ts';

/** Ends ceremonies before their time. */
export interface CeremonyAbort {
  /**
   * Writes down what is going to be taken away, and takes it away. Killed at any instant, the transcript names the key, and
   * `finish` does what is left. `papers`: how the papers with shares were destroyed; `null`: they were not, or there are none.
   * @throws CEREMONY_*, INPUT_INVALID, DATA_CLASS_REFUSED, KEYCHAIN_*, APP_LOCKED, AUDIT_BROKEN, HOME_*
   */
  begin(id: string, said: { readonly reason: string; readonly papers: string | null }): Promise<KeptCeremony>;
  /** Brings one to its end that was begun. @throws as `begin` */
  finish(id: string): Promise<KeptCeremony>;
}

interface Dependencies {
  readonly log: Pick<CeremonyLog, 'read' | 'add'>;
  readonly acts: Pick<CeremonyActs, 'halfMade' | 'remove' | 'shares'>;
  readonly proofs: { prepare(): Promise<unknown> };
}

/** Makes the aborting of one home's ceremonies. */
export function createCeremonyAbort({ log, acts, proofs }: Dependencies): CeremonyAbort {
  async function finish(id: string): Promise<KeptCeremony> {
    const { run } = log.read(id);
    if (run.aborting === null) {
      throw new AppError('CEREMONY_OUT_OF_ORDER', 'nobody aborts this ceremony', { hint: 'nothing was changed' });
    }
    const { reason, removes, voids, papers } = run.aborting;
    const why = `ceremony ${id} was aborted`;
    acts.shares.dropGiven(id);
    const isGone = removes === null || (await acts.remove(removes, why));
    if (voids !== null) acts.shares.giveUp(voids, why);
    if (papers !== null) acts.shares.papersGone(setsOf(run), id);
    const isVoid = voids === null || run.voided.some(({ set }) => set === voids);
    const voided: CeremonyContent[] = isVoid ? [] : [{ kind: 'voided', set: voids, why }];
    const key = isGone || removes === null ? { removedKid: removes } : { removedKid: null, pendingKid: removes };
    return log.add(id, [...voided, { kind: 'aborted', reason, ...key }]);
  }

  return {
    finish,
    async begin(id, { reason, papers }) {
      const { run } = log.read(id);
      if (run.aborting !== null) return await finish(id);
      const content: CeremonyContent = {
        kind: 'aborting',
        reason: reason.trim(),
        removes: acts.halfMade(id),
        voids: run.script.outcome === 'split' ? run.facts.set : null,
        papers: papers === null || papers.trim() === '' ? null : papers.trim(),
      };
      requireFollowing(run, [], content);
      // A keychain that can't be opened is found out while nothing has been decided yet.
      if (content.removes !== null) await proofs.prepare();
      log.add(id, [content]);
      return await finish(id);
    },
  };
}

/** Every set of a ceremony, void or to be void. */
function setsOf({ voided, facts }: KeptCeremony['run']): readonly string[] {
  return [...voided.map(({ set }) => set), ...(facts.set === null ? [] : [facts.set])];
}
