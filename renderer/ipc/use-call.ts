import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Api, AppEvent, Input, Output } from '../../shared/ipc/contract.ts';
import type { Failure, Result } from '../../shared/ipc/result.ts';
import { createSharedReads } from './shared-reads.ts';

declare global {
  interface Window {
    readonly dcm: Api;
  }
}

/** What a page reads from the core: the last good value stays while a newer one is on its way. */
export interface Query<T> {
  readonly value: T | null;
  readonly error: Failure | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/** One act of the officer. `run` gives the result; `error` stays until the next try. */
export interface Command<C extends Channel> {
  readonly run: (input: Input<C>) => Promise<Result<Output<C>>>;
  readonly error: Failure | null;
  readonly isRunning: boolean;
  readonly reset: () => void;
}

export interface Progress {
  readonly stage: string;
  readonly fraction: number | null;
}

/** Long work that can be followed and cancelled. */
export interface Job {
  readonly progress: Progress | null;
  readonly start: () => string;
  readonly cancel: () => void;
}

async function call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>> {
  // The indexed type of the whole API is a union of functions; the contract fixes the pair of input and output.
  const ask = window.dcm[channel] as (input: Input<C>) => Promise<Result<Output<C>>>;
  try {
    return await ask(input);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : 'the core did not answer';
    return { ok: false, error: { code: 'INTERNAL', message, hint: '' } };
  }
}

const reads = createSharedReads({
  // What is asked was typed where it was asked: by useQuery.
  ask: (channel, input) => call(channel, input as Input<typeof channel>),
  onChanged: (listener) =>
    window.dcm.onEvent((event) => {
      if (event.type === 'changed') listener();
    }),
});

/**
 * Reads from the core, and reads again when the core says that something has changed. `null` asks nothing.
 * Parts of the page that ask the same share one answer.
 */
export function useQuery<C extends Channel>(channel: C, input: Input<C> | null): Query<Output<C>> {
  const question = input === null ? null : JSON.stringify(input);
  const follow = useCallback(
    (listener: () => void) => (question === null ? () => undefined : reads.follow(channel, question, listener)),
    [channel, question],
  );
  const answer = useSyncExternalStore(follow, () => (question === null ? null : reads.answerOf(channel, question)));
  const reload = useCallback(() => {
    if (question !== null) reads.reread(channel, question);
  }, [channel, question]);
  return {
    value: (answer?.value ?? null) as Output<C> | null,
    error: answer?.error ?? null,
    isLoading: question !== null && answer === null,
    reload,
  };
}

/** The same, asked again whenever `moment` is another one: for what changes without anything of the home changing. */
export function useFreshQuery<C extends Channel>(channel: C, input: Input<C>, moment: string): Query<Output<C>> {
  const query = useQuery(channel, input);
  const { reload } = query;
  const asked = useRef(moment);
  useEffect(() => {
    if (asked.current === moment) return;
    asked.current = moment;
    reload();
  }, [moment, reload]);
  return query;
}

/** Gives a function that asks the core to do one thing, with what came of it. */
export function useCommand<C extends Channel>(channel: C): Command<C> {
  const [state, setState] = useState<{ isRunning: boolean; error: Failure | null }>({ isRunning: false, error: null });
  const run = useCallback(
    async (input: Input<C>) => {
      setState({ isRunning: true, error: null });
      const result = await call(channel, input);
      setState({ isRunning: false, error: result.ok ? null : result.error });
      return result;
    },
    [channel],
  );
  const reset = useCallback(() => setState({ isRunning: false, error: null }), []);
  return { run, error: state.error, isRunning: state.isRunning, reset };
}

/** Follows one piece of long work at a time. */
export function useJob(): Job {
  const current = useRef<string | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);

  const follow = useCallback((event: AppEvent) => {
    if (event.type === 'job' && event.job === current.current) {
      setProgress({ stage: event.stage, fraction: event.fraction });
    }
  }, []);
  useEvents(follow);

  const start = useCallback(() => {
    const job = crypto.randomUUID();
    current.current = job;
    setProgress(null);
    return job;
  }, []);
  const cancel = useCallback(() => {
    if (current.current !== null) void call('job.cancel', { job: current.current });
  }, []);
  return { progress, start, cancel };
}

/** Hears what the core says without being asked. The listener must stay the same from one drawing to the next. */
export function useEvents(listener: (event: AppEvent) => void): void {
  useEffect(() => window.dcm.onEvent(listener), [listener]);
}
