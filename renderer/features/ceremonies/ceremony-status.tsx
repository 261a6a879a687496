import { Ban, CircleCheck, CirclePause, CirclePlay, Drama, TriangleAlert } from 'lucide-react';
import type { CeremonyState } from '../../../shared/model/ceremony.ts';
import { Status } from '../../components/status.tsx';
import { useText } from '../../text/text.ts';
import css from './ceremonies.module.css';

const LOOKS = {
  running: ['unsure', CirclePlay],
  paused: ['unsure', CirclePause],
  interrupted: ['bad', TriangleAlert],
  completed: ['good', CircleCheck],
  aborted: ['calm', Ban],
} as const;

/** Where a ceremony stands. */
export function CeremonyStatus({ state }: { readonly state: CeremonyState }) {
  const { ceremonies } = useText();
  const [tone, icon] = LOOKS[state];
  return (
    <Status tone={tone} icon={icon}>
      {ceremonies.states[state]}
    </Status>
  );
}

/** Says that nothing here counts. It stands wherever a rehearsal is named. */
export function RehearsalBadge() {
  const { ceremonies } = useText();
  return (
    <span className={css.rehearsal}>
      <Drama size={16} aria-hidden />
      {ceremonies.rehearsal}
    </span>
  );
}
