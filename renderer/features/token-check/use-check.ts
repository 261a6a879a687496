import { useCallback, useRef, useState } from 'react';
import type { AppEvent } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Finding, FoundToken } from '../../../shared/model/found-token.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import type { PickedFile } from '../../ipc/hand-over.ts';
import { useCommand, useEvents } from '../../ipc/use-call.ts';
import { useLanguage } from '../../text/text.ts';
import { type Question, sourceOf } from './question.ts';

/** One token and what is known of it. `found`: null where the text was judged as it stood. */
export interface Candidate {
  readonly token: string;
  readonly found: FoundToken | null;
  /** `null`: not judged yet. */
  readonly verdict: Verdict | null;
  /** The past instant that it was judged for; `null`: now. */
  readonly at: string | null;
}

/** What came of a text. `chosen`: the candidate whose answer is shown; `null`: none of several is. */
export interface Checked {
  readonly finding: Finding;
  readonly candidates: readonly Candidate[];
  readonly chosen: number | null;
}

/** A larger file is scanned. */
export const MOST_FILE_BYTES = 16 * 1024 * 1024;
/** What is longer is no token, whatever it is. */
const MOST_JUDGED = 131_072;

/**
 * Finds the tokens of a text and judges each. The last question counts: what comes of an earlier one is dropped.
 * `isReady`, where it is asked for: it is known by whose keys to judge.
 */
export function useCheck() {
  const language = useLanguage();
  const find = useCommand('token.find');
  const findInFile = useCommand('token.findInFile');
  const choose = useCommand('file.choose');
  const judge = useCommand('token.judge');
  const [checked, setChecked] = useState<Checked | null>(null);
  const judgedIn = useRef(language);
  const latest = useRef(0);

  // A better answer follows where DCM's newest set knows the key.
  const improve = useCallback((event: AppEvent) => {
    if (event.type !== 'judged-again') return;
    const { verdict } = event;
    // An answer for another moment is not bettered by one of now.
    const isSame = (one: Candidate) => one.at === null && one.verdict?.tokenSha256 === verdict.tokenSha256;
    const better = (one: Candidate) => (isSame(one) ? { ...one, verdict } : one);
    setChecked((shown) => shown && { ...shown, candidates: shown.candidates.map(better) });
  }, []);
  useEvents(improve);

  function clear(): number {
    setChecked(null);
    for (const command of [find, findInFile, choose, judge]) command.reset();
    return (latest.current += 1);
  }

  /** Earlier answers stay in sight until the next are here. The one that is shown comes first. */
  async function judgeAll(question: Question, from: Checked, at: string | null, round: number): Promise<void> {
    judgedIn.current = language;
    const candidates = [...from.candidates];
    const order = [...candidates.keys()].toSorted((one, other) => rank(one, from) - rank(other, from));
    for (const index of order) {
      const candidate = candidates[index];
      if (candidate === undefined) continue;
      const asked = { token: candidate.token, source: sourceOf(question), profile: question.profile, at, language };
      const result = await judge.run(asked);
      if (round !== latest.current) return;
      candidates[index] = { ...candidate, verdict: result.ok ? result.value : null, at };
      const shown = [...candidates];
      setChecked((now) => now && { ...now, candidates: shown });
      if (!result.ok) return;
    }
  }

  /** @returns what was found; `null` where another question came in between, or it failed */
  async function settle(
    question: Question,
    isReady: boolean,
    text: string | null,
    result: Result<Finding>,
    round: number,
  ) {
    if (!result.ok || round !== latest.current) return null;
    const finding = result.value;
    const found = finding.tokens.map((one): Candidate => ({ token: one.token, found: one, verdict: null, at: null }));
    const candidates = found.length > 0 || finding.holdsKey ? found : asItStands(text);
    const next: Checked = { finding, candidates, chosen: candidates.length === 1 ? 0 : null };
    setChecked(next);
    if (isReady) await judgeAll(question, next, null, round);
    return finding;
  }

  return {
    checked,
    isRunning: find.isRunning || findInFile.isRunning || judge.isRunning,
    error: find.error ?? findInFile.error ?? choose.error ?? judge.error,
    clear,
    /** Puts one of several first. */
    show: (chosen: number) => setChecked((now) => now && { ...now, chosen }),
    async look(question: Question, isReady: boolean, text: string): Promise<Finding | null> {
      const round = clear();
      return await settle(question, isReady, text, await find.run({ text }), round);
    },
    /** Asks for a file, and looks into it if it is small enough. */
    async lookInFile(question: Question, isReady: boolean): Promise<PickedFile | null> {
      const round = clear();
      const chosen = await choose.run({});
      if (!chosen.ok || chosen.value.file === null || round !== latest.current) return null;
      const { file } = chosen.value;
      if (file.size <= MOST_FILE_BYTES) {
        void settle(question, isReady, null, await findInFile.run({ file: file.id }), round);
      }
      return file;
    },
    /** Judges what was found once more: for another moment, by other keys, under another profile. */
    async judgeAt(question: Question, at: string | null): Promise<void> {
      if (checked !== null) await judgeAll(question, checked, at, (latest.current += 1));
    },
    /** Asks for the same in the words of another language. */
    async translate(question: Question): Promise<void> {
      if (checked === null || judgedIn.current === language) return;
      await judgeAll(question, checked, checked.candidates[checked.chosen ?? 0]?.at ?? null, (latest.current += 1));
    },
  };
}

function rank(index: number, { chosen }: Checked): number {
  return index === chosen ? -1 : index;
}

/** One word that is no token: the judge says why. Of a longer text, that nothing was found in it says more. */
function asItStands(text: string | null): readonly Candidate[] {
  const word = text?.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/gu, '') ?? '';
  const isWord = word !== '' && word.length <= MOST_JUDGED && !/\s/u.test(word);
  return isWord ? [{ token: word, found: null, verdict: null, at: null }] : [];
}
