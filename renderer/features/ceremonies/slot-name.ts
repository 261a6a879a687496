import type { CeremonyRole } from '../../../shared/model/ceremony-script.ts';
import type { Text } from '../../text/text.ts';

/** A place in the room as people call it: "Witness", "Custodian 3". */
export function slotName(slot: string, { ceremonies }: Text): string {
  const [role, number] = slot.split('-');
  return number === undefined ? ceremonies.roles[role as CeremonyRole] : ceremonies.slot(number);
}
