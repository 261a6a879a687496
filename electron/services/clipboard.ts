import { createHash } from 'node:crypto';
import type { Desktop } from './desktop.ts';

/** How long a token stays on the clipboard, seconds. */
const CLEARS_AFTER_SECONDS = 20;
/** Where the clipboard cannot be read, it is tried again, seconds: a window in the background may not be allowed to. */
const TRY_AGAIN_SECONDS = 5;
const MOST_TRIES = 12;

/** Does something later; what it gives calls it off. */
export type After = (delayMs: number, work: () => void) => () => void;

/** The system's clipboard, as the window uses it. */
export interface Clipboard {
  /**
   * Puts text there. A token is taken away again after 20 seconds, unless something else was copied since.
   * @returns after how many seconds it is taken away; `null`: it stays
   */
  write(text: string, options: { readonly isToken: boolean }): Promise<number | null>;
  /** Takes a token away now, if it is still there: before the app is locked or closed. */
  clearNow(): Promise<void>;
}

interface Dependencies {
  readonly desktop: Pick<Desktop, 'writeClipboard' | 'readClipboard'>;
  readonly after: After;
}

/** What is to be taken away: by its digest, so that the token itself is not kept for it. */
interface Pending {
  readonly sha256: string;
  tries: number;
  callOff: () => void;
}

/** Makes the clipboard of one window. */
export function createClipboard({ desktop, after }: Dependencies): Clipboard {
  let pending: Pending | null = null;

  function forget(): void {
    pending?.callOff();
    pending = null;
  }

  async function clear(): Promise<void> {
    const mine = pending;
    if (mine === null) return;
    mine.callOff();
    const found = await readClipboard();
    // While it was read, something new may have been copied by us.
    if (pending !== mine) return;
    if (found === null) {
      mine.tries += 1;
      if (mine.tries >= MOST_TRIES) pending = null;
      else mine.callOff = after(TRY_AGAIN_SECONDS * 1000, () => void clear());
      return;
    }
    pending = null;
    if (digestOf(found) === mine.sha256) await desktop.writeClipboard('');
  }

  /** `null`: the system does not say what is there. */
  async function readClipboard(): Promise<string | null> {
    try {
      return await desktop.readClipboard();
    } catch {
      // Whatever the reason: what cannot be seen is not cleared, it may be somebody else's by now.
      return null;
    }
  }

  return {
    async write(text, { isToken }) {
      forget();
      await desktop.writeClipboard(text);
      if (!isToken) return null;
      const callOff = after(CLEARS_AFTER_SECONDS * 1000, () => void clear());
      pending = { sha256: digestOf(text), tries: 0, callOff };
      return CLEARS_AFTER_SECONDS;
    },
    clearNow: clear,
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
