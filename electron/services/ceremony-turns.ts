import { AppError } from '../domain/errors.ts';

/** Lets one piece of work at a time happen to each ceremony in this process. */
export type CeremonyTurns = <T>(id: string, work: () => Promise<T>) => Promise<T>;

/** Makes the turns of one home: what comes while another act is under way is refused with CEREMONY_OUT_OF_ORDER. */
export function createCeremonyTurns(): CeremonyTurns {
  const busy = new Set<string>();
  return async (id, work) => {
    if (busy.has(id)) {
      throw new AppError('CEREMONY_OUT_OF_ORDER', 'a step of this ceremony is under way', {
        hint: 'wait until it has ended',
      });
    }
    busy.add(id);
    try {
      return await work();
    } finally {
      busy.delete(id);
    }
  };
}
