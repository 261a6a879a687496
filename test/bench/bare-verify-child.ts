import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** The rival of a dense scan: nothing but `crypto.verify`, on as many threads. Prints the milliseconds that it took. */
interface Share {
  readonly jwk: JsonWebKey;
  readonly tokens: readonly string[];
}

if (isMainThread) {
  const [keyFile = '', tokenFile = '', threads = '1'] = process.argv.slice(2);
  const jwk = JSON.parse(readFileSync(keyFile, 'utf8')) as JsonWebKey;
  const tokens = readFileSync(tokenFile, 'utf8').trim().split('\n');
  const count = Number(threads);
  const workers = Array.from(
    { length: count },
    (_, at) =>
      new Worker(new URL(import.meta.url), {
        workerData: { jwk, tokens: tokens.filter((_token, index) => index % count === at) } satisfies Share,
      }),
  );
  const heard = async (worker: Worker) => await new Promise<unknown>((resolve) => worker.once('message', resolve));
  await Promise.all(workers.map(heard));
  const started = performance.now();
  await Promise.all(
    workers.map(async (worker) => {
      const answer = heard(worker);
      worker.postMessage('go');
      if ((await answer) !== 'done') throw new Error('a good token was refused');
    }),
  );
  console.log(performance.now() - started);
  process.exit(0);
} else {
  const { jwk, tokens } = workerData as Share;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const parts = tokens.map((token) => {
    const dot = token.lastIndexOf('.');
    return { input: Buffer.from(token.slice(0, dot)), signature: Buffer.from(token.slice(dot + 1), 'base64url') };
  });
  parentPort?.once('message', () => {
    const isGood = parts.every(({ input, signature }) => verify('sha256', input, key, signature));
    parentPort?.postMessage(isGood ? 'done' : 'bad');
  });
  parentPort?.postMessage('ready');
}
