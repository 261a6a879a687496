import { type CeremonyContent, ceremonyContentSchema } from '../../shared/model/ceremony.ts';
import { AppError } from './errors.ts';

/** What people type of an entry, by its member. */
const TYPED: Readonly<Record<string, string>> = {
  name: 'the name',
  document: 'the document that was seen',
  reason: 'the reason',
  text: 'the text',
  saw: 'what was seen',
  papers: 'what became of the papers',
  slot: 'the place',
  confirmedBy: 'who confirms it (two places)',
};

/**
 * Refuses an entry that could not be read again: what a person left out, or made too long, is named and can be typed again.
 * @throws INPUT_INVALID
 */
export function requireShape(content: CeremonyContent): void {
  const issue = ceremonyContentSchema.safeParse(content).error?.issues[0];
  if (issue === undefined) return;
  const [member, field] = issue.path.map(String);
  const what = member === 'values' ? `field "${(field ?? '').slice(0, 40)}"` : (TYPED[member ?? ''] ?? member ?? 'it');
  throw new AppError('INPUT_INVALID', `${what} ${problemOf(issue)}`, {
    hint: 'nothing was written: say it again, in full and in a few words',
  });
}

function problemOf(issue: { readonly code: string; readonly maximum?: unknown }): string {
  if (issue.code === 'too_small') return 'is missing, or too short';
  if (issue.code === 'too_big') return `has more than ${String(issue.maximum)} characters`;
  return 'cannot be written down like this';
}
