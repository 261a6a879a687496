import type { Verdict } from '../../shared/model/verdict.ts';
import { AppError } from '../domain/errors.ts';
import type { KeySource } from './key-choice.ts';

/** What the window was last told of a token. */
interface Judged {
  readonly verdict: Verdict;
  /** The set that it was judged by, where it was given with the question. */
  readonly jwks: Buffer | null;
}

/** The newest verdicts of one window, so that exactly what an officer has seen can be put into a case. */
export interface JudgedLately {
  remember(verdict: Verdict, source: KeySource): void;
  /** The newest verdict on a token. @throws INPUT_INVALID where none is remembered any more */
  find(tokenSha256: string): Judged;
  clear(): void;
}

const MOST = 100;

/** Makes an empty memory of verdicts. */
export function createJudgedLately(): JudgedLately {
  const judged = new Map<string, Judged>();
  return {
    remember(verdict, source) {
      // Put anew, so that the oldest stands first.
      judged.delete(verdict.tokenSha256);
      judged.set(verdict.tokenSha256, { verdict, jwks: source.from === 'jwks' ? source.bytes : null });
      const [oldest] = judged.keys();
      if (judged.size > MOST && oldest !== undefined) judged.delete(oldest);
    },
    find(tokenSha256) {
      const found = judged.get(tokenSha256);
      if (found !== undefined) return found;
      throw new AppError('INPUT_INVALID', 'the verdict on this token is not at hand any more', {
        hint: 'check the token again, then add it',
      });
    },
    clear: () => judged.clear(),
  };
}
