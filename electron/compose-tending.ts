import type { AppEvent } from '../shared/ipc/contract.ts';
import { AppError } from './domain/errors.ts';
import type { Desk } from './services/desk.ts';

/** How often an open window looks for what has become due. */
const TEND_EVERY_MS = 10 * 60_000;

/**
 * Looks at the start for what a crash has left, and every ten minutes also for what has become due, one look at a time;
 * tells the page where something has changed.
 * What fails stays due, and is said where somebody asks for it; here nobody did.
 * @returns how to look now, and how to end it; a deletion that this cuts off is finished by the next start, as after a crash
 */
export function runTending(desk: Desk, sendEvent: (event: AppEvent) => void): { look(): void; stop(): void } {
  let isStopped = false;
  let isLooking = false;

  async function look(tend: () => Promise<boolean>): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      if (await tend()) sendEvent({ type: 'changed' });
    } catch (error) {
      if (!isStopped && !(error instanceof AppError)) throw error;
    } finally {
      isLooking = false;
    }
  }

  void look(desk.tendAtStart);
  const timer = setInterval(() => void look(desk.tend), TEND_EVERY_MS);
  return {
    look: () => void look(desk.tend),
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
