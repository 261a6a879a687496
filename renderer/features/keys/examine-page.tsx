import { type Ref, useEffect, useRef, useState } from 'react';
import type { Examined } from '../../../shared/model/examined.ts';
import { LinkButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page, Panel } from '../../components/page.tsx';
import type { PickedFile } from '../../ipc/hand-over.ts';
import { address } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { ComparePanel } from './compare-panel.tsx';
import { ExamineInput } from './examine-input.tsx';
import { ExamineActions } from './examine-actions.tsx';
import { isKeyMaterial, SecretNotice } from '../../components/secret-notice.tsx';
import { ExaminedFacts } from './examined-facts.tsx';

/** More than any key set of DCM has; beyond it the core is not asked. */
const MOST_CHARACTERS = 262_144;

/** Something, and what it is. `text`: null for a file, and for a secret, which is not kept. */
interface Found {
  readonly examined: Examined;
  readonly text: string | null;
  readonly file: PickedFile | null;
}

/** Anything at all: what it is first, then what may be done with it. */
export function ExaminePage() {
  const text = useText();
  const language = useLanguage();
  const ofText = useCommand('examine.text');
  const ofFile = useCommand('examine.file');
  const choose = useCommand('file.choose');
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [isComparing, setIsComparing] = useState(false);
  const [isTooLong, setIsTooLong] = useState(false);
  const latest = useRef(0);
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (found !== null) answer.current?.scrollIntoView({ block: 'nearest' });
  }, [found]);

  /** Everything of the last question goes, so that no answer stands beside another question. */
  function begin(nextText: string): number {
    setTyped(nextText);
    setFound(null);
    setIsComparing(false);
    setIsTooLong(false);
    for (const command of [ofText, ofFile, choose]) command.reset();
    return (latest.current += 1);
  }

  async function lookAtText(given: string) {
    const isLong = given.length > MOST_CHARACTERS;
    const round = begin(isLong ? '' : given);
    setIsTooLong(isLong);
    if (isLong || given.trim() === '') return;
    const result = await ofText.run({ text: given });
    if (!result.ok || round !== latest.current) return;
    const isKept = !isKeyMaterial(result.value);
    if (!isKept) setTyped('');
    setFound({ examined: result.value, text: isKept ? given : null, file: null });
  }

  async function lookAtFile() {
    const round = begin('');
    const chosen = await choose.run({});
    if (!chosen.ok || chosen.value.file === null) return;
    const { file } = chosen.value;
    const result = await ofFile.run({ file: file.id });
    if (result.ok && round === latest.current) setFound({ examined: result.value, text: null, file });
  }

  return (
    <Page
      title={text.examine.title}
      lead={text.examine.lead}
      actions={<LinkButton href={address('keys')}>{text.keys.backToKeys}</LinkButton>}
    >
      {isComparing ? (
        <ComparePanel left={found?.text ?? ''} onBack={() => setIsComparing(false)} />
      ) : (
        <>
          <Panel>
            <ExamineInput value={typed} onText={(given) => void lookAtText(given)} onChoose={() => void lookAtFile()} />
            {(ofText.isRunning || ofFile.isRunning) && <p role="status">{text.examine.looking}</p>}
            {isTooLong && (
              <ErrorNotice
                error={{
                  code: 'INPUT_TOO_LARGE',
                  message: text.examine.tooLong(formatNumber(MOST_CHARACTERS, language)),
                  hint: '',
                }}
              />
            )}
            {[ofText.error, ofFile.error, choose.error].map(
              (error, index) => error && <ErrorNotice key={index} error={error} />,
            )}
          </Panel>
          {found !== null && <Answer found={found} answerRef={answer} onCompare={() => setIsComparing(true)} />}
        </>
      )}
    </Page>
  );
}

interface AnswerProps {
  readonly found: Found;
  readonly answerRef: Ref<HTMLDivElement>;
  readonly onCompare: () => void;
}

function Answer({ found: { examined, text, file }, answerRef, onCompare }: AnswerProps) {
  return (
    <div ref={answerRef}>
      <Panel>
        {examined.isSecret && <SecretNotice examined={examined} wasPasted={file === null} />}
        <ExaminedFacts examined={examined} />
        <ExamineActions examined={examined} text={text} file={file} onCompare={onCompare} />
      </Panel>
    </div>
  );
}
