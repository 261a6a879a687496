import { FileJson, Sheet } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

/** Writes all that was found, for another program or for a spreadsheet. What was found is gone with the window. */
export function ScanSave() {
  const { scan } = useText();
  const save = useCommand('scan.save');
  const [path, setPath] = useState<string | null>(null);
  async function write(form: 'ndjson' | 'csv') {
    const written = await save.run({ form });
    setPath(written.ok ? written.value.path : null);
  }
  return (
    <Panel title={scan.saveTitle} lead={scan.saveLead}>
      <Row>
        <Button icon={Sheet} isDisabled={save.isRunning} onPress={() => void write('csv')}>
          {scan.saveCsv}
        </Button>
        <Button icon={FileJson} isDisabled={save.isRunning} onPress={() => void write('ndjson')}>
          {scan.saveNdjson}
        </Button>
      </Row>
      {save.error && <ErrorNotice error={save.error} />}
      {path !== null && (
        <Notice tone="good" title={scan.saved} isLive>
          <code>{path}</code>
        </Notice>
      )}
    </Panel>
  );
}
