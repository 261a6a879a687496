import type { Verdict } from '../../shared/model/verdict.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { JwksArchive } from './jwks-archive.ts';
import type { JudgeRequest, TokenChecks } from './token-checks.ts';

/**
 * Looks at DCM's set once more for a token whose key is in no set that is held. The first verdict never waits for it.
 * The window's alone: the terminal judges without a network.
 */
export interface SecondLook {
  /** The better verdict; `null` where none can be had: another verdict, offline, too soon, no new key. */
  after(request: JudgeRequest, verdict: Verdict): Promise<Verdict | null>;
}

interface Dependencies {
  readonly archive: Pick<JwksArchive, 'look'>;
  readonly tokenChecks: TokenChecks;
  readonly isOnline: () => boolean;
  readonly clock: Clock;
}

/** A flood of tokens with made-up kids must not become a flood of calls, whatever the calls come to. */
const AT_MOST_EVERY_MS = 30_000;
/** What says that the kid was not found anywhere, and not that it was published at another time. */
const REASONS: readonly string[] = ['key.unknown', 'key.no-snapshot'];

/** Makes the second look of one window. */
export function createSecondLook({ archive, tokenChecks, isOnline, clock }: Dependencies): SecondLook {
  const tried = new Map<string, { readonly at: number; readonly kids: Promise<readonly string[]> }>();

  async function look(env: string): Promise<readonly string[]> {
    try {
      const { snapshot, refusal } = await archive.look(env, { isQuiet: true });
      return refusal === null ? snapshot.kids : [];
    } catch (error) {
      // The verdict that was given stands; why DCM cannot be reached is said where it is fetched.
      if (error instanceof AppError) return [];
      throw error;
    }
  }

  /** Tokens that come while a look is on its way wait for the same one. */
  function lookNowAndThen(env: string): Promise<readonly string[]> {
    const now = clock.monotonicMs();
    const last = tried.get(env);
    if (last !== undefined && now - last.at < AT_MOST_EVERY_MS) return last.kids;
    const kids = look(env);
    tried.set(env, { at: now, kids });
    return kids;
  }

  return {
    async after(request, verdict) {
      const { source, instant, now } = request;
      const isUnknown = verdict.checks.some(({ reasonId, result }) => result === 'fail' && REASONS.includes(reasonId));
      // What DCM publishes now tells nothing of an instant that is past.
      if (source.from !== 'environment' || verdict.kid === null || instant !== now) return null;
      if (!isUnknown || !isOnline()) return null;
      if (!(await lookNowAndThen(source.env)).includes(verdict.kid)) return null;
      return tokenChecks.judge({ ...request, instant: clock.now(), now: clock.now() });
    },
  };
}
