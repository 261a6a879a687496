import { Eye } from 'lucide-react';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { useText } from '../../text/text.ts';
import css from './stage.module.css';

/** What the witness will do once the step is done, said beforehand. */
export function WitnessLine({ now }: { readonly now: NonNullable<CeremonyView['now']> }) {
  const { ceremonyRun } = useText();
  if (now.witness === 'none') return null;
  return (
    <p className={css.witnessLine}>
      <Eye size={24} aria-hidden />
      <strong>{now.witnessName === null ? ceremonyRun.witnessMissing : ceremonyRun.witness(now.witnessName)}</strong>
      <span>{ceremonyRun.witnessThen[now.witness]}</span>
    </p>
  );
}
