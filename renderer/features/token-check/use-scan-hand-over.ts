import { useApp } from '../../ipc/app-context.tsx';
import { takeDropped } from '../../ipc/dropped-files.ts';
import { handOver, type ScanInput } from '../../ipc/hand-over.ts';
import { go } from '../../ipc/route.ts';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useLanguage } from '../../text/text.ts';
import { firstQuestion, rulesOf } from './scan-question.ts';

/** What came of handing files on to a scan; `no-path`: they lie on no disk. */
export type HandedOver = 'gone' | 'no-path' | 'failed';

/**
 * Hands files on to the scan, which begins at once where it is clear by whose keys; else its form asks. What runs already is not
 * ended unasked.
 */
export function useScanHandOver() {
  const { environment } = useApp();
  const language = useLanguage();
  const start = useCommand('scan.start');
  const scan = useQuery('scan.read', {}).value;

  async function scanInputs(inputs: readonly ScanInput[]): Promise<HandedOver> {
    const rules = rulesOf(firstQuestion(environment));
    const isClear = environment !== null && rules !== null && scan?.status !== 'running';
    const isStarted = isClear && (await start.run({ ...rules, inputs: inputs.map(({ id }) => id), language })).ok;
    if (!isStarted) handOver({ scan: inputs });
    go('check', 'scan');
    return 'gone';
  }

  return {
    scanInputs,
    async scanDropped(files: readonly File[]): Promise<HandedOver> {
      const taken = await takeDropped(files);
      if (!taken.ok) return 'failed';
      return taken.value.inputs.length === 0 ? 'no-path' : await scanInputs(taken.value.inputs);
    },
  };
}
