import type { CheckedShare, ShareFinding } from '../../../shared/model/share-check.ts';
import type { Text } from '../../text/text.ts';
import { setNumber } from './set-number.ts';

/** What a share is, in one sentence that names it by its number and what is wrong by its groups. `wanted`: a set id. */
export function findingSentence(finding: ShareFinding, wanted: string | null, { backups }: Text): string {
  const { check } = backups;
  const { code, damage, setId } = finding;
  const number = finding.number ?? damage?.number ?? null;
  const alone = number === null ? check.aShare : check.shareOnly(number);
  const share = number === null || setId === null ? alone : check.share(number, setNumber(setId));
  switch (code) {
    case 'OK':
      return check.good(share);
    case 'SHARE_DAMAGED':
      return damage === null ? check.start : damageSentence(damage, alone, check);
    case 'SHARE_VERSION':
      return check.version;
    case 'SHARE_REFUSED':
      return check.refused;
    case 'SHARE_FOREIGN':
      return wanted === null || wanted === setId ? check.otherSplit(share) : check.foreign(share, setNumber(wanted));
    case 'SHARE_DUPLICATE':
      return check.duplicate(alone);
    case 'SHARE_WRONG':
      return check.made(share);
  }
}

/** What to do about it. Letters of another alphabet look right, however often they are compared with the paper. */
export function findingNext({ code, damage }: ShareFinding, { backups }: Text): string {
  const isOther = damage !== null && damage.otherAlphabet.groups.length > 0;
  if (!isOther) return backups.check.next[code];
  const groups = damage.otherAlphabet.groups.filter((group) => group > 0);
  return groups.length === 0
    ? backups.check.next.keyboard
    : `${backups.check.alphabetIn(groups.join(', '), groups.length)} ${backups.check.next.keyboard}`;
}

function damageSentence(
  { what, groups, characters, otherAlphabet: other }: NonNullable<ShareFinding['damage']>,
  share: string,
  check: Text['backups']['check'],
): string {
  if (what === 'start' && other.letters.length > 0) return check.alphabetOf(other.letters.join(', '));
  if (what === 'start' && other.groups.length > 0) return check.alphabet;
  if (what === 'start' || what === 'whole') return check[what];
  if (what === 'groups') return check.groups(share, groups.join(', '), groups.length);
  const [first] = groups;
  const length = characters < 0 ? check.tooFew(share, -characters) : check.tooMany(share, characters);
  return first === undefined ? length : `${length} ${check.firstMistake(first)}`;
}

/** Whether the paper is to be destroyed although it is read right. */
export function isOfVoidSet({ ok, known }: CheckedShare): boolean {
  return ok && known?.state === 'void';
}
