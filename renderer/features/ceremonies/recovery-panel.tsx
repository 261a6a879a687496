import { Save } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { HexGroups } from '../../components/hex-groups.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Facts, Panel, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

/** The page that restores keys without this program: to be put beside every share, with its SHA-256. */
export function RecoveryPanel() {
  const { backups } = useText();
  const read = useCommand('recovery.page');
  const save = useCommand('file.save');
  const [saved, setSaved] = useState<{ readonly path: string; readonly sha256: string } | null>(null);
  const error = read.error ?? save.error;

  async function onSave() {
    const page = await read.run({});
    if (!page.ok) return;
    const { document, sha256 } = page.value;
    const result = await save.run({ document });
    if (result.ok && result.value.path !== null) setSaved({ path: result.value.path, sha256 });
  }

  return (
    <Panel
      title={backups.recoveryTitle}
      lead={backups.recoveryLead}
      actions={
        <Button icon={Save} isDisabled={read.isRunning || save.isRunning} onPress={() => void onSave()}>
          {backups.recoverySave}
        </Button>
      }
    >
      <Stack>
        {error && <ErrorNotice error={error} />}
        {saved !== null && (
          <Notice tone="good" title={backups.recoverySaved(saved.path)} isLive>
            <Facts rows={[[backups.recoveryDigest, <HexGroups key="digest" value={saved.sha256} />]]} />
            <p>{backups.recoveryCompare}</p>
          </Notice>
        )}
        <p>{backups.recoveryWhere}</p>
      </Stack>
    </Panel>
  );
}
