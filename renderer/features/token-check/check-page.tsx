import { ScanSearch } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppEvent } from '../../../shared/ipc/contract.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { LinkButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useHanded } from '../../ipc/hand-over.ts';
import { address } from '../../ipc/route.ts';
import { useCommand, useEvents } from '../../ipc/use-call.ts';
import { formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { AskDcm } from './ask-dcm.tsx';
import { type Question, CheckForm, firstSource } from './check-form.tsx';
import { Samples } from './samples.tsx';
import { spokenAnswer } from './spoken-answer.ts';
import css from './token-check.module.css';
import { VerdictView } from './verdict-view.tsx';

/** More than any token has; beyond it the core is not asked. */
const MOST_CHARACTERS = 131_072;

/** Is this token genuine, and why? Needs no unlock, no environment and no network. */
export function CheckPage() {
  const text = useText();
  const language = useLanguage();
  const { environment, state } = useApp();
  const judge = useCommand('token.judge');
  const handed = useHanded();
  const [question, setQuestion] = useState<Question>({
    token: handed.token ?? '',
    source: firstSource(environment),
    jwks: '',
    profile: 'any',
  });
  const [answer, setAnswer] = useState<{
    readonly verdict: Verdict;
    readonly token: string;
    readonly at: string | null;
  } | null>(null);
  const [tooLong, setTooLong] = useState<number | null>(null);
  const latest = useRef(0);
  const judgedIn = useRef(language);

  async function ask(asked: Question, at: string | null = null) {
    const round = (latest.current += 1);
    setQuestion(asked);
    setTooLong(null);
    // The same token for another moment: its answer stays in sight, and the focus where it is, until the next is here.
    if (answer?.token !== asked.token) setAnswer(null);
    judgedIn.current = language;
    const result = await judge.run({
      token: asked.token,
      source:
        asked.source === 'own'
          ? { from: 'own' }
          : asked.source === 'jwks'
            ? { from: 'jwks', text: asked.jwks }
            : { from: 'environment', env: asked.source.slice('env:'.length) },
      profile: asked.profile,
      at,
      language,
    });
    if (round !== latest.current) return;
    setAnswer(result.ok ? { verdict: result.value, token: asked.token, at } : null);
  }

  const again = useRef(ask);
  useEffect(() => {
    again.current = ask;
  });
  useEffect(() => {
    // The sentences come from the core: another language means asking again.
    if (answer !== null && judgedIn.current !== language) void again.current(question, answer.at);
  }, [language, answer, question]);

  // The first answer never waits for DCM; where its newest set knows the key, a better one follows.
  const improve = useCallback((event: AppEvent) => {
    if (event.type !== 'judged-again') return;
    const { verdict } = event;
    setAnswer((shown) => {
      // An answer for another moment is not bettered by one of now.
      const isSame = shown?.at === null && shown.verdict.tokenSha256 === verdict.tokenSha256;
      return isSame ? { ...shown, verdict } : shown;
    });
  }, []);
  useEvents(improve);

  function change(next: Question) {
    const { length } = next.token;
    const isTooLong = length > MOST_CHARACTERS;
    setTooLong(isTooLong ? length : null);
    // Megabytes in the box would only hold the window up: their length is all that is said of them.
    setQuestion(isTooLong ? { ...next, token: '' } : next);
  }
  const count = (characters: number) => formatNumber(characters, language);

  return (
    <Page
      title={text.check.title}
      {...(answer === null ? { lead: text.check.lead } : {})}
      actions={
        !state.isLocked && (
          <LinkButton look="quiet" icon={ScanSearch} href={address('keys', 'examine')}>
            {text.examine.open}
          </LinkButton>
        )
      }
    >
      <CheckForm
        question={question}
        isJudging={judge.isRunning}
        isAnswered={answer !== null}
        onChange={change}
        onAsk={(asked) => void ask(asked)}
        onClear={() => {
          setAnswer(null);
          judge.reset();
        }}
      />
      <p role="status" className={css.spoken}>
        {answer && spokenAnswer(answer.verdict, answer.at, text, language)}
      </p>
      {tooLong !== null ? (
        <ErrorNotice
          error={{
            code: 'INPUT_TOO_LARGE',
            message: text.check.tooLong(count(tooLong), count(MOST_CHARACTERS)),
            hint: '',
          }}
        />
      ) : (
        judge.error && <ErrorNotice error={judge.error} onRetry={() => void ask(question)} />
      )}
      {answer && (
        <VerdictView
          verdict={answer.verdict}
          pasted={answer.token}
          at={answer.at}
          onJudgeAt={(at) => void ask({ ...question, token: answer.token }, at)}
        />
      )}
      {answer && environment && !state.isLocked && <AskDcm environment={environment} token={answer.token} />}
      {!answer && environment?.kind === 'practice' && !state.isLocked && (
        <Samples
          environment={environment}
          onToken={(token) => void ask({ ...question, token, source: `env:${environment.name}` })}
        />
      )}
    </Page>
  );
}
