import { useCallback, useRef, useState } from 'react';
import type { Text } from '../../text/text.ts';
import { type Collected, readCode } from './qr-parts.ts';

export interface QrIntake {
  /** What was read so far of a document in parts; `null`: nothing. */
  readonly collected: Collected | null;
  /** What is wrong with the latest code or picture. */
  readonly problem: keyof Text['errors'] | null;
  /** Takes the text of one code; where it was the last of its document, gives that on. */
  readonly take: (code: string, source: string) => Promise<void>;
  readonly refuse: (problem: keyof Text['errors']) => void;
  readonly reset: () => void;
}

/** Puts a document together from QR codes, wherever these come from. `onWhole` must stay the same. */
export function useQrIntake(onWhole: (text: string, source: string) => Promise<void>): QrIntake {
  const held = useRef<Collected | null>(null);
  const [collected, setCollected] = useState<Collected | null>(null);
  const [problem, setProblem] = useState<keyof Text['errors'] | null>(null);

  const hold = useCallback((next: Collected | null) => {
    held.current = next;
    setCollected(next);
  }, []);
  const take = useCallback(
    async (code: string, source: string) => {
      const read = await readCode(held.current, code);
      setProblem(read.is === 'other-part' ? 'QR_OTHER_PART' : read.is === 'damaged' ? 'QR_DAMAGED' : null);
      if (read.is === 'part') hold(read.collected);
      else if (read.is !== 'other-part') hold(null);
      if (read.is === 'whole') await onWhole(read.text, source);
    },
    [hold, onWhole],
  );
  const reset = useCallback(() => {
    hold(null);
    setProblem(null);
  }, [hold]);
  return { collected, problem, take, refuse: setProblem, reset };
}
