import { useCallback, useState } from 'react';
import type { Failure } from '../../shared/ipc/result.ts';
import type { Key } from '../../shared/model/key.ts';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';

/** Suspending from everywhere: the act, what came of it, and the key whose reason is still to be given. */
export interface Suspend {
  readonly run: (key: Key) => Promise<boolean>;
  readonly error: Failure | null;
  readonly done: Key | null;
  readonly forget: () => void;
}

/** Suspends a key without a question: the protective act comes first, its reason afterwards. */
export function useSuspend(): Suspend {
  const { shell } = useText();
  const move = useCommand('key.move');
  const [done, setDone] = useState<Key | null>(null);
  const reason = shell.suspendReason;
  const { run: ask, reset, error } = move;
  const run = useCallback(
    async ({ kid }: Key) => {
      const result = await ask({ kid, to: 'suspended', reason, since: null });
      if (result.ok) setDone(result.value);
      return result.ok;
    },
    [ask, reason],
  );
  const forget = useCallback(() => {
    setDone(null);
    reset();
  }, [reset]);
  return { run, error, done, forget };
}
