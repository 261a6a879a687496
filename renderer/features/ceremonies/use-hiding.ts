import { useEffect, useRef } from 'react';

const IDLE_MS = 2 * 60_000;
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove'] as const;

/**
 * Calls `hide` once nobody can be relied on to look at the screen alone: the window loses the focus or the sight, is left, or
 * nothing was touched for two minutes. A lock takes the whole room away. The system's own dialogs, for printing and for a
 * picture that was asked for, are no leaving.
 */
export function useHiding(isShown: boolean, hide: () => void): void {
  const latest = useRef(hide);
  useEffect(() => {
    latest.current = hide;
  });
  useEffect(() => {
    if (!isShown) return undefined;
    const ending = new AbortController();
    const { signal } = ending;
    let isPrinting = false;
    let isChoosing = false;
    let timer = 0;
    const hideNow = () => latest.current();
    const wait = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(hideNow, IDLE_MS);
    };
    wait();
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, wait, { signal });
    window.addEventListener('blur', () => isPrinting || isChoosing || hideNow(), { signal });
    window.addEventListener('focus', () => (isChoosing = false), { signal });
    document.addEventListener('click', ({ target }) => (isChoosing = isFileInput(target)), { signal, capture: true });
    window.addEventListener('pagehide', hideNow, { signal });
    document.addEventListener('visibilitychange', () => document.hidden && hideNow(), { signal });
    window.addEventListener('beforeprint', () => (isPrinting = true), { signal });
    window.addEventListener(
      'afterprint',
      () => {
        isPrinting = false;
        if (!document.hasFocus()) hideNow();
      },
      { signal },
    );
    return () => {
      window.clearTimeout(timer);
      ending.abort();
    };
  }, [isShown]);
}

function isFileInput(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'file';
}
