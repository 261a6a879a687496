import { FileText, Printer } from 'lucide-react';
import { useState } from 'react';
import { Button, LinkButton } from '../../components/button.tsx';
import { Tick } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Panel, Row, Stack } from '../../components/page.tsx';
import type { CaseReport } from '../../../shared/model/case-report.ts';
import { address } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { CaseReportSheet } from './case-report-sheet.tsx';
import css from './cases.module.css';

/** The redacted report of one case. What it tells is chosen before it is made, and that is noted in the trail. */
export function CaseReportPage({ id }: { readonly id: string }) {
  const text = useText();
  const make = useCommand('case.report');
  const [showsSub, setShowsSub] = useState(false);
  const [showsObj, setShowsObj] = useState(false);
  const [report, setReport] = useState<CaseReport | null>(null);

  async function onMake() {
    const result = await make.run({ id, showsSub, showsObj });
    if (result.ok) setReport(result.value);
  }

  const back = <LinkButton href={address('cases', id)}>{text.cases.toCase}</LinkButton>;
  if (report === null) {
    return (
      <Page title={text.cases.reportTitle(id)} lead={text.cases.reportLead} actions={back}>
        <Panel>
          <Stack>
            <Tick label={text.cases.showSub} isOn={showsSub} onChange={setShowsSub} />
            <Tick label={text.cases.showObj} isOn={showsObj} onChange={setShowsObj} />
            {(showsSub || showsObj) && <Notice tone="unsure" title={text.cases.showWarning} isLive />}
            {make.error && <ErrorNotice error={make.error} onRetry={() => void onMake()} />}
            <Row>
              <Button look="primary" icon={FileText} isDisabled={make.isRunning} onPress={() => void onMake()}>
                {text.cases.makeReport}
              </Button>
            </Row>
          </Stack>
        </Panel>
      </Page>
    );
  }
  return (
    <Page
      title={text.cases.reportTitle(id)}
      actions={
        <div className={css.acts}>
          {back}
          <Button look="primary" icon={Printer} onPress={() => window.print()}>
            {text.cases.print}
          </Button>
        </div>
      }
    >
      <CaseReportSheet report={report} />
    </Page>
  );
}
