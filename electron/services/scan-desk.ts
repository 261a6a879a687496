import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { ScanRulesGiven, ScanState } from '../../shared/ipc/scan-contract.ts';
import type { Language } from '../../shared/model/language.ts';
import type { ScanProgress, ScanSummary } from '../../shared/model/scan.ts';
import type { ReadTokenAgain } from '../adapters/scan/scan-ports.ts';
import type { OpenSpill } from '../adapters/spill/spill.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { ScanInstant } from '../domain/scan-job.ts';
import { readZone } from '../domain/scan-zone.ts';
import type { KeySource } from './key-choice.ts';
import { type ScanInput, type ScanInputs, shortNames } from './scan-inputs.ts';
import { createScanStore, type ScanStore } from './scan-store.ts';
import type { Scans } from './scans.ts';
import type { TokenChecks } from './token-checks.ts';

/** The one scan of a window, and what it has found. It needs no unlock: a lock hides what was found, and stops nothing. */
export interface ScanDesk {
  read(): ScanState;
  /** Answers as soon as it has begun. What the one before has found is erased. @throws as its channel */
  start(request: Input<'scan.start'>): Promise<ScanState>;
  /** Answers when it has ended, within a second. */
  cancel(): Promise<ScanState>;
  /** @throws INPUT_INVALID while it runs */
  clear(): ScanState;
  page(request: Input<'scan.page'>): Output<'scan.page'>;
  counts(): Output<'scan.counts'>;
  histogram(request: Input<'scan.histogram'>): Output<'scan.histogram'>;
  /** Reads a token again where it stands, and judges it as the scan did. @throws FILE_UNREADABLE, INPUT_INVALID, APP_LOCKED */
  open(row: number, language: Language): Promise<Output<'scan.open'> & { readonly keys: KeySource }>;
  /** The app was locked. */
  hide(): void;
  /** It was unlocked. */
  show(): void;
  /** Ends what runs, and erases what was found. */
  close(): Promise<void>;
}

interface Dependencies {
  readonly scans: Scans;
  readonly tokenChecks: Pick<TokenChecks, 'judgeUse'>;
  readonly inputs: ScanInputs;
  readonly openSpill: OpenSpill;
  readonly readTokenAgain: ReadTokenAgain;
  readonly clock: Clock;
  readonly threads: number;
  /** Called when there is more to see: at most a few times a second. */
  readonly onMoved: () => void;
}

interface Current {
  readonly id: number;
  readonly rules: ScanRulesGiven;
  readonly inputs: readonly ScanInput[];
  readonly names: ReturnType<typeof shortNames>;
  readonly store: ScanStore;
  readonly startedMs: number;
  readonly stop: AbortController;
  running: Promise<void> | null;
  progress: (ScanProgress & { readonly seconds: number }) | null;
  summary: ScanSummary | null;
  error: ScanState['error'];
  isRecorded: boolean | null;
  isHidden: boolean;
}

const SCAN_LEEWAY_SECONDS = 30;
const MOST_FILES = 1000;
const FULL = {
  code: 'DISK_FULL',
  message: 'what a scan finds does not fit into the folder for temporary files',
  hint: 'free some space there, then scan once more',
};

/** Makes the desk of one window. */
export function createScanDesk(dependencies: Dependencies): ScanDesk {
  const { scans, tokenChecks, inputs, openSpill, readTokenAgain, clock, threads, onMoved } = dependencies;
  let current: Current | null = null;
  let lastId = 0;

  function seen(): Current {
    if (current?.isHidden === true) {
      throw new AppError('APP_LOCKED', 'what the scan has found is hidden', { hint: 'unlock the app to see it' });
    }
    if (current === null) throw new AppError('INPUT_INVALID', 'there is no scan', { hint: 'start one' });
    return current;
  }

  function state(): ScanState {
    if (current === null) return { ...NONE, id: lastId };
    const { id, isHidden, rules, error, isRecorded, running, progress, summary } = current;
    const isSeen = !isHidden;
    return {
      id,
      status: running === null ? 'ended' : 'running',
      isHidden,
      rules: isSeen ? rules : null,
      inputs: isSeen ? [...current.inputs] : [],
      progress: progress && { ...progress, tokens: isSeen ? progress.tokens : 0 },
      summary: isSeen && summary !== null ? shown(summary) : null,
      error,
      isRecorded,
    };
  }

  async function run(
    of: Current,
    source: KeySource,
    wish: { instant: ScanInstant; language: Language },
  ): Promise<void> {
    const { rules, store, names, stop } = of;
    try {
      const { summary, isRecorded } = await scans.run(source, {
        names: of.inputs.map(({ id }) => inputs.read(id).path),
        nameOf: names.nameOf,
        ...wish,
        leewaySeconds: SCAN_LEEWAY_SECONDS,
        profile: rules.profile,
        threads,
        proxies: rules.proxies,
        wantsVerdicts: false,
        signal: stop.signal,
        onUse(use) {
          try {
            store.add(use);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            // What was found so far stays, and the scan ends as if it had been told to.
            of.error ??= { code: error.code, message: error.message, hint: error.hint };
            stop.abort();
          }
        },
        onProgress(progress) {
          of.progress = { ...progress, seconds: (clock.monotonicMs() - of.startedMs) / 1000 };
          onMoved();
        },
      });
      of.summary = summary;
      if (summary.stoppedBy !== null) of.error ??= FULL;
      of.isRecorded = isRecorded;
    } finally {
      of.running = null;
      onMoved();
    }
  }

  /** Whatever ends it: the page is told, and what was found until then is there. */
  function noteFault(of: Current, error: unknown): void {
    of.error ??=
      error instanceof AppError
        ? { code: error.code, message: error.message, hint: error.hint }
        : { code: 'INTERNAL', message: 'the scan failed inside the app', hint: 'scan once more' };
    onMoved();
  }

  async function end(): Promise<void> {
    current?.stop.abort();
    await current?.running?.catch(() => undefined);
  }

  return {
    read: state,
    async start({ inputs: ids, language, ...rules }) {
      const picked = ids.map((id) => inputs.read(id));
      const wish = { instant: instantOf(rules.instant), language };
      await end();
      const store = createScanStore(openSpill);
      const next: Current = {
        id: (lastId += 1),
        rules,
        inputs: picked.map(({ input }) => input),
        names: shortNames(picked.map(({ path }) => path)),
        store,
        startedMs: clock.monotonicMs(),
        stop: new AbortController(),
        running: null,
        progress: null,
        summary: null,
        error: null,
        isRecorded: null,
        isHidden: false,
      };
      const running = run(next, sourceOf(rules.source), wish);
      next.running = running;
      running.catch((error: unknown) => noteFault(next, error));
      try {
        // What is wrong with the rules is known before the first file is opened.
        await Promise.race([running, new Promise((resolve) => setImmediate(resolve))]);
      } catch (error) {
        store.erase();
        throw error;
      }
      current?.store.erase();
      current = next;
      onMoved();
      return state();
    },
    async cancel() {
      await end();
      return state();
    },
    clear() {
      if (current !== null && current.running !== null) {
        throw new AppError('INPUT_INVALID', 'the scan is still running', { hint: 'cancel it first' });
      }
      current?.store.erase();
      current = null;
      onMoved();
      return state();
    },
    page: ({ filter, sort, offset, limit }) => seen().store.page(filter, sort, offset, limit),
    counts: () => seen().store.counts(),
    histogram: ({ filter }) => seen().store.histogram(filter),
    async open(row, language) {
      const { store, rules, names } = seen();
      const { source, sha256, range, judged } = store.read(row);
      const token = await readTokenAgain(names.pathOf(source.file), { range, sha256 });
      if (token === null) {
        throw new AppError('FILE_UNREADABLE', `the token is not where it stood: "${source.file}" has changed`, {
          hint: 'scan the file once more',
        });
      }
      const keys = sourceOf(rules.source);
      const now = clock.now();
      const verdict = tokenChecks.judgeUse({
        token,
        source: keys,
        instant: judged.instant,
        now,
        leewaySeconds: SCAN_LEEWAY_SECONDS,
        profile: rules.profile,
        language,
        mode: 'jwt',
      });
      return { token, verdict, source, keys };
    },
    hide() {
      if (current !== null) current.isHidden = true;
      inputs.keepOnly(current?.inputs.map(({ id }) => id) ?? []);
    },
    show() {
      if (current !== null) current.isHidden = false;
    },
    async close() {
      await end();
      current?.store.erase();
      current = null;
    },
  };
}

const NONE: Omit<ScanState, 'id'> = {
  status: 'none',
  isHidden: false,
  rules: null,
  inputs: [],
  progress: null,
  summary: null,
  error: null,
  isRecorded: null,
};

function shown(summary: ScanSummary): NonNullable<ScanState['summary']> {
  const { files, bytes, affected, withoutZone, seconds, isCancelled, version } = summary;
  const failed = files.filter(({ error }) => error !== null);
  const read = files.filter(({ error }) => error === null);
  return {
    files: [...failed, ...read].slice(0, MOST_FILES),
    fileCount: files.length,
    filesFailed: failed.length,
    bytes,
    affected,
    withoutZone,
    seconds,
    isCancelled,
    version,
  };
}

function sourceOf(source: ScanRulesGiven['source']): KeySource {
  return source.from === 'jwks' ? { from: 'jwks', bytes: Buffer.from(source.text, 'utf8') } : source;
}

function instantOf(instant: ScanRulesGiven['instant']): ScanInstant {
  if (instant.by === 'fixed') return { by: 'fixed', at: Date.parse(instant.at) };
  if (instant.by === 'arrival' && instant.zone !== null && readZone(instant.zone) === null) {
    throw new AppError('INPUT_INVALID', 'this is no time zone', {
      hint: 'say Z, an offset as +02:00, or a name as Europe/Kyiv',
    });
  }
  return instant;
}
