import type { ReactNode } from 'react';
import type { CeremonyPresence } from '../../../shared/model/ceremony.ts';
import { Instant } from '../../components/time.tsx';
import { useText } from '../../text/text.ts';
import css from './ceremonies.module.css';
import { slotName } from './slot-name.ts';

interface Props {
  readonly people: readonly CeremonyPresence[];
  /** What can be done about one of them. */
  readonly acts?: (person: CeremonyPresence) => ReactNode;
}

/** Who is here, who was here, and since when. */
export function PeopleList({ people, acts }: Props) {
  const text = useText();
  const { ceremonyRun } = text;
  return (
    <ul className={css.people}>
      {people.map((person) => (
        <li key={person.slot} className={css.present}>
          <div className={css.stepWords}>
            <p>
              <strong>{person.name}</strong> · {slotName(person.slot, text)}
              {person.replaces !== null && ` · ${ceremonyRun.replacedWhom(person.replaces)}`}
            </p>
            <p className={css.soft}>{person.document}</p>
            <p className={css.soft}>
              {person.leftAt === null ? ceremonyRun.arrived : ceremonyRun.leftAt}{' '}
              <Instant iso={person.leftAt ?? person.arrivedAt} />
            </p>
          </div>
          {acts && <div className={css.acts}>{acts(person)}</div>}
        </li>
      ))}
    </ul>
  );
}
