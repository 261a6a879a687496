import { parentPort, workerData } from 'node:worker_threads';
import type { ScanPiece, SentPart, ThreadRules } from '../domain/scan-job.ts';
import { judgeHits } from './judge-hits.ts';
import { memoryOf } from './pack-hits.ts';
import { createPieceScanner } from './scan-piece.ts';

/** One thread of a scan: it is told a piece, and answers with its parts, the next one when it is told to go on. */
const door = parentPort;
if (door === null) throw new Error('the scan worker is a thread of its own');
const { rules, ...which } = workerData as ThreadRules;
const scanner = createPieceScanner(rules, judgeHits(rules, which));
door.on('message', (message: ScanPiece | 'go-on') => {
  if (message !== 'go-on') void work(message);
});

async function work(piece: ScanPiece): Promise<void> {
  for await (const part of scanner.scan(piece)) {
    // What holds nothing is not sent: most files of a folder, and most ranges of a log, are such.
    const { hits, ...rest } = part;
    if (hits.count === 0) door?.postMessage({ ...rest, hits: null } satisfies SentPart);
    else door?.postMessage(part, memoryOf(hits));
    // Nobody is waiting for what comes later in the order: it must not pile up.
    if (!part.isLast) await new Promise((resolve) => door?.once('message', resolve));
  }
}
