import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { AuditReport } from '../../../shared/model/audit-event.ts';
import { Button } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Facts, Panel, Row } from '../../components/page.tsx';
import { Thumbprint } from '../../components/thumbprint.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

/** Whether the chain holds, from the first event to the signed head. */
export function TrailReport() {
  const text = useText();
  const overview = useQuery('overview.read', {});
  const verify = useCommand('audit.verify');
  const [fresh, setFresh] = useState<AuditReport | null>(null);

  async function ask() {
    const result = await verify.run({});
    if (result.ok) setFresh(result.value);
  }

  return (
    <Panel>
      <Loaded query={overview}>{({ audit }) => <Report report={fresh ?? audit} />}</Loaded>
      {verify.error && <ErrorNotice error={verify.error} onRetry={() => void ask()} />}
      <Row>
        <Button icon={ShieldCheck} isDisabled={verify.isRunning} onPress={() => void ask()}>
          {verify.isRunning ? text.audit.verifying : text.audit.verify}
        </Button>
      </Row>
    </Panel>
  );
}

function Report({ report }: { readonly report: AuditReport }) {
  const text = useText();
  return (
    <>
      {report.ok ? (
        <Notice tone="good" title={text.audit.whole}>
          <p>{text.audit.wholeBody(String(report.events))}</p>
        </Notice>
      ) : (
        <Notice tone="bad" title={text.audit.broken(String(report.brokenAt ?? text.common.unknown))} isLive>
          <p>{text.audit.brokenBody}</p>
          {report.problem && <p lang="en">{report.problem}</p>}
        </Notice>
      )}
      <Facts
        rows={[
          [text.audit.head, <code key="head">{report.head ?? text.common.none}</code>],
          [
            text.audit.evidenceKey,
            report.evidenceKey === null ? (
              text.audit.noEvidenceKey
            ) : (
              <div key="key">
                <Thumbprint value={report.evidenceKey} />
                <p>{report.signer === 'known' ? text.audit.signerKnown : text.audit.signerUnknown}</p>
              </div>
            ),
          ],
        ]}
      />
    </>
  );
}
