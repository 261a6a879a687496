import { FlaskConical, GraduationCap, Landmark, type LucideIcon } from 'lucide-react';
import type { Environment, EnvironmentKind } from '../../shared/model/environment.ts';
import { useText } from '../text/text.ts';
import { cx } from './class-names.ts';
import css from './environment-badge.module.css';

const ICONS: Record<EnvironmentKind, LucideIcon> = {
  practice: GraduationCap,
  stage: FlaskConical,
  production: Landmark,
};

/** Where an act would take place: kind as icon, word and colour, then its name. */
export function EnvironmentBadge({ environment }: { readonly environment: Pick<Environment, 'name' | 'kind'> }) {
  const text = useText();
  const Icon = ICONS[environment.kind];
  const kind = text.terms.environmentKind[environment.kind];
  return (
    <span className={cx(css.badge, css[environment.kind])}>
      <Icon size={16} aria-hidden />
      <strong>{kind}</strong>
      {environment.name.toLowerCase() !== environment.kind && <span className={css.name}>{environment.name}</span>}
    </span>
  );
}
