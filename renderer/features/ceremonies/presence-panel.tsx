import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { useText } from '../../text/text.ts';
import { ArriveForm } from './arrive-form.tsx';
import { PeopleList } from './people-list.tsx';
import type { ScreenProps } from './run-page.tsx';
import css from './stage.module.css';

/** The step at which everybody comes in: who is here, and who is missing. */
export function PresencePanel(screen: ScreenProps) {
  const { view } = screen;
  const { ceremonyRun } = useText();
  return (
    <section className={css.presence}>
      {view.custodiansNeeded !== null && view.custodiansNeeded > 0 && (
        <p className={css.who} role="status">
          {ceremonyRun.custodians(view.custodiansNeeded - custodiansMissing(view), view.custodiansNeeded)}
        </p>
      )}
      <PeopleList people={view.people} />
      <ArriveForm {...screen} />
    </section>
  );
}

/** How many custodians are not in the room yet. */
export function custodiansMissing({ people, custodiansNeeded }: CeremonyView): number {
  const here = people.filter(({ role, leftAt }) => role === 'custodian' && leftAt === null).length;
  return Math.max(0, (custodiansNeeded ?? 0) - here);
}
