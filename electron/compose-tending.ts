import type { AppEvent } from '../shared/ipc/contract.ts';
import { AppError } from './domain/errors.ts';
import type { Desk } from './services/desk.ts';

/** How often an open window looks for what has become due. */
const TEND_EVERY_MS = 10 * 60_000;

/**
 * Looks every ten minutes for what has become due, one look at a time, and tells the page where something has changed.
 * What fails stays due, and is said where somebody asks for it; here nobody did.
 * @returns how to look now, and how to end it; a deletion that this cuts off is finished by the next start, as after a crash
 */
export function runTending(desk: Desk, sendEvent: (event: AppEvent) => void): { look(): void; stop(): void } {
  let isStopped = false;
  let isLooking = false;

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      if (await desk.tend()) sendEvent({ type: 'changed' });
    } catch (error) {
      if (!isStopped && !(error instanceof AppError)) throw error;
    } finally {
      isLooking = false;
    }
  }

  const timer = setInterval(() => void look(), TEND_EVERY_MS);
  return {
    look: () => void look(),
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
