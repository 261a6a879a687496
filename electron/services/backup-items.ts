import type { Output } from '../../shared/ipc/contract.ts';
import { shownSetId } from '../domain/share-set.ts';
import type { Home } from './home.ts';

type Item = Output<'overview.read'>['items'][number];

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** Backups that are to be proven again, and void sets whose papers nobody has called destroyed yet. */
export function backupItems({ backupSets, keys }: Pick<Home, 'backupSets' | 'keys'>, now: number): Item[] {
  return backupSets.list().flatMap(({ id, state, kids, custodians, begunAt, nextDrillAt }): Item[] => {
    const about = { env: null, kid: kids[0] ?? null, set: id };
    if (state === 'closed' && nextDrillAt !== null) {
      const days = (Date.parse(nextDrillAt) - now) / DAY_MS;
      if (days > SOON_DAYS) return [];
      return [{ id: 'backup-drill-due', urgency: days <= 0 ? 'now' : 'soon', ...about, at: nextDrillAt }];
    }
    if (state !== 'void' || custodians.every(({ since }) => since === null)) return [];
    const isLeft = keys
      .list()
      .some(({ copies }) => copies.some(({ where, goneAt }) => goneAt === null && where.includes(shownSetId(id))));
    return isLeft ? [{ id: 'backup-void', urgency: 'now', ...about, at: begunAt }] : [];
  });
}
