import { Worker } from 'node:worker_threads';
import { NO_HITS } from '../../domain/scan-hits.ts';
import type { ScanPart, ScanPiece, SentPart, ThreadRules } from '../../domain/scan-job.ts';
import type { ScanThreads, StartScanThreads } from './scan-ports.ts';

/** What a thread makes it drops soon: more room for young objects is memory that is never given back. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

/** A thread, and who waits for what it says next. */
interface Thread {
  readonly worker: Worker;
  next(): Promise<ScanPart>;
}

/** Makes threads of Node. `script` is the built worker, or its source. */
export function nodeScanThreads(script: URL): StartScanThreads {
  return (rules, count): ScanThreads => {
    const free: Thread[] = [];
    const waiting: PromiseWithResolvers<Thread>[] = [];
    let isStopped = false;
    const all = Array.from(
      { length: count },
      (_, thread) =>
        new Worker(script, {
          workerData: { rules, thread, threads: count } satisfies ThreadRules,
          resourceLimits: LIMITS,
        }),
    );
    const release = (thread: Thread) => {
      const first = waiting.shift();
      if (first === undefined) free.push(thread);
      else first.resolve(thread);
    };
    for (const worker of all) release({ worker, next: listen(worker) });
    const acquire = async (): Promise<Thread> => {
      if (isStopped) throw new Error('the threads of the scan were stopped');
      const first = free.pop();
      if (first !== undefined) return first;
      const turn = Promise.withResolvers<Thread>();
      waiting.push(turn);
      return await turn.promise;
    };
    return {
      run: (piece) => runPiece(piece, acquire(), release),
      async stop() {
        isStopped = true;
        for (const { reject } of waiting.splice(0)) reject(new Error('the threads of the scan were stopped'));
        await Promise.all(all.map(async (worker) => await worker.terminate()));
      },
    };
  };
}

/** The piece is begun as soon as a thread is free, whether or not somebody asks for its parts yet. */
function runPiece(
  piece: ScanPiece,
  acquired: Promise<Thread>,
  release: (thread: Thread) => void,
): AsyncIterable<ScanPart> {
  const begun = acquired.then((thread) => {
    const first = thread.next();
    thread.worker.postMessage(piece);
    // Whoever asks for the parts hears of it; of a piece that was begun ahead nobody may ever ask.
    first.catch(() => undefined);
    return { thread, first };
  });
  begun.catch(() => undefined);
  return {
    async *[Symbol.asyncIterator]() {
      const { thread, first } = await begun;
      let part = await first;
      while (!part.isLast) {
        yield part;
        const following = thread.next();
        thread.worker.postMessage('go-on');
        part = await following;
      }
      release(thread);
      yield part;
    },
  };
}

function listen(worker: Worker): () => Promise<ScanPart> {
  let settle: { resolve: (part: ScanPart) => void; reject: (error: Error) => void } | null = null;
  let failure: Error | null = null;
  worker.on('message', (part: SentPart) => settle?.resolve({ ...part, hits: part.hits ?? NO_HITS }));
  worker.on('error', (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
    settle?.reject(failure);
  });
  worker.on('exit', () => {
    failure ??= new Error('a thread of the scan ended');
    settle?.reject(failure);
  });
  return async () =>
    await new Promise((resolve, reject) => {
      if (failure !== null) reject(failure);
      else settle = { resolve, reject };
    });
}
