import type { CeremonySummary } from '../../shared/model/ceremony.ts';
import { isRehearsalId } from '../domain/ceremony-entry.ts';
import { hasCode } from '../domain/errors.ts';
import type { Home } from './home.ts';

type Room = Pick<Home, 'ceremonies' | 'ceremonyPapers'>;

/** Ceremonies of a home, and rehearsals in a throw-away home of their own: a number says in which one it is. */
export interface CeremonyRooms {
  of(id: string): Room;
  forNew(isRehearsal: boolean): Room;
  /** Newest first; rehearsals that wait to be resumed among them. */
  list(): readonly CeremonySummary[];
  close(): Promise<void>;
}

interface RehearsalHome {
  /** Whether one waits that was not ended. */
  isKept(): boolean;
  /** @throws HOME_IN_USE */
  open(): Room & Pick<Home, 'close'>;
}

/** Makes the rooms of one window. The home of rehearsals is opened with the first one, or to go on with one that waits. */
export function createCeremonyRooms(home: Room, kept: RehearsalHome): CeremonyRooms {
  let rehearsals: ReturnType<RehearsalHome['open']> | null = null;
  const forNew = (isRehearsal: boolean): Room => (isRehearsal ? (rehearsals ??= kept.open()) : home);

  function found(): readonly CeremonySummary[] {
    if (rehearsals === null && !kept.isKept()) return [];
    try {
      return forNew(true).ceremonies.list();
    } catch (error) {
      // Another window or command rehearses there.
      if (hasCode(error, 'HOME_IN_USE')) return [];
      throw error;
    }
  }

  return {
    forNew,
    of: (id) => (isRehearsalId(id) ? forNew(true) : home),
    list: () =>
      [...home.ceremonies.list(), ...found()].toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1)),
    async close() {
      await rehearsals?.close();
    },
  };
}
