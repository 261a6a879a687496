import { availableParallelism } from 'node:os';
import { isatty } from 'node:tty';
import type { Failure } from '../../shared/ipc/result.ts';
import type { ScanSummary } from '../../shared/model/scan.ts';
import { SCAN_WORDS } from '../../shared/text/scan-summary.ts';
import { AppError } from '../domain/errors.ts';
import { affectedCsv } from '../domain/scan-affected-csv.ts';
import { scanExport } from '../domain/scan-export.ts';
import type { ScanInstant } from '../domain/scan-job.ts';
import { readZone } from '../domain/scan-zone.ts';
import type { ScanWish } from '../services/scans.ts';
import { usage } from './arguments.ts';
import type { Command, Run } from './command.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import { instantOf, leewayOf, oneOf, wholeNumber } from './input.ts';
import { readSource } from './key-source.ts';
import { keepStdoutPrivate, refuseExisting, writeNewFileOf } from './new-file.ts';
import { checkExport, convertExport } from './scan-from.ts';
import { exportLines, summaryLines } from './scan-text.ts';
import { keepYoungMemorySmall } from './young-memory.ts';

const MOST_WORKERS = 64;
const NOT_WITH_FROM = [
  'jwks',
  'env',
  'snapshot',
  'own',
  'profile',
  'leeway',
  'at',
  'at-arrival',
  'at-iat',
  'zone',
  'proxy',
  'workers',
];
const NO_SUMMARY = {
  type: 'summary',
  files: null,
  bytes: null,
  withoutZone: null,
  isCancelled: null,
  stoppedBy: null,
  seconds: null,
  version: null,
};
const PROFILES = ['any', 'bank', 'platform'] as const;

export const scanCommand: Command = {
  words: 'scan',
  summary:
    'FILE… (--jwks FILE | --env NAME | --snapshot ID | --own) [--profile bank|platform|any] [--at T | --at-arrival | --at-iat] [--zone Z] [--proxy ADDRESS]… [--workers N] [--affected F.csv] [--ndjson | --csv | --json] [--with-tokens], or --from EXPORT: what an export says',
  flags: {
    jwks: 'value',
    env: 'value',
    snapshot: 'value',
    own: 'switch',
    profile: 'value',
    leeway: 'value',
    'at-arrival': 'switch',
    'at-iat': 'switch',
    zone: 'value',
    proxy: 'repeated',
    workers: 'value',
    ndjson: 'switch',
    csv: 'switch',
    from: 'value',
    affected: 'value',
    'with-tokens': 'switch',
  },
  positionals: ['[FILE…]'],
  async run(run) {
    const { args, output, core } = run;
    const form = formOf(run);
    const withTokens = wantsTokens(run, form);
    const from = args.value('from');
    if (from !== null) return await showExport(run, { form, withTokens, path: from });
    if (args.positionals.length === 0)
      throw usage('FILE… is missing: name the files or folders to scan; "-" is standard input');
    const source = readSource(run);
    const table = args.value('affected');
    if (table !== null) refuseExisting(table);
    const written = form === 'ndjson' || form === 'csv' ? scanExport(form, { withTokens }) : null;
    let problem: AppError | null = null;
    const asked: Omit<ScanWish, 'names' | 'nameOf'> = {
      instant: instantOfScan(run),
      leewaySeconds: leewayOf(run),
      profile: oneOf(run, 'profile', PROFILES, 'any'),
      language: run.language,
      threads: workersOf(run),
      proxies: args.all('proxy'),
      wantsVerdicts: form === 'ndjson',
      wantsTokens: withTokens,
      onAffected(all) {
        if (table === null) return;
        // Whatever becomes of that file, the summary is said first.
        problem = problemOf(() => writeNewFileOf(table, affectedCsv(all)));
      },
      onUse: written === null ? null : async (use) => await output.stream(written.row(use)),
    };
    keepYoungMemorySmall();
    const kept = await keepStdin(run);
    if (withTokens) warnOfTokens(run);
    const wish: ScanWish = {
      ...asked,
      names: args.positionals.map((name) => (name === '-' && kept !== null ? kept.path : name)),
      nameOf: (path) => (kept?.path === path ? '-' : path),
    };
    try {
      const summary =
        source.from === 'jwks' ? await core.scanByGivenSet(source.bytes, wish) : await scanHome(run, wish);
      if (written !== null) await output.stream(written.end(summary));
      problem ??= summary.stoppedBy === null ? null : noRoom();
      writeSummary(run, form, summary, problem);
      if (problem !== null) return exitCodeOf(problem.code);
      return summary.files.some(({ error }) => error !== null) ? EXIT.usage : EXIT.done;
    } finally {
      kept?.erase();
    }

    async function scanHome(of: Run, by: ScanWish): Promise<ScanSummary> {
      const home = await of.home('read');
      const { summary, isRecorded } = await home.scans.run(source, by);
      if (!isRecorded) output.remark(SCAN_WORDS[run.language].notRecorded);
      return summary;
    }
  },
};

type Form = 'text' | 'json' | 'ndjson' | 'csv';

function formOf({ args }: Run): Form {
  const given = (['json', 'ndjson', 'csv'] as const).filter((one) => args.has(one));
  if (given.length > 1) throw usage('say one of --ndjson, --csv, --json');
  return given[0] ?? 'text';
}

/** @throws a usage error where nothing would hold them */
function wantsTokens({ args }: Run, form: Form): boolean {
  if (!args.has('with-tokens')) return false;
  if (form === 'ndjson' || form === 'csv') return true;
  throw usage('--with-tokens goes with --ndjson or --csv: a summary names no tokens');
}

/** Said before the first of them is written. */
function warnOfTokens({ output, language }: Run): void {
  output.remark(SCAN_WORDS[language].withTokens);
  if (!keepStdoutPrivate()) output.remark(SCAN_WORDS[language].notPrivate);
}

function instantOfScan({ args }: Run): ScanInstant {
  const at = args.value('at');
  const given = [at !== null, args.has('at-arrival'), args.has('at-iat')].filter(Boolean);
  if (given.length > 1) throw usage('say one of --at T, --at-arrival, --at-iat');
  const zone = args.value('zone');
  if (zone !== null && readZone(zone) === null) {
    throw usage('--zone takes Z, an offset as +02:00, or a name as Europe/Kyiv');
  }
  if (zone !== null && (at !== null || args.has('at-iat'))) throw usage('--zone is for times of arrival only');
  if (at !== null) return { by: 'fixed', at: instantOf(at, 'at') };
  return args.has('at-iat') ? { by: 'iat' } : { by: 'arrival', zone };
}

function workersOf(run: Run): number {
  const count = wholeNumber(run, 'workers', availableParallelism());
  if (count < 1 || count > MOST_WORKERS) throw usage(`--workers takes 1 to ${String(MOST_WORKERS)}`);
  return count;
}

/** Standard input has no ranges: a private copy of it has. */
async function keepStdin({ args, core }: Run): Promise<{ readonly path: string; erase(): void } | null> {
  const count = args.positionals.filter((name) => name === '-').length;
  if (count > 1) throw usage('"-" is given twice');
  if (count === 0) return null;
  if (isatty(0)) throw usage('lead a file into standard input: dcm-keys scan - < file');
  return await core.keepStream(process.stdin);
}

/** One document even where something went wrong: what was found, and what went wrong. */
function writeSummary({ output, language }: Run, form: Form, summary: ScanSummary, problem: AppError | null): void {
  // Files are named in them: where nobody reads them, a hundred thousand are not spelled out.
  const lines = form === 'text' || form === 'csv' ? summaryLines(summary, language) : [];
  if (form === 'csv') for (const line of lines) output.remark(line);
  else if (form !== 'ndjson')
    output.result(problem === null ? summary : { ...summary, error: failureOf(problem) }, lines);
  if (problem !== null && form !== 'json') output.failure(failureOf(problem));
  if (summary.withoutZone > 0) output.remark(SCAN_WORDS[language].withoutZone(summary.withoutZone));
}

function failureOf({ code, message, hint }: AppError): Failure {
  return { code, message, hint };
}

function problemOf(work: () => void): AppError | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function noRoom(): AppError {
  return new AppError('DISK_FULL', 'there is no room for what is found: the scan was ended early', {
    hint: 'free some space in the folder for temporary files, then scan once more',
  });
}

/** What an export says; nothing is scanned or judged again. */
async function showExport(
  run: Run,
  { form, withTokens, path }: { readonly form: Form; readonly withTokens: boolean; readonly path: string },
): Promise<ExitCode> {
  const { args, output, core } = run;
  if (args.positionals.length > 0 || NOT_WITH_FROM.some((flag) => args.has(flag))) {
    throw usage('--from EXPORT goes with --ndjson, --csv, --json or --affected only: an export is not scanned again');
  }
  const table = args.value('affected');
  if (table !== null) refuseExisting(table);
  const affected = core.countAffected();
  try {
    const { summary, counted, withTokens: hasTokens } = await checkExport(path, affected.add);
    if (withTokens && !hasTokens && counted.tokens > 0)
      throw usage('that export holds digests, and no token: scan the log itself');
    if (form === 'ndjson' && summary === null)
      throw usage('a CSV export cannot be turned into NDJSON: it has no summary');
    if (form === 'ndjson' || form === 'csv') {
      if (withTokens) warnOfTokens(run);
      await convertExport(path, { form, withTokens }, output);
    }
    if (summary !== null) writeSummary(run, form, summary, null);
    else {
      const known = { ...counted, affected: affected.summary() };
      const lines = exportLines(known, run.language);
      if (form === 'csv') for (const line of lines) output.remark(line);
      else output.result({ ...NO_SUMMARY, ...known }, lines);
    }
    if (table !== null) writeNewFileOf(table, affectedCsv(affected.each()));
    return EXIT.done;
  } finally {
    affected.erase();
  }
}
