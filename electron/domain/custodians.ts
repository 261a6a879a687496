import type { Custodian } from '../../shared/model/backup-set.ts';
import { AppError } from './errors.ts';
import { isPrintable, requireFreeText } from './free-text.ts';
import { isSameName } from './person-name.ts';

export interface NamedCustodian {
  readonly name: string;
  /** Where the share will lie; `null`: not said. */
  readonly place: string | null;
}

const MAX_NAME = 200;
const MAX_PLACE = 500;

/**
 * Gives each share its keeper, in the order of the list. One person keeps one share: names that people would take for the
 * same are one person. Whether two names are two people, nothing here can know.
 * @throws CUSTODIANS_REFUSED, INPUT_INVALID, DATA_CLASS_REFUSED
 */
export function custodiansOf(named: readonly NamedCustodian[], shares: number): Custodian[] {
  if (named.length !== shares) {
    throw refused(
      `${String(named.length)} custodians are named for ${String(shares)} shares`,
      'name one for each share',
    );
  }
  const seen: string[] = [];
  return named.map(({ name, place }, at) => {
    const written = name.normalize('NFC').trim().replace(/\s+/gu, ' ');
    const where = place?.trim() ?? '';
    if (written === '' || written.length > MAX_NAME || where.length > MAX_PLACE || !isPrintable(`${written}${where}`)) {
      throw new AppError('INPUT_INVALID', `custodian ${String(at + 1)} cannot be written down`, {
        hint: `a name has 1 to ${String(MAX_NAME)} characters, a place at most ${String(MAX_PLACE)}; all of them can be printed`,
      });
    }
    requireFreeText(`${written}\n${where}`);
    if (seen.some((one) => isSameName(one, written)))
      throw refused(`"${written}" would keep two shares`, 'one person keeps one share: name another');
    seen.push(written);
    return { number: at + 1, name: written, place: where === '' ? null : where, since: null, provenAt: null };
  });
}

function refused(what: string, hint: string): AppError {
  return new AppError('CUSTODIANS_REFUSED', what, { hint });
}
