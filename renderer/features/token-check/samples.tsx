import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

const KINDS = ['genuine', 'expired', 'tampered', 'unknown-kid'] as const;

interface Props {
  readonly environment: Environment;
  readonly onToken: (token: string) => void;
}

/** Tokens of the practice DCM, good and bad, to learn the answers on. */
export function Samples({ environment, onToken }: Props) {
  const text = useText();
  const issue = useCommand('practice.issueToken');
  return (
    <Panel title={text.check.samplesTitle}>
      <Row>
        {KINDS.map((kind) => (
          <Button
            key={kind}
            isDisabled={issue.isRunning}
            onPress={() => {
              void issue.run({ env: environment.name, kind }).then((result) => {
                if (result.ok) onToken(result.value.token);
              });
            }}
          >
            {text.check.samples[kind]}
          </Button>
        ))}
      </Row>
      {issue.error && <ErrorNotice error={issue.error} />}
    </Panel>
  );
}
