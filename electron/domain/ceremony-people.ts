import type { CeremonyContent, CeremonyPresence } from '../../shared/model/ceremony.ts';
import type { CeremonyRole } from '../../shared/model/ceremony-script.ts';
import { AppError } from './errors.ts';
import { foldName, isSameName } from './person-name.ts';

type Coming = Extract<CeremonyContent, { kind: 'arrived' | 'left' | 'returned' | 'replaced' }>;

/** The people after somebody came or went. */
export function applyPerson(
  people: readonly CeremonyPresence[],
  content: Coming,
  at: string,
): readonly CeremonyPresence[] {
  const { slot } = content;
  if (content.kind === 'arrived') {
    const { name, document } = content;
    return [...people, { slot, role: roleOf(slot), name, document, arrivedAt: at, leftAt: null, replaces: null }];
  }
  return people.map((person) => {
    if (person.slot !== slot) return person;
    if (content.kind === 'left') return { ...person, leftAt: at };
    if (content.kind === 'returned') return { ...person, leftAt: null };
    const { name, document } = content;
    return { ...person, name, document, arrivedAt: at, leftAt: null, replaces: person.name };
  });
}

/**
 * Refuses who can't come or go: a place that is taken, one person in two places, a custodian too many.
 * `names`: everyone who ever took part.
 * @throws CEREMONY_PERSON_REFUSED
 */
export function requirePerson(
  people: readonly CeremonyPresence[],
  names: readonly string[],
  content: Coming,
  custodians: number | null,
): void {
  const there = people.find(({ slot }) => slot === content.slot);
  if (content.kind === 'arrived' || content.kind === 'replaced') requireNew(names, content.name);
  if (content.kind === 'arrived') {
    if (there !== undefined) throw refused(`there is a ${roleOf(content.slot)} already`);
    if (content.slot !== nextSlot(people, roleOf(content.slot)))
      throw refused('custodians come in the order of their numbers');
    const number = Number(content.slot.split('-')[1] ?? '0');
    if (custodians !== null && number > custodians) {
      throw refused(
        custodians === 0 ? 'this ceremony has no custodians' : `this ceremony has ${String(custodians)} custodians`,
      );
    }
    return;
  }
  if (there === undefined) throw refused('nobody has been in this place');
  if (content.kind === 'left' && there.leftAt !== null) throw refused('this person has left already');
  if (content.kind === 'returned' && there.leftAt === null) throw refused('this person is there');
}

/** The place of the next person of a role. */
export function nextSlot(people: readonly CeremonyPresence[], role: CeremonyRole): string {
  if (role !== 'custodian') return role;
  return `custodian-${String(people.filter((one) => one.role === 'custodian').length + 1)}`;
}

/**
 * Refuses whoever comes now with a name that another one has in another order or spelling.
 * @throws CEREMONY_PERSON_REFUSED
 */
export function requireUnlike(names: readonly string[], name: string): void {
  if (names.some((one) => isSameName(one, name))) throw twice(name);
}

function requireNew(names: readonly string[], name: string): void {
  if (names.some((one) => foldName(one) === foldName(name))) throw twice(name);
}

function twice(name: string): AppError {
  return refused(`"${name}" takes part already: nobody has two roles, and nobody takes one twice`);
}

function roleOf(slot: string): CeremonyRole {
  return slot.startsWith('custodian-') ? 'custodian' : (slot as CeremonyRole);
}

function refused(what: string): AppError {
  return new AppError('CEREMONY_PERSON_REFUSED', what, {
    hint: 'another person takes this role; who was replaced stays in the record',
  });
}
