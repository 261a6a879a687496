import { FileSearch, SearchCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { PassportReport } from '../../../shared/model/passport.ts';
import type { Outcome } from '../../../shared/model/verdict.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts, Page, Panel, Row, Stack } from '../../components/page.tsx';
import { Thumbprint } from '../../components/thumbprint.tsx';
import { VerdictBadge } from '../../components/verdict-badge.tsx';
import { useHanded } from '../../ipc/hand-over.ts';
import { address } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { type Text, useText } from '../../text/text.ts';
import { parseFingerprint } from './fingerprint.ts';

/** Is this passport what its installation signed? The verdict first, then by whom. */
export function PassportVerifyPage() {
  const text = useText();
  const handed = useHanded();
  const choose = useCommand('file.choose');
  const verify = useCommand('passport.verify');
  const [file, setFile] = useState(handed.file ?? null);
  const [typed, setTyped] = useState('');
  const [answer, setAnswer] = useState<{ readonly report: PassportReport; readonly wasNamed: boolean } | null>(null);
  const trusted = parseFingerprint(typed);
  const isBad = typed.trim() !== '' && trusted === null;

  async function pick() {
    const result = await choose.run({});
    if (!result.ok || result.value.file === null) return;
    setAnswer(null);
    verify.reset();
    setFile(result.value.file);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (file === null || isBad) return;
    const result = await verify.run({ file: file.id, trusted });
    setAnswer(result.ok ? { report: result.value, wasNamed: trusted !== null } : null);
  }

  return (
    <Page
      title={text.passport.verifyTitle}
      lead={text.passport.verifyLead}
      actions={<LinkButton href={address('keys')}>{text.keys.backToKeys}</LinkButton>}
    >
      {answer !== null && <Answer report={answer.report} wasNamed={answer.wasNamed} />}
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
                {file === null ? text.passport.chooseFile : text.passport.chooseOther}
              </Button>
              {file !== null && <strong>{file.name}</strong>}
            </Row>
            <Field
              label={text.passport.trusted}
              hint={text.passport.trustedHint}
              problem={isBad ? text.passport.trustedProblem : null}
              value={typed}
              onChange={(next) => {
                setAnswer(null);
                setTyped(next);
              }}
              isOptional
              isCode
            />
            {[choose.error, verify.error].map((error, index) => error && <ErrorNotice key={index} error={error} />)}
            <Row>
              <Button
                look={file === null ? 'plain' : 'primary'}
                icon={SearchCheck}
                type="submit"
                isDisabled={file === null || isBad || verify.isRunning}
              >
                {text.passport.verify}
              </Button>
            </Row>
          </Stack>
        </form>
      </Panel>
    </Page>
  );
}

interface AnswerProps {
  readonly report: PassportReport;
  readonly wasNamed: boolean;
}

function Answer({ report, wasNamed }: AnswerProps) {
  const text = useText();
  const [outcome, headline, next] = verdictOf(report, wasNamed, text);
  return (
    <Panel>
      <div role="status">
        <VerdictBadge outcome={outcome} headline={headline} kid={report.kid} next={next} />
      </div>
      <Facts
        rows={[
          ...(report.problem === null
            ? []
            : ([
                [
                  text.passport.reason,
                  <span key="problem" lang="en">
                    {report.problem}
                  </span>,
                ],
              ] as const)),
          ...(report.kid === null ? [] : ([[text.keys.detailKid, <code key="kid">{report.kid}</code>]] as const)),
          ...(report.evidenceKey === null
            ? []
            : ([[text.passport.evidence, <Thumbprint key="by" value={report.evidenceKey} />]] as const)),
        ]}
      />
    </Panel>
  );
}

function verdictOf(
  { ok, kid, signer }: PassportReport,
  wasNamed: boolean,
  { passport, common }: Text,
): readonly [Outcome, string, string] {
  const name = kid ?? common.unknown;
  if (!ok) return ['invalid', passport.broken, passport.brokenNext];
  if (signer === 'known') return ['valid', passport.known(name), passport.knownNext];
  if (wasNamed) return ['invalid', passport.other(name), passport.otherNext];
  return ['undetermined', passport.intact(name), passport.intactNext];
}
