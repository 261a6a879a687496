import type { CeremonyContent } from '../../shared/model/ceremony.ts';
import { requirePublicData } from './data-class.ts';
import { AppError } from './errors.ts';
import { isPrintable, requireFreeText } from './free-text.ts';

/**
 * Lets only what a transcript may hold for ever into it: no key, no token, no share in any text that somebody typed, and
 * nothing that a printer or a terminal would take for an order.
 * @throws DATA_CLASS_REFUSED, INPUT_INVALID; neither holds what was found
 */
export function requirePlain(content: CeremonyContent): CeremonyContent {
  const texts = textsOf(content);
  for (const text of texts) {
    if (!isPrintable(text)) {
      throw new AppError('INPUT_INVALID', 'there is a character in it that can’t be printed', {
        hint: 'write it on one line, in plain letters',
      });
    }
  }
  for (const text of texts) requireFreeText(text);
  requirePublicData(Buffer.from(JSON.stringify(content), 'utf8'));
  return content;
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
