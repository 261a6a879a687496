import { useEffect, useRef } from 'react';
import { go, ROOMS } from '../ipc/route.ts';
import type { Overlay } from './frame.tsx';

interface Handlers {
  readonly open: (overlay: Overlay) => void;
  readonly onLock: () => void;
}

/** Listens for the shortcuts that work everywhere. Plain characters stay out of fields. */
export function useShortcuts(handlers: Handlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const act = findAct(event, latest.current);
      if (act === null) return;
      event.preventDefault();
      act();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function findAct(event: KeyboardEvent, { open, onLock }: Handlers): (() => void) | null {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  // By code where it matters: the Ukrainian layout has no "k" and no "l".
  if (isCommand && !event.shiftKey && event.code === 'KeyK') return () => open('palette');
  if (isCommand && event.shiftKey && event.code === 'KeyL') return onLock;
  // Free on all three systems: Windows cuts pictures with its own key and S, a Mac with command, shift and a digit.
  if (isCommand && event.shiftKey && event.code === 'KeyS') return () => open('suspend');
  if (isCommand && !event.shiftKey) {
    const room = ROOMS[Number(/^Digit([1-9])$/u.exec(event.code)?.[1] ?? '0') - 1];
    return room ? () => go(room) : null;
  }
  if (event.key === 'F1') return () => go('help');
  const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
  if (event.key === '?' && !isTyping) return () => open('shortcuts');
  return null;
}

/** Ctrl, or the command key on a Mac. */
export function commandKey(): string {
  return /Mac/u.test(navigator.platform) ? '⌘' : 'Ctrl';
}
