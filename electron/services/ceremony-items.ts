import type { Output } from '../../shared/ipc/contract.ts';
import type { Home } from './home.ts';

type Item = Output<'overview.read'>['items'][number];

/** Ceremonies that have not ended, and papers with shares that wait to be destroyed. */
export function ceremonyItems({ ceremonies }: Pick<Home, 'ceremonies'>): Item[] {
  const about = { env: null, kid: null } as const;
  return ceremonies
    .list()
    .filter(({ endedAt }) => endedAt === null)
    .flatMap(({ id, state, startedAt: at }): Item[] => {
      const { now, voided } = ceremonies.state(id);
      const hasPapers = now?.kind === 'destroy-papers' && voided.length > 0;
      const open: Item = { id: 'ceremony-open', urgency: state === 'interrupted' ? 'now' : 'soon', ...about, at };
      return hasPapers ? [{ id: 'ceremony-void', urgency: 'now', ...about, at }, open] : [open];
    });
}
