import type { AppEvent } from '../../shared/ipc/contract.ts';
import { AppError } from '../domain/errors.ts';

/** What a piece of long work gets from its job. */
export interface JobProgress {
  onStage(stage: string): void;
  readonly signal: AbortSignal;
}

/** Long work that the page can follow and cancel by the name that it chose. */
export interface Jobs {
  /** @throws INPUT_INVALID when that name is taken, CANCELLED, and what the work throws */
  run<T>(job: string, work: (progress: JobProgress) => Promise<T>): Promise<T>;
  /** Nothing happens if that job has ended. */
  cancel(job: string): void;
  cancelAll(): void;
}

/** Makes the jobs of one window. */
export function createJobs(sendEvent: (event: AppEvent) => void): Jobs {
  const running = new Map<string, AbortController>();
  return {
    async run(job, work) {
      if (running.has(job)) {
        throw new AppError('INPUT_INVALID', 'this job is running already', { hint: 'wait for it, or cancel it' });
      }
      const controller = new AbortController();
      running.set(job, controller);
      try {
        return await work({
          signal: controller.signal,
          onStage: (stage) => sendEvent({ type: 'job', job, stage, fraction: null }),
        });
      } finally {
        running.delete(job);
      }
    },
    cancel(job) {
      running.get(job)?.abort();
    },
    cancelAll() {
      for (const controller of running.values()) controller.abort();
    },
  };
}
