import { ArrowLeft } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { AddToCase } from '../../components/add-to-case.tsx';
import { LinkButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { VerdictView } from './verdict-view.tsx';

interface Props {
  readonly row: number;
  /** By what the scan judged; `null`: hidden, or there is no scan. */
  readonly rules: Pick<Input<'scan.start'>, 'source' | 'profile'> | null;
}

/** One use, as the desk shows a token: judged by the same keys, as of the same moment as the scan did. */
export function ScanRowPage({ row, rules }: Props) {
  const { scan } = useText();
  const language = useLanguage();
  const { state } = useApp();
  const { run: open, error } = useCommand('scan.open');
  const judge = useCommand('token.judge');
  const [opened, setOpened] = useState<Output<'scan.open'> | null>(null);
  const [other, setOther] = useState<{ readonly verdict: Verdict; readonly at: string | null } | null>(null);
  useEffect(() => {
    let isLeft = false;
    void open({ row, language }).then((result) => {
      if (!isLeft) setOpened(result.ok ? result.value : null);
    });
    return () => {
      isLeft = true;
    };
  }, [open, row, language]);

  async function judgeAt(at: string | null) {
    if (opened === null || rules === null) return;
    const { source, profile } = rules;
    const result = await judge.run({ token: opened.token, source, profile, at, language });
    if (result.ok) setOther({ verdict: result.value, at });
  }

  const shown = other ?? (opened && { verdict: opened.verdict, at: opened.verdict.judgedAt });
  return (
    <Page
      title={scan.rowTitle}
      {...(opened
        ? { lead: scan.rowWhere(opened.source.file, String(opened.source.line), String(opened.source.column)) }
        : {})}
      actions={
        <LinkButton icon={ArrowLeft} href={address('check', 'scan')}>
          {scan.back}
        </LinkButton>
      }
    >
      {error && <ErrorNotice error={error} />}
      {judge.error && <ErrorNotice error={judge.error} />}
      {!opened && !error && <p role="status">{scan.opening}</p>}
      {opened && shown && (
        <>
          <VerdictView
            key={opened.verdict.tokenSha256}
            verdict={shown.verdict}
            pasted={opened.token}
            at={shown.at}
            onJudgeAt={(at) => void judgeAt(at)}
          />
          {!state.isLocked && <AddToCase verdict={shown.verdict} token={opened.token} />}
        </>
      )}
    </Page>
  );
}
