import { MapPin } from 'lucide-react';
import type { FoundToken } from '../../../shared/model/found-token.ts';
import { describeFoundKind, describePlace, describeRepairs } from '../../../shared/text/found-token.ts';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import css from './found.module.css';

/** Where the judged token stood, and what was undone to read it: above the answer, because the answer is about that. */
export function FoundNotice({ found }: { readonly found: FoundToken }) {
  const text = useText();
  const language = useLanguage();
  if (!isWorthSaying(found)) return null;
  return (
    <p className={css.found}>
      <MapPin size={18} aria-hidden />
      <span>{foundSentence(found, text, language)}</span>
    </p>
  );
}

/** A token that was given alone and as it is needs no word about that. */
function isWorthSaying({ kind, place, repairs }: FoundToken): boolean {
  return kind !== 'jws' || place.kind !== 'bare' || repairs.length > 0;
}

/** The same as one sentence, empty where there is nothing to say. */
export function foundSentence(found: FoundToken, text: Text, language: 'en' | 'uk'): string {
  if (!isWorthSaying(found)) return '';
  const repairs = describeRepairs(found, language);
  const where = text.check.found(describeFoundKind(found, language), describePlace(found, language));
  return repairs.length === 0 ? `${where}.` : `${where}; ${repairs.join(', ')}.`;
}
