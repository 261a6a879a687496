import { digestWords, fingerprintIds, fingerprintWords, isSameWord } from '../../shared/text/fingerprint-words.ts';
import type { BundleReport } from '../../shared/model/bundle.ts';
import { languageSchema } from '../../shared/model/language.ts';
import { verifyBundle } from '../domain/bundle.ts';
import { AppError } from '../domain/errors.ts';
import { usage } from './arguments.ts';
import { BUNDLE_WORDS } from './bundle-words.ts';
import type { Run } from './command.ts';
import { failureLines } from './failure-text.ts';
import { isAtTerminal } from './share-desk.ts';
import { readLineAtTerminal } from './terminal-line.ts';

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
  const evidenceKey = signerOf(bytes);
  return evidenceKey === null ? null : signerByWords(evidenceKey, words);
}

/**
 * The same, where whoever sits at a terminal can be asked: a signer that nobody has named yet, and whom the home does not
 * know. An empty line names nobody. What was typed wrongly is typed again.
 * @throws USAGE_INVALID, BUNDLE_BY_ANOTHER, CANCELLED
 */
export async function askedSigner(run: Run, bytes: Buffer, isKnown: (evidenceKey: string) => boolean) {
  const named = trustedSigner(run, bytes);
  const evidenceKey = signerOf(bytes);
  if (named !== null || evidenceKey === null || isKnown(evidenceKey) || !isAtTerminal()) return named;
  const question = BUNDLE_WORDS[run.language].askWords(fingerprintIds(evidenceKey).length);
  for (;;) {
    const line = await readLineAtTerminal({ question, isHidden: false, mark: () => '' });
    const words = line.toString('utf8').trim();
    if (words === '') return null;
    try {
      return signerByWords(evidenceKey, words);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      run.output.remark(failureLines(error, run.language).join('\n'));
    }
  }
}

/** `null`: what is no whole bundle is refused by whoever reads it next, with its reason. */
function signerOf(bytes: Buffer): string | null {
  const { ok, evidenceKey } = verifyBundle(bytes, null);
  return ok ? evidenceKey : null;
}

/** @throws USAGE_INVALID, BUNDLE_BY_ANOTHER */
function signerByWords(evidenceKey: string, words: string): string {
  const ids = fingerprintIds(evidenceKey);
  const typed = words.split(/[\s,.;]+/u).filter((word) => word !== '');
  if (typed.length !== ids.length)
    throw usage(`--words takes all ${String(ids.length)} words of the signer's fingerprint`);
  if (languageSchema.options.some((language) => ids.every((id, at) => isSameWord(typed[at] ?? '', id, language))))
    return evidenceKey;
  // His fingerprint is not shown here: what is typed next must come from whoever reads it out.
  throw new AppError('BUNDLE_BY_ANOTHER', 'these are not the words of its signer', {
    hint: 'nothing was done: call its maker on a number that you know, and read the words to each other again',
  });
}

/** The signer twice, and the bundle: to compare by eye, and to read aloud. The other side shows the same. */
export function comparedLines({ language }: Run, { evidenceKey, sha256 }: BundleReport): readonly string[] {
  const said = BUNDLE_WORDS[language];
  const inWords = (thumbprint: string) => fingerprintWords(thumbprint, language).flat().join(' ');
  return [
    ...(evidenceKey === null ? [] : [said.signedBy(evidenceKey), said.inWords(inWords(evidenceKey))]),
    said.bundleInWords(digestWords(sha256, language).join(' ')),
  ];
}
