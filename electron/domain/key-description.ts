import { type KeyDescription, keyDescriptionSchema } from '../../shared/model/key.ts';
import { AppError } from './errors.ts';
import { requireFreeText } from './free-text.ts';

const FIELDS = ['label', 'notes', 'tags', 'owner', 'purpose'] as const satisfies readonly (keyof KeyDescription)[];

/** Gives the part of a key that people write. */
export function descriptionOf({ label, notes, tags, owner, purpose }: KeyDescription): KeyDescription {
  return { label, notes, tags, owner, purpose };
}

/**
 * Gives a description in the one form in which it is kept: composed (NFC), without white space at the ends, nothing
 * for an empty text, each tag once whatever its case, in order.
 * @throws INPUT_INVALID for a text that is too long, or a tag that is none, DATA_CLASS_REFUSED; the text itself is not
 * repeated
 */
export function normaliseDescription({ label, notes, tags, owner, purpose }: KeyDescription): KeyDescription {
  const parsed = keyDescriptionSchema.safeParse({
    label: normaliseText(label),
    notes: normaliseText(notes),
    tags: normaliseTags(tags),
    owner: normaliseText(owner),
    purpose: normaliseText(purpose),
  });
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? 'description');
  throw new AppError('INPUT_INVALID', `"${field}" cannot be kept`, {
    hint:
      field === 'tags'
        ? 'at most 20 tags; each begins with a letter or digit and has letters, digits, spaces, ".", "_" or "-", at most 40'
        : 'at most 200 characters for label and owner, 500 for the purpose, 4000 for notes',
  });
}

/** Names the fields in which two descriptions differ. */
export function changedFields(before: KeyDescription, after: KeyDescription): readonly (keyof KeyDescription)[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

function normaliseText(text: string | null): string | null {
  const normal = text?.normalize('NFC').trim() ?? '';
  return normal === '' ? null : requireFreeText(normal);
}

/** The first spelling of a tag counts. */
function normaliseTags(tags: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const tag of tags) {
    const normal = normaliseText(tag);
    if (normal !== null && !byName.has(normal.toLowerCase())) byName.set(normal.toLowerCase(), normal);
  }
  return [...byName].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, tag]) => tag);
}
