import type { Key } from '../../../shared/model/key.ts';
import { copyPlaces, describeCopyPlace } from '../../../shared/text/protection.ts';
import { useApp } from '../../ipc/app-context.tsx';
import { useLanguage, useText } from '../../text/text.ts';
import css from './key-page.module.css';

/** Places that nobody noted, but where copies may be because of how the key is kept; nothing where there are none. */
export function CopyPlaces({ item }: { readonly item: Key }) {
  const { keyPage } = useText();
  const { state } = useApp();
  const language = useLanguage();
  const places = copyPlaces(item, state.platform);
  if (places.length === 0) return null;
  return (
    <>
      <h3>{keyPage.placesTitle}</h3>
      <ul className={css.statements}>
        {places.map((place) => (
          <li key={place}>{describeCopyPlace(place, language)}</li>
        ))}
      </ul>
    </>
  );
}
