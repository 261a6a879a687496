import type { scanContract } from '../../shared/ipc/scan-contract.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about the scan of a window. */
export function createScanHandlers({
  scanDesk,
  scanInputs,
  judgedLately,
  documents,
}: Services): Pick<Handlers, keyof typeof scanContract> {
  return {
    'scan.choose': async ({ what }) => ({ inputs: await scanInputs.choose(what) }),
    'scan.drop': async ({ paths }) => ({ inputs: await scanInputs.take(paths) }),
    'scan.start': (request) => scanDesk.start(request),
    'scan.read': () => scanDesk.read(),
    'scan.cancel': () => scanDesk.cancel(),
    'scan.clear': () => scanDesk.clear(),
    'scan.page': (request) => scanDesk.page(request),
    'scan.counts': () => scanDesk.counts(),
    'scan.histogram': (request) => scanDesk.histogram(request),
    'scan.save': async (request) => {
      const written = scanDesk.written(request);
      const path = await documents.write(written);
      return path === null ? { path, gone: 0, isRecorded: true } : { path, ...written.note() };
    },
    'scan.import': ({ input }) => scanDesk.import(input),
    'scan.open': async ({ row, language }) => {
      const { keys, ...opened } = await scanDesk.open(row, language);
      // So that it can be put into a case.
      judgedLately.remember(opened.verdict, keys);
      return opened;
    },
  };
}
