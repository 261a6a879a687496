import { useEffect, useRef } from 'react';

const DIALOG = '[role=dialog]';
const FIELD_OR_DIALOG = `input, textarea, select, ${DIALOG}`;

/** What a single letter does, by its place on the keyboard: the Ukrainian layout has other letters there. */
type LetterKeys = Readonly<Partial<Record<'KeyC' | 'KeyN', () => void>>>;

/**
 * Single letters that act on the answer in sight. In a field, where a letter is a letter, they act with Alt: after a paste
 * the focus is still in the box. They stay out of dialogs that stand above the answer.
 */
export function useLetterKeys(keys: LetterKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
      const { target } = event;
      if (target instanceof Element && target.closest(event.altKey ? DIALOG : FIELD_OR_DIALOG) !== null) return;
      const act = event.code === 'KeyC' || event.code === 'KeyN' ? latest.current[event.code] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
