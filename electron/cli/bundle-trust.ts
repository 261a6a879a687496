import { digestWords, fingerprintIds, fingerprintWords, isSameWord } from '../../shared/text/fingerprint-words.ts';
import type { BundleReport } from '../../shared/model/bundle.ts';
import { languageSchema } from '../../shared/model/language.ts';
import { verifyBundle } from '../domain/bundle.ts';
import { AppError } from '../domain/errors.ts';
import { usage } from './arguments.ts';
import type { Run } from './command.ts';

/** The flags by which a signer is named: by his fingerprint, or by its 16 words as they were read aloud, in either language. */
export const TRUST_FLAGS = { trust: 'value', words: 'value' } as const;

/**
 * The fingerprint that whoever gives the bundle has compared; `null`: he names nobody.
 * @throws USAGE_INVALID, BUNDLE_BY_ANOTHER where the words are those of another key
 */
export function trustedSigner({ args }: Run, bytes: Buffer): string | null {
  const [trust, words] = [args.value('trust'), args.value('words')];
  if (words === null) return trust;
  if (trust !== null) throw usage('give --trust FP or --words, not both');
  const { ok, evidenceKey } = verifyBundle(bytes, null);
  // What is no whole bundle is refused by whoever reads it next, with its reason.
  if (!ok || evidenceKey === null) return null;
  const ids = fingerprintIds(evidenceKey);
  const typed = words.split(/[\s,.;]+/u).filter((word) => word !== '');
  if (typed.length !== ids.length)
    throw usage(`--words takes all ${String(ids.length)} words of the signer's fingerprint`);
  if (languageSchema.options.some((language) => ids.every((id, at) => isSameWord(typed[at] ?? '', id, language))))
    return evidenceKey;
  throw new AppError('BUNDLE_BY_ANOTHER', `these are not the words of its signer, ${evidenceKey}`, {
    hint: 'nothing was done: call its maker on a number that you know, and read the words to each other again',
  });
}

/** The signer twice, and the bundle: to compare by eye, and to read aloud. The other side shows the same. */
export function comparedLines({ language }: Run, { evidenceKey, sha256 }: BundleReport): readonly string[] {
  const inWords = (thumbprint: string) => fingerprintWords(thumbprint, language).flat().join(' ');
  return [
    ...(evidenceKey === null ? [] : [`signed by ${evidenceKey}`, `in words: ${inWords(evidenceKey)}`]),
    `this bundle in words: ${digestWords(sha256, language).join(' ')}`,
  ];
}
