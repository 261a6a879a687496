import type { CeremonySummary } from '../../shared/model/ceremony.ts';
import { isRehearsalId } from '../domain/ceremony-entry.ts';
import type { Home } from './home.ts';

type Room = Pick<Home, 'ceremonies' | 'ceremonyPapers'>;

/** Ceremonies of a home, and rehearsals in a throw-away home of their own: a number says in which one it is. */
export interface CeremonyRooms {
  of(id: string): Room;
  forNew(isRehearsal: boolean): Room;
  /** Newest first; rehearsals of this process only. */
  list(): readonly CeremonySummary[];
  close(): Promise<void>;
}

/** Makes the rooms of one window. `openRehearsals` is called with the first rehearsal. */
export function createCeremonyRooms(home: Room, openRehearsals: () => Room & Pick<Home, 'close'>): CeremonyRooms {
  let rehearsals: ReturnType<typeof openRehearsals> | null = null;
  const forNew = (isRehearsal: boolean): Room => (isRehearsal ? (rehearsals ??= openRehearsals()) : home);
  return {
    forNew,
    of: (id) => (isRehearsalId(id) ? forNew(true) : home),
    list: () =>
      [...home.ceremonies.list(), ...(rehearsals?.ceremonies.list() ?? [])].toSorted((one, other) =>
        one.startedAt < other.startedAt ? 1 : -1,
      ),
    async close() {
      await rehearsals?.close();
    },
  };
}
