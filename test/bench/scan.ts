import { execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanSummary } from '../../shared/model/scan.ts';
import { median, report } from './measure.ts';
import { IAT, signTokens, writeDense, writeMany, writeSparse } from './scan-files.ts';

/** `npm run bench:scan`: each figure beside a named rival, in the same run. Nothing here passes or fails. */
const CLI = join(import.meta.dirname, '../../out/cli.mjs');
const ROUNDS = 3;
const THREADS = availableParallelism();
/** So many that the start of the process decides nothing. */
const DENSE = Number(process.env['SCAN_DENSE'] ?? '300000');
const [DISTINCT, USES] = [10_000, 100];
/** Tokens that are all different, each with its own jti, sub and address: what memory has to bear. */
const MANY = Number(process.env['SCAN_MANY'] ?? '1000000');
const SIZES = (process.env['SCAN_SIZES'] ?? '100,1000,5000').split(',').map(Number);

const folder = mkdtempSync(join(tmpdir(), 'dcm-bench-scan-'));
const path = (name: string) => join(folder, name);

interface Scanned {
  readonly summary: ScanSummary;
  /** Of the whole process, its start included. */
  readonly ms: number;
  readonly peakRssMb: number;
}

async function scan(file: string, key = 'k.jwk'): Promise<Scanned> {
  const started = performance.now();
  const argv = [CLI, 'scan', path(file), '--jwks', path(key), '--at', String(IAT + 60), '--json'];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  let [text, peak] = ['', 0];
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const watching = setInterval(() => (peak = Math.max(peak, residentMb(child.pid))), 20);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watching);
  if (code !== 0) throw new Error(`the scan ended with ${String(code)}`);
  return { summary: JSON.parse(text) as ScanSummary, ms: performance.now() - started, peakRssMb: peak };
}

function residentMb(pid = 0): number {
  try {
    return Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    // It has just ended, or this is no Linux: then there is no figure.
    return 0;
  }
}

function timedMs(program: string, argv: readonly string[]): number {
  const started = performance.now();
  execFileSync(program, argv, { stdio: ['ignore', 'ignore', 'inherit'], maxBuffer: 1e9 });
  return performance.now() - started;
}

const child = (name: string, ...argv: readonly string[]) =>
  execFileSync(process.execPath, [join(import.meta.dirname, name), ...argv], { encoding: 'utf8' }).trim();

/** Rounds of several things in turns; the median of each. */
async function inTurns(...works: readonly (() => number | Promise<number>)[]): Promise<readonly number[]> {
  const times = works.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, work] of works.entries()) times[at]?.push(await work());
  }
  return times.map((one) => median(one));
}

function expectAllGood({ summary }: Scanned, tokens: number, unique: number): void {
  const { byOutcome } = summary;
  if (summary.tokens !== tokens || summary.unique !== unique || byOutcome.valid !== tokens) {
    throw new Error(`the scan found ${JSON.stringify({ ...summary, files: [] })}`);
  }
}

async function benchDense(tokens: readonly string[]): Promise<number> {
  writeDense(path('dense.log'), tokens);
  writeFileSync(path('tokens.txt'), tokens.join('\n'));
  const [ours = 0, bare = 0] = await inTurns(
    async () => {
      const done = await scan('dense.log');
      expectAllGood(done, tokens.length, tokens.length);
      return done.ms;
    },
    () => Number(child('bare-verify-child.ts', path('k.jwk'), path('tokens.txt'), String(THREADS))),
  );
  const joseMs = Number(child('jose-loop-child.ts', path('k.jwk'), path('dense.log'), String(IAT + 60)).split(' ')[1]);
  const rate = (ms: number) => `${String(Math.round((tokens.length / ms) * 1000))}/s`;
  report(
    'dense: scan / bare crypto.verify, same threads',
    `${(bare / ours).toFixed(2)} (${rate(ours)} / ${rate(bare)})`,
    'aim ≥ 0.85',
  );
  report('dense: scan / jose loop', `${(joseMs / ours).toFixed(1)} (${rate(ours)} / ${rate(joseMs)})`, 'aim ≥ 3');
  return tokens.length / ours;
}

async function benchDuplicates(tokens: readonly string[], denseRate: number): Promise<void> {
  const some = tokens.slice(0, DISTINCT);
  writeDense(path('uses.log'), some, USES);
  const [ours = 0] = await inTurns(async () => {
    const done = await scan('uses.log');
    expectAllGood(done, some.length * USES, some.length);
    return done.ms;
  });
  report('duplicates: uses per second / dense rate', ((some.length * USES) / ours / denseRate).toFixed(1), 'aim ≥ 10');
  rmSync(path('uses.log'));
}

async function benchStart(): Promise<void> {
  writeFileSync(path('empty.log'), '\n');
  const [ours = 0] = await inTurns(async () => (await scan('empty.log')).ms);
  report('start: process and threads, an empty file', `${ours.toFixed(0)} ms`, '');
}

async function benchMany(): Promise<void> {
  writeFileSync(path('e.jwk'), JSON.stringify(writeMany(path('many.log'), MANY)));
  const done = await scan('many.log', 'e.jwk');
  expectAllGood(done, MANY, MANY);
  const { ms, peakRssMb } = done;
  report(
    `${String(MANY)} distinct tokens (ES256)`,
    `peak RSS ${peakRssMb.toFixed(0)} MB, ${(ms / 1000).toFixed(0)} s`,
    'aim < 400 MB',
  );
  rmSync(path('many.log'));
}

async function benchSparse(tokens: readonly string[]): Promise<void> {
  const some = tokens.slice(0, 1000);
  writeSparse(path('sparse.log'), 1e9, some);
  const pattern = 'eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+';
  const [ours = 0, rg = 0] = await inTurns(
    async () => {
      const done = await scan('sparse.log');
      expectAllGood(done, some.length, some.length);
      return done.ms;
    },
    () => timedMs('rg', ['-o', '-j1', '--no-mmap', pattern, path('sparse.log')]),
  );
  report(
    'sparse, 1 GB: scan / rg -o -j1 --no-mmap',
    `${(ours / rg).toFixed(1)} (${ours.toFixed(0)} / ${rg.toFixed(0)} ms)`,
    'aim ≤ 4, better 2',
  );
  rmSync(path('sparse.log'));
}

async function benchSizes(tokens: readonly string[]): Promise<void> {
  for (const megabytes of SIZES) {
    writeSparse(path('size.log'), megabytes * 1e6, tokens.slice(0, megabytes));
    const { ms, peakRssMb } = await scan('size.log');
    const size = statSync(path('size.log')).size / 1e6;
    report(
      `sparse, ${String(megabytes)} MB`,
      `${(ms / size).toFixed(2)} ms/MB, peak RSS ${peakRssMb.toFixed(0)} MB`,
      'aim: flat, < 400 MB',
    );
  }
}

try {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(path('k.jwk'), JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256' }));
  const tokens = signTokens(privateKey, DENSE);
  const denseRate = await benchDense(tokens);
  await benchDuplicates(tokens, denseRate);
  await benchStart();
  await benchMany();
  await benchSparse(tokens);
  await benchSizes(tokens);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
