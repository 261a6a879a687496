import { useEffect, useRef } from 'react';

/** What a single letter does, by its place on the keyboard: the Ukrainian layout has other letters there. */
type LetterKeys = Readonly<Partial<Record<'KeyC' | 'KeyN', () => void>>>;

/** Single letters that act on the answer in sight. They stay out of fields, and out of dialogs that stand above it. */
export function useLetterKeys(keys: LetterKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
      const { target } = event;
      if (target instanceof Element && target.closest('input, textarea, select, [role=dialog]') !== null) return;
      const act = event.code === 'KeyC' || event.code === 'KeyN' ? latest.current[event.code] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
