import { type RefObject, useEffect, useRef } from 'react';

/** For the one field that a dialog is about: whoever opens it can type at once. */
export function useFirstFocus(): RefObject<(HTMLTextAreaElement & HTMLInputElement) | null> {
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}
