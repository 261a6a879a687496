import type { KeyCopy } from '../../shared/model/key.ts';
import type { RandomBytes } from './clock.ts';
import { AppError } from './errors.ts';
import { requireFreeText } from './free-text.ts';

/** So many copies of one key are kept in mind, with those that are gone. */
const MAX_COPIES = 200;
const MAX_WHERE = 1024;

/** Notes one more copy of a private half beside those that are known. @throws INPUT_INVALID, DATA_CLASS_REFUSED */
export function withCopy(
  copies: readonly KeyCopy[],
  { kind, where }: Pick<KeyCopy, 'kind' | 'where'>,
  { notedAt, randomBytes }: { readonly notedAt: string; readonly randomBytes: RandomBytes },
): { readonly copy: KeyCopy; readonly copies: KeyCopy[] } {
  const place = where.trim();
  if (place === '' || place.length > MAX_WHERE) {
    throw new AppError('INPUT_INVALID', 'the place of a copy cannot be kept', {
      hint: `say where it is, in 1 to ${String(MAX_WHERE)} characters`,
    });
  }
  if (copies.length >= MAX_COPIES) {
    throw new AppError('INPUT_INVALID', `this key has ${String(MAX_COPIES)} copies on record: no more are noted`, {
      hint: 'a key that lies in so many places is better replaced',
    });
  }
  const copy: KeyCopy = {
    id: randomBytes(8).toString('hex'),
    kind,
    where: requireFreeText(place),
    notedAt,
    goneAt: null,
  };
  return { copy, copies: [...copies, copy] };
}

/** Where a delivered key lies still: `sender` is the installation that made it. */
export function copyOfSender(sender: string): Pick<KeyCopy, 'kind' | 'where'> {
  return { kind: 'other', where: `the computer that made it (${sender})` };
}

/** The file of an import as the place of a copy: of a path that is too long, its end. */
export function placeOfFile(path: string): string {
  return path.length > MAX_WHERE ? `…${path.slice(1 - MAX_WHERE)}` : path;
}
