import { FileKey, ScanSearch } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { LinkButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { AddToCase } from '../../components/add-to-case.tsx';
import { KeyMaterialNotice } from '../../components/secret-notice.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useHanded } from '../../ipc/hand-over.ts';
import { address } from '../../ipc/route.ts';
import { formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { AskDcm } from './ask-dcm.tsx';
import { CheckForm } from './check-form.tsx';
import { FoundList, summaryOf } from './found-list.tsx';
import { FoundNotice, foundSentence } from './found-notice.tsx';
import { NothingFound } from './nothing-found.tsx';
import type { Given } from './paste-box.tsx';
import { firstSource, hasKeys, type Question } from './question.ts';
import { Samples } from './samples.tsx';
import { spokenAnswer } from './spoken-answer.ts';
import css from './token-check.module.css';
import { type Candidate, MOST_FILE_BYTES, useCheck } from './use-check.ts';
import { useScanHandOver } from './use-scan-hand-over.ts';
import { VerdictView } from './verdict-view.tsx';

/** More is looked through by a scan. */
const MOST_CHARACTERS = 5 * 1024 * 1024;

/** What was given and is not in the box: a file, or more than a box holds. `text`: null for a file that the core read. */
interface Beside {
  readonly text: string | null;
  readonly note: string;
  /** Scans it, where it is a file. */
  readonly scan: (() => Promise<unknown>) | null;
}

/** Is this token genuine, and why? Whatever it stands in. Needs no unlock, no environment and no network. */
export function CheckPage() {
  const text = useText();
  const language = useLanguage();
  const { environment, state } = useApp();
  const handed = useHanded();
  const check = useCheck();
  const scan = useScanHandOver();
  const [question, setQuestion] = useState<Question>({
    token: handed.token ?? '',
    source: firstSource(environment),
    jwks: '',
    profile: 'any',
  });
  const [beside, setBeside] = useState<Beside | null>(null);
  const [tooLong, setTooLong] = useState<number | null>(null);
  const [wasSecret, setWasSecret] = useState(false);
  const count = (characters: number) => formatNumber(characters, language);

  function clear() {
    check.clear();
    setBeside(null);
    setTooLong(null);
    setWasSecret(false);
  }

  async function look(asked: Question, given: string) {
    const finding = await check.look(asked, hasKeys(asked), given);
    if (finding?.holdsKey !== true) return;
    // A key must not stay on the screen, nor in the state of the page.
    setQuestion({ ...asked, token: '' });
    setBeside(null);
    setWasSecret(true);
  }

  function give({ text: given, shown, file }: Given) {
    clear();
    const asked = { ...question, token: shown };
    setQuestion(asked);
    if (given.trim() === '') return;
    if (given.length > MOST_CHARACTERS) return setTooLong(given.length);
    if (file !== null) {
      setBeside({ text: given, note: text.check.fileGiven(file.name), scan: () => scan.scanDropped([file]) });
    } else if (shown === '') {
      setBeside({ text: given, note: text.check.muchGiven(count(given.length)), scan: null });
    }
    void look(asked, given);
  }

  async function chooseFile() {
    clear();
    setQuestion({ ...question, token: '' });
    const file = await check.lookInFile(question, hasKeys(question));
    if (file === null) return;
    const { id, name, size } = file;
    const scanFile = () => scan.scanInputs([{ id, name, size, isFolder: false }]);
    if (size > MOST_FILE_BYTES) await scanFile();
    else setBeside({ text: null, note: text.check.fileGiven(name), scan: scanFile });
  }

  function ask(asked: Question) {
    if (asked.token.trim() !== '') return void look(asked, asked.token);
    const text = beside?.text ?? null;
    if (text !== null) return void look(asked, text);
    void check.judgeAt(asked, null);
  }

  const again = useRef(check.translate);
  useEffect(() => {
    again.current = check.translate;
  });
  useEffect(() => {
    // The sentences come from the core: another language means asking again.
    void again.current(question);
  }, [language, question]);

  const { checked } = check;
  const chosen = checked?.chosen ?? null;
  const candidate = chosen === null ? null : (checked?.candidates[chosen] ?? null);
  const isAnswered = (candidate?.verdict ?? null) !== null;
  const isNothing = checked !== null && checked.candidates.length === 0 && !wasSecret;

  return (
    <Page
      title={text.check.title}
      {...(checked === null ? { lead: text.check.lead } : {})}
      actions={
        <>
          {!state.isLocked && (
            <LinkButton look="quiet" icon={FileKey} href={address('keys', 'examine')}>
              {text.examine.open}
            </LinkButton>
          )}
          <LinkButton icon={ScanSearch} href={address('check', 'scan')}>
            {text.scan.open}
          </LinkButton>
        </>
      }
    >
      <CheckForm
        question={question}
        note={beside?.note ?? null}
        isJudging={check.isRunning}
        isAnswered={checked !== null}
        onChange={setQuestion}
        onAsk={ask}
        onGive={give}
        onChoose={() => void chooseFile()}
        onSecret={() => {
          clear();
          setQuestion({ ...question, token: '' });
          setWasSecret(true);
        }}
        onScan={scan.scanDropped}
        onClear={clear}
      />
      <p role="status" className={css.spoken}>
        {candidate?.verdict ? (
          <Spoken candidate={candidate} verdict={candidate.verdict} />
        ) : (
          checked !== null &&
          checked.candidates.length > 1 &&
          `${text.check.several(checked.finding.distinct)}. ${summaryOf(checked.candidates, text)}`
        )}
      </p>
      {wasSecret && <KeyMaterialNotice />}
      {tooLong !== null ? (
        <ErrorNotice
          error={{
            code: 'INPUT_TOO_LARGE',
            message: text.check.tooLong(count(tooLong), count(MOST_CHARACTERS)),
            hint: '',
          }}
        />
      ) : (
        check.error && <ErrorNotice error={check.error} onRetry={() => ask(question)} />
      )}
      {isNothing && <NothingFound finding={checked.finding} />}
      {checked !== null && checked.candidates.length > 1 && (
        <FoundList checked={checked} isRunning={check.isRunning} onShow={check.show} onScan={beside?.scan ?? null} />
      )}
      {candidate?.found && <FoundNotice found={candidate.found} />}
      {candidate?.verdict && (
        <VerdictView
          key={candidate.token}
          verdict={candidate.verdict}
          pasted={candidate.token}
          at={candidate.at}
          onJudgeAt={(at) => void check.judgeAt(question, at)}
        />
      )}
      {candidate?.verdict && !state.isLocked && <AddToCase verdict={candidate.verdict} token={candidate.token} />}
      {candidate?.verdict && environment && !state.isLocked && (
        <AskDcm environment={environment} token={candidate.token} />
      )}
      {!isAnswered && checked === null && environment?.kind === 'practice' && !state.isLocked && (
        <Samples
          environment={environment}
          onToken={(token) => {
            const asked: Question = { ...question, token, source: `env:${environment.name}` };
            clear();
            setQuestion(asked);
            void look(asked, token);
          }}
        />
      )}
    </Page>
  );
}

/** The answer as one sentence for those who listen, after where it was found. */
function Spoken({ candidate, verdict }: { readonly candidate: Candidate; readonly verdict: Verdict }) {
  const text = useText();
  const language = useLanguage();
  const where = candidate.found === null ? '' : foundSentence(candidate.found, text, language);
  return <>{`${where} ${spokenAnswer(verdict, candidate.at, text, language)}`.trim()}</>;
}
