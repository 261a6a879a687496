import { FileSearch, SearchCheck } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Outcome } from '../../shared/model/verdict.ts';
import type { Failure } from '../../shared/ipc/result.ts';
import { type PickedFile, useHanded } from '../ipc/hand-over.ts';
import { useCommand } from '../ipc/use-call.ts';
import { type Text, useText } from '../text/text.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { parseFingerprint } from './typed-fingerprint.ts';
import { ErrorNotice } from './notice.tsx';
import { Facts, Panel, Row, Stack } from './page.tsx';
import { Thumbprint } from './thumbprint.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

/** What a check of a signed file found, whatever the file is. */
interface Checked {
  readonly ok: boolean;
  readonly signer: 'known' | 'unknown';
  readonly evidenceKey: string | null;
  readonly problem: string | null;
}

/** The sentences that name what was signed. */
interface CheckWords {
  readonly known: string;
  readonly knownNext: string;
  readonly intact: string;
  readonly other: string;
}

interface FormProps {
  readonly isRunning: boolean;
  readonly error: Failure | null;
  /** Something else is asked now: the answer before it is no longer one to it. */
  readonly onChange: () => void;
  /** `trusted`: the fingerprint that was typed, as base64url; `null`: none was. */
  readonly onCheck: (file: PickedFile, trusted: string | null) => Promise<void>;
}

/** Which file, and whose signature the officer expects. */
export function SignedFileForm({ isRunning, error, onChange, onCheck }: FormProps) {
  const { passport } = useText();
  const handed = useHanded();
  const choose = useCommand('file.choose');
  const [file, setFile] = useState(handed.file ?? null);
  const [typed, setTyped] = useState('');
  const trusted = parseFingerprint(typed);
  const isBad = typed.trim() !== '' && trusted === null;

  async function pick() {
    const result = await choose.run({});
    if (!result.ok || result.value.file === null) return;
    onChange();
    setFile(result.value.file);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (file !== null && !isBad) await onCheck(file, trusted);
  }

  return (
    <Panel>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Row>
            <Button
              look={file === null ? 'primary' : 'plain'}
              icon={FileSearch}
              isDisabled={choose.isRunning}
              onPress={() => void pick()}
            >
              {file === null ? passport.chooseFile : passport.chooseOther}
            </Button>
            {file !== null && <strong>{file.name}</strong>}
          </Row>
          <Field
            label={passport.trusted}
            hint={passport.trustedHint}
            problem={isBad ? passport.trustedProblem : null}
            value={typed}
            onChange={(next) => {
              onChange();
              setTyped(next);
            }}
            isOptional
            isCode
          />
          {[choose.error, error].map((one, index) => one && <ErrorNotice key={index} error={one} />)}
          <Row>
            <Button
              look={file === null ? 'plain' : 'primary'}
              icon={SearchCheck}
              type="submit"
              isDisabled={file === null || isBad || isRunning}
            >
              {passport.verify}
            </Button>
          </Row>
        </Stack>
      </form>
    </Panel>
  );
}

interface AnswerProps {
  readonly report: Checked;
  /** The kid that the file is about; `null`: it is about none, or unreadable. */
  readonly kid: string | null;
  /** A signer was named, so that another one is a no. */
  readonly wasNamed: boolean;
  readonly words: CheckWords;
  /** What else the file says, to be shown between the reason and the signer. */
  readonly rows: readonly (readonly [string, ReactNode])[];
}

/** Is this what its installation signed? The verdict first, then by whom. */
export function SignedFileAnswer({ report, kid, wasNamed, words, rows }: AnswerProps) {
  const { passport } = useText();
  const { problem, evidenceKey } = report;
  const [outcome, headline, next] = verdictOf(report, wasNamed, words, passport);
  const reason = (
    <span key="problem" lang="en">
      {problem}
    </span>
  );
  return (
    <Panel>
      <div role="status">
        <VerdictBadge outcome={outcome} headline={headline} kid={kid} next={next} />
      </div>
      <Facts
        rows={[
          ...(problem === null ? [] : ([[passport.reason, reason]] as const)),
          ...rows,
          ...(evidenceKey === null
            ? []
            : ([[passport.evidence, <Thumbprint key="by" value={evidenceKey} />]] as const)),
        ]}
      />
    </Panel>
  );
}

function verdictOf(
  { ok, signer }: Checked,
  wasNamed: boolean,
  words: CheckWords,
  passport: Text['passport'],
): readonly [Outcome, string, string] {
  if (!ok) return ['invalid', passport.broken, passport.brokenNext];
  if (signer === 'known') return ['valid', words.known, words.knownNext];
  if (wasNamed) return ['invalid', words.other, passport.otherNext];
  return ['undetermined', words.intact, passport.intactNext];
}
