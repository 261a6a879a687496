import { useEffect, useRef } from 'react';

/** Ctrl+Z, or the command key's, while no field has the focus and no dialog is open; `null`: there is nothing to undo. */
export function useUndoKey(undo: (() => void) | null): void {
  const latest = useRef(undo);
  useEffect(() => {
    latest.current = undo;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      // By code: the Ukrainian layout has no "z". A field undoes its own typing.
      if (!isCommand || event.code !== 'KeyZ' || event.repeat || latest.current === null) return;
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
      if (isTyping || document.querySelector('[role=dialog]') !== null) return;
      event.preventDefault();
      latest.current();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
