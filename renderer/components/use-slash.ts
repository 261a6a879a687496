import { useEffect, useEffectEvent } from 'react';

/** "/" leads to the search of the page, unless something is being typed. */
export function useSlash(goToSearch: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    // By place as well: on the Ukrainian layout this key gives a full stop.
    const isSlash = event.key === '/' || (event.code === 'Slash' && !event.shiftKey);
    if (!isSlash || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest('input, textarea, select, [role=dialog]')) return;
    event.preventDefault();
    goToSearch();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
