import type { JwksDiff } from '../../shared/model/sighting.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { isEmptyDiff } from '../domain/jwks-diff.ts';
import { WATCH_EVERY_MS, WATCH_GAP_MS } from '../domain/watch-gaps.ts';
import type { ArchiveHistory } from './archive-history.ts';
import type { Environments } from './environments.ts';
import type { JwksArchive } from './jwks-archive.ts';

/** What the watch saw: DCM publishes other keys, or a set that breaks our rules. */
export type WatchNews =
  | { readonly env: string; readonly what: 'changed'; readonly diff: JwksDiff }
  | { readonly env: string; readonly what: 'refused' };

/** Looks at the keys that DCM publishes, again and again, while the app is open. It needs no keychain. */
export interface JwksWatch {
  /** Looks wherever it is time to. Never fails for what DCM or the network does. */
  lookWhereDue(): Promise<void>;
  /** Whether an environment was looked at lately, and will be again. */
  isWatching(env: string): boolean;
  stop(): void;
}

interface Dependencies {
  readonly environments: Environments;
  readonly archive: Pick<JwksArchive, 'look'>;
  readonly history: ArchiveHistory;
  readonly isOnline: () => boolean;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly onNews: (news: WatchNews) => void;
}

/** How the watch of one environment goes. Times are of the monotonic clock. */
interface Watched {
  readonly dueAt: number;
  readonly failures: number;
  readonly seenAt: number | null;
}

const LONGEST_WAIT_MS = 1_800_000;
/** Many banks that started at nine o'clock must not all look in the same second. */
const JITTER = 0.1;

/** Makes the watch of one window. Whoever calls decides when it begins, and asks often enough. */
export function createJwksWatch(dependencies: Dependencies): JwksWatch {
  const { environments, archive, history, isOnline, clock, randomBytes, onNews } = dependencies;
  const watched = new Map<string, Watched>();
  const looking = new Set<string>();
  let isStopped = false;

  /** A practice DCM is watched once somebody has fetched its keys: until then there is nothing to rehearse. */
  function isWatched({ name, kind }: { readonly name: string; readonly kind: string }): boolean {
    return kind !== 'practice' || history.stretches(name).length > 0;
  }

  function waitMs(failures: number): number {
    const wait = Math.min(WATCH_EVERY_MS * 2 ** failures, LONGEST_WAIT_MS);
    return wait * (1 - (JITTER * (randomBytes(1)[0] ?? 0)) / 256);
  }

  async function lookAt(env: string): Promise<void> {
    const before = watched.get(env);
    looking.add(env);
    try {
      const { refusal, isAnother, diff } = await archive.look(env, { isQuiet: true });
      const now = clock.monotonicMs();
      watched.set(env, { dueAt: now + waitMs(0), failures: 0, seenAt: now });
      if (refusal !== null && isAnother) onNews({ env, what: 'refused' });
      if (diff !== null && !isEmptyDiff(diff)) onNews({ env, what: 'changed', diff });
    } catch (error) {
      // After the end the home is closed under a look that was on its way.
      if (isStopped) return;
      if (!(error instanceof AppError)) throw error;
      const failures = (before?.failures ?? 0) + 1;
      watched.set(env, { dueAt: clock.monotonicMs() + waitMs(failures), failures, seenAt: before?.seenAt ?? null });
    } finally {
      looking.delete(env);
    }
  }

  return {
    async lookWhereDue() {
      if (isStopped || !isOnline()) return;
      const now = clock.monotonicMs();
      const due = environments.list().filter((one) => {
        const isDue = (watched.get(one.name)?.dueAt ?? now) <= now;
        return isDue && !looking.has(one.name) && isWatched(one);
      });
      await Promise.all(due.map(async ({ name }) => await lookAt(name)));
    },
    isWatching(env) {
      const seenAt = watched.get(env)?.seenAt ?? null;
      return !isStopped && isOnline() && seenAt !== null && clock.monotonicMs() - seenAt <= WATCH_GAP_MS;
    },
    stop() {
      isStopped = true;
    },
  };
}
