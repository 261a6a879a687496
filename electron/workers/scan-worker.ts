import { parentPort, workerData } from 'node:worker_threads';
import type { ScanPiece, ThreadRules } from '../domain/scan-job.ts';
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
    const memory = part.hits.count === 0 ? [] : memoryOf(part.hits);
    door?.postMessage(part, memory);
    // Nobody is waiting for what comes later in the order: it must not pile up.
    if (!part.isLast) await new Promise((resolve) => door?.once('message', resolve));
  }
}
