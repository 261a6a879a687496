import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskScanFiles } from '../../electron/adapters/scan/disk-scan-files.ts';
import { nodeScanThreads } from '../../electron/adapters/scan/node-scan-threads.ts';
import type { StartScanThreads } from '../../electron/adapters/scan/scan-ports.ts';
import { scanFiles, type ScanRequest } from '../../electron/services/scan.ts';
import { givenSources } from '../../electron/services/scan-sources.ts';
import type { ScanProgress } from '../../shared/model/scan.ts';
import { memorySpill } from '../fakes/memory-spill.ts';
import { plantedToken, seeded } from '../domain/token-plants.ts';

const WORKER = new URL('../../electron/workers/scan-worker.ts', import.meta.url);
const TOKENS = 40;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-cancel-'));
  const random = seeded(3);
  const lines = Array.from({ length: TOKENS }, () => `x ${plantedToken(random)}\n`).join('');
  writeFileSync(join(folder, 'a.log'), lines);
  writeFileSync(join(folder, 'b.log'), lines);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let stopped = 0;
const realThreads: StartScanThreads = (rules, count) => {
  const threads = nodeScanThreads(WORKER)(rules, count);
  return {
    run: threads.run,
    async stop() {
      await threads.stop();
      stopped += 1;
    },
  };
};

const scan = async (more: Partial<ScanRequest>, startThreads = realThreads) =>
  await scanFiles(
    {
      names: [join(folder, 'a.log'), join(folder, 'b.log'), join(folder, 'missing.log')],
      rules: {
        sources: givenSources(Buffer.from('{"keys":[]}')),
        instant: { by: 'fixed', at: 0 },
        leewaySeconds: 30,
        profile: 'any',
        language: 'en',
        now: 0,
        proxies: [],
        wantsVerdicts: false,
        wantsTokens: false,
      },
      threads: 2,
      judgeOwn: null,
      onUse: () => undefined,
      isWanted: () => true,
      nameOf: (path) => path.slice(folder.length + 1),
      monotonicMs: () => 0,
      version: '0',
      ...more,
    },
    { files: diskScanFiles, startThreads, openSpill: memorySpill },
  );
const errorsOf = (files: readonly { readonly file: string; readonly error: string | null }[]) =>
  files.map(({ file, error }) => [file, error]);

describe('a scan that is told to stop', () => {
  it('gives what was found so far, names what was not looked at to its end, and leaves no thread', async () => {
    const [stop, before] = [new AbortController(), stopped];
    let uses = 0;
    const summary = await scan({
      signal: stop.signal,
      onUse: () => {
        uses += 1;
        if (uses === TOKENS + 5) stop.abort();
      },
    });
    expect([summary.isCancelled, summary.tokens, uses]).toEqual([true, TOKENS + 5, TOKENS + 5]);
    expect(errorsOf(summary.files).slice(0, 2)).toEqual([
      ['a.log', null],
      ['b.log', 'CANCELLED'],
    ]);
    expect(summary.files.map(({ sha256 }) => sha256 === null).slice(0, 2)).toEqual([false, true]);
    expect(stopped).toBeGreaterThan(before);
  });

  it('does not wait for a thread that answers nobody', async () => {
    const stop = new AbortController();
    const hanging: StartScanThreads = () => {
      const { promise, reject } = Promise.withResolvers<never>();
      promise.catch(() => undefined);
      return {
        run: () => ({
          async *[Symbol.asyncIterator]() {
            setImmediate(() => stop.abort());
            yield await promise;
          },
        }),
        stop: async () => await Promise.resolve(reject(new Error('stopped'))),
      };
    };
    const summary = await scan({ signal: stop.signal }, hanging);
    expect([summary.isCancelled, summary.tokens]).toEqual([true, 0]);
  });

  it('ends where it is told to before it begins; one that was told after its end is whole', async () => {
    expect(await scan({ signal: AbortSignal.abort() })).toMatchObject({ isCancelled: true, tokens: 0 });
    const whole = await scan({});
    expect([whole.isCancelled, whole.tokens]).toEqual([false, TOKENS * 2]);
    expect(errorsOf(whole.files).map(([, error]) => error)).toEqual([null, null, 'FILE_UNREADABLE']);
  });
});

describe('the progress of a scan', () => {
  it('is told at the end, and between at most every 200 ms', async () => {
    const told: ScanProgress[] = [];
    const summary = await scan({ onProgress: (progress) => told.push(progress) });
    expect(told).toHaveLength(2);
    expect(told.at(-1)).toEqual({
      bytesDone: summary.bytes,
      bytesTotal: summary.bytes,
      filesDone: 3,
      files: 3,
      tokens: TOKENS * 2,
    });
    let now = 0;
    const often: ScanProgress[] = [];
    await scan({ monotonicMs: () => (now += 250), onProgress: (progress) => often.push(progress) });
    expect(often.map(({ filesDone }) => filesDone)).toEqual([1, 2, 3]);
    expect(often.map(({ tokens }) => tokens)).toEqual([TOKENS, TOKENS * 2, TOKENS * 2]);
  });
});
