import type { CeremonyContent, CeremonyPerson, CeremonyPresence } from '../../shared/model/ceremony.ts';
import { applyPerson, nextSlot } from './ceremony-people.ts';
import { AppError } from './errors.ts';

/**
 * The people that a ceremony starts with, each in the next place of the role. Whether they may be there is asked when the
 * entries are followed. @throws CEREMONY_PERSON_MISSING without an administrator and a witness
 */
export function arrivalsOf(people: readonly CeremonyPerson[]): readonly CeremonyContent[] {
  for (const role of ['administrator', 'witness'] as const) {
    if (people.some((person) => person.role === role)) continue;
    throw new AppError('CEREMONY_PERSON_MISSING', `nobody is in the place of the ${role}`, {
      hint: 'a ceremony begins with an administrator and a witness',
    });
  }
  let there: readonly CeremonyPresence[] = [];
  return people.map(({ role, name, document }) => {
    const content = { kind: 'arrived' as const, slot: nextSlot(there, role), name, document };
    there = applyPerson(there, content, '');
    return content;
  });
}
