import { createContext, useContext } from 'react';
import type { Language } from '../../shared/ipc/contract.ts';
import type { en } from './en.ts';

type Words<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Words<T[K]> };

/** Every string of the window. A language that lacks one does not compile. */
export type Text = Words<typeof en>;

/** Fetches the words of one language; each is a file of its own, so that the page loads only what it shows. */
export async function loadText(language: Language): Promise<Text> {
  switch (language) {
    case 'en':
      return (await import('./en.ts')).en;
    case 'uk':
      return (await import('./uk.ts')).uk;
  }
}

export const TextContext = createContext<{ readonly text: Text; readonly language: Language } | null>(null);

/** The words of the chosen language. */
export function useText(): Text {
  return useWords().text;
}

/** The chosen language, for dates and numbers. */
export function useLanguage(): Language {
  return useWords().language;
}

function useWords(): { readonly text: Text; readonly language: Language } {
  const words = useContext(TextContext);
  if (words === null) throw new Error('no language has been loaded');
  return words;
}
