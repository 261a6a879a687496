import { Hand } from 'lucide-react';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { useText } from '../../text/text.ts';
import { slotName } from './slot-name.ts';
import css from './stage.module.css';

/** Who does this step, by role and name. */
export function ActingPerson({ now }: { readonly now: NonNullable<CeremonyView['now']> }) {
  const text = useText();
  return (
    <p className={css.who}>
      <Hand size={28} aria-hidden />
      <span className={css.soft}>{text.ceremonyRun.actsNow}</span>
      <strong>{slotName(now.slot, text)}</strong>
      <span>{now.person ?? text.ceremonyRun.nobody}</span>
    </p>
  );
}
