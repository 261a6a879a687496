import { VERSION } from '../shared/version.ts';
import { diskScanFiles } from './adapters/scan/disk-scan-files.ts';
import { nodeScanThreads } from './adapters/scan/node-scan-threads.ts';
import type { ReadTokenAgain, ReadTokensAgain } from './adapters/scan/scan-ports.ts';
import { namelessSpills } from './adapters/spill/nameless-spill.ts';
import type { Clock } from './domain/clock.ts';
import type { ScanMeans } from './services/scans.ts';
import { tokenAgain, tokensAgain } from './workers/token-again.ts';

/** What scans stand on: the disks of this machine, and threads of its own. */
export function scanMeans(clock: Clock): ScanMeans {
  return {
    files: diskScanFiles,
    startThreads: nodeScanThreads(workerScript(import.meta.url)),
    openSpill: namelessSpills(),
    clock,
    version: VERSION,
  };
}

/** Reads a token again: in the range where it stood, or in a file that has to be decoded from its beginning. */
export const readTokenAgain: ReadTokenAgain = async (path, { range, sha256 }) => {
  for await (const file of diskScanFiles.list([path])) {
    if ('code' in file) return null;
    const pieces = file.pieces.filter((piece) => range === null || (piece.kind === 'range' && piece.from === range));
    return await tokenAgain(pieces, sha256);
  }
  return null;
};

/** The same for all tokens of a file. */
export const readTokensAgain: ReadTokensAgain = async (path) => {
  for await (const file of diskScanFiles.list([path])) if (!('code' in file)) return tokensAgain(file.pieces);
  return tokensAgain([]);
};

/** The thread's program: built, beside the one that runs or above its chunks; in development its source. */
function workerScript(here: string): URL {
  if (here.endsWith('.ts')) return new URL('./workers/scan-worker.ts', here);
  return new URL(/\/chunks\/[^/]*$/u.test(here) ? '../scan-worker.mjs' : './scan-worker.mjs', here);
}
