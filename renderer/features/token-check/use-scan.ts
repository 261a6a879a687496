import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppEvent } from '../../../shared/ipc/contract.ts';
import { useEvents, useQuery } from '../../ipc/use-call.ts';

/** While a scan runs, what it has found is asked again so often. */
const EVERY_MS = 1000;

/**
 * The scan of this window, as it stands. `found` is another number each time that more may have been found: at most once a
 * second, and when it ends.
 */
export function useScan() {
  const query = useQuery('scan.read', {});
  const { reload, value: state } = query;
  const [found, setFound] = useState(0);
  const timer = useRef<number | null>(null);
  const hear = useCallback(
    (event: AppEvent) => {
      if (event.type !== 'scan') return;
      reload();
      timer.current ??= window.setTimeout(() => {
        timer.current = null;
        setFound((count) => count + 1);
      }, EVERY_MS);
    },
    [reload],
  );
  useEvents(hear);
  useEffect(() => () => window.clearTimeout(timer.current ?? undefined), []);
  // Its last word is heard at once.
  const moment = `${String(state?.id)} ${String(state?.status)} ${String(state?.isHidden)}`;
  return { ...query, state, found: `${moment} ${String(found)}` };
}
