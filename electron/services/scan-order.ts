import type { ScanPart, ScanPiece } from '../domain/scan-job.ts';
import type { ScanThreads } from '../adapters/scan/scan-ports.ts';

interface Begun<T> {
  readonly of: T;
  readonly parts: AsyncIterable<ScanPart>;
}

/** So many pieces are begun before the one whose parts are waited for. */
const AHEAD = 8;

/**
 * Runs pieces on all threads at once, and gives their parts in the order of the pieces. Only a few are begun ahead, so that
 * memory does not grow with the input.
 */
export async function* inOrder<T>(
  pieces: AsyncIterable<readonly [T, ScanPiece]>,
  threads: ScanThreads,
): AsyncGenerator<readonly [T, ScanPart]> {
  const source = pieces[Symbol.asyncIterator]();
  const begun: Begun<T>[] = [];
  let isOver = false;
  for (;;) {
    while (!isOver && begun.length < AHEAD) {
      const next = await source.next();
      if (next.done === true) isOver = true;
      else begun.push({ of: next.value[0], parts: threads.run(next.value[1]) });
    }
    const first = begun.shift();
    if (first === undefined) return;
    for await (const part of first.parts) yield [first.of, part];
  }
}
