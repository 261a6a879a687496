import type { HomeAdapters } from '../../electron/compose.ts';
import type { Clock } from '../../electron/domain/clock.ts';
import { type JwksServer, startJwksServer } from './jwks-server.ts';
import { openTestHome, type TestHome } from './test-home.ts';

/** A clock that stands still until it is moved. */
export interface StoppedClock extends Clock {
  pass(milliseconds: number): void;
  /** Sets the wall clock alone, as an officer or a bad battery does. */
  set(iso: string): void;
}

export function stoppedClock(iso: string): StoppedClock {
  let now = Date.parse(iso);
  let monotonic = 1000;
  return {
    now: () => now,
    monotonicMs: () => monotonic,
    pass(milliseconds) {
      now += milliseconds;
      monotonic += milliseconds;
    },
    set(later) {
      now = Date.parse(later);
    },
  };
}

export interface WatchedHome extends TestHome {
  readonly dcm: JwksServer;
  readonly clock: StoppedClock;
}

/** The environment whose DCM publishes what the test says. */
export const BANK = 'bank';
export const NINE = '2026-10-12T09:00:00.000Z';

/** A home that looks at a DCM which publishes what it is told, at a time which stands still. */
export async function openWatchedHome(
  keys: readonly object[],
  faults: Partial<HomeAdapters> = {},
): Promise<WatchedHome> {
  const clock = stoppedClock(NINE);
  const dcm = await startJwksServer(keys);
  const opened = await openTestHome({ clock, ...faults });
  opened.home.environments.add({
    name: BANK,
    baseUrl: dcm.baseUrl,
    counterpartyGuid: '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
    kind: 'practice',
    ca: null,
  });
  return {
    ...opened,
    dcm,
    clock,
    async close() {
      await opened.close();
      await dcm.stop();
    },
  };
}
