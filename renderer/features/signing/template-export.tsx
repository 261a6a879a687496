import { FileOutput } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

/** Saves a template as a file, for another desk: the button, and what came of it. */
export function useTemplateExport(name: string) {
  const { sign, keyTable } = useText();
  const make = useCommand('template.export');
  const save = useCommand('file.save');
  const [path, setPath] = useState<string | null>(null);
  const error = make.error ?? save.error;

  async function run() {
    setPath(null);
    save.reset();
    const made = await make.run({ name });
    if (!made.ok) return;
    const written = await save.run({ document: made.value.document });
    if (written.ok) setPath(written.value.path);
  }

  return {
    button: (
      <Button look="quiet" icon={FileOutput} isDisabled={make.isRunning || save.isRunning} onPress={() => void run()}>
        {sign.templateExport}
      </Button>
    ),
    notice: (
      <>
        {error && <ErrorNotice error={error} />}
        {path !== null && (
          <Notice tone="good" title={sign.templateExported(name)} isLive>
            <p>
              {keyTable.savedTo} <code>{path}</code>
            </p>
          </Notice>
        )}
      </>
    ),
  };
}
