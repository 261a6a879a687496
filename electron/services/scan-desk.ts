import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { ScanRulesGiven, ScanState } from '../../shared/ipc/scan-contract.ts';
import type { Language } from '../../shared/model/language.ts';
import type { ScanAffected } from '../../shared/model/scan-affected.ts';
import type { ScanProgress, ScanSummary } from '../../shared/model/scan.ts';
import type { ReadTokenAgain, ReadTokensAgain } from '../adapters/scan/scan-ports.ts';
import type { Files } from '../adapters/files/files.ts';
import type { OpenSpill } from '../adapters/spill/spill.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { KeySource } from './key-choice.ts';
import { readScan, tokensOf, type WrittenScan, writtenScan } from './scan-carried.ts';
import { type ScanInput, type ScanInputs, shortNames } from './scan-inputs.ts';
import { instantOf, NO_ROOM, NO_SCAN, shownSummary, sourceOf } from './scan-state.ts';
import { createScanStore, type ScanStore } from './scan-store.ts';
import type { Scans, ScanWish } from './scans.ts';
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
  /** What was found, to be written to a file. @throws INPUT_INVALID while it runs, APP_LOCKED */
  written(request: Input<'scan.save'>): WrittenScan;
  /** Shows what an export holds. @throws as its channel */
  import(id: string): Promise<ScanState>;
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
  readonly files: Pick<Files, 'pieces'>;
  readonly openSpill: OpenSpill;
  readonly readTokenAgain: ReadTokenAgain;
  readonly readTokensAgain: ReadTokensAgain;
  readonly clock: Clock;
  readonly threads: number;
  /** Called when there is more to see: at most a few times a second. */
  readonly onMoved: () => void;
}

interface Current {
  readonly id: number;
  /** `null`: it was read from an export. */
  readonly rules: ScanRulesGiven | null;
  readonly inputs: readonly ScanInput[];
  readonly names: ReturnType<typeof shortNames>;
  readonly store: ScanStore;
  readonly startedMs: number;
  readonly stop: AbortController;
  running: Promise<void> | null;
  progress: (ScanProgress & { readonly seconds: number }) | null;
  summary: ScanSummary | null;
  affected: ScanAffected | null;
  error: ScanState['error'];
  isRecorded: boolean | null;
  isHidden: boolean;
}

const SCAN_LEEWAY_SECONDS = 30;
/** Makes the desk of one window. */
export function createScanDesk(dependencies: Dependencies): ScanDesk {
  const { scans, tokenChecks, inputs, files, openSpill, readTokenAgain, readTokensAgain, clock, threads, onMoved } =
    dependencies;
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
    if (current === null) return { ...NO_SCAN, id: lastId };
    const { id, isHidden, rules, error, isRecorded, running, progress, summary, affected } = current;
    const isSeen = !isHidden;
    return {
      id,
      status: running === null ? 'ended' : 'running',
      isHidden,
      isImported: rules === null,
      rules: isSeen ? rules : null,
      inputs: isSeen ? [...current.inputs] : [],
      progress: progress && { ...progress, tokens: isSeen ? progress.tokens : 0 },
      summary: isSeen && summary !== null ? shownSummary(summary) : null,
      affected: isSeen ? affected : null,
      error,
      isRecorded,
    };
  }

  async function run(
    of: Current,
    source: KeySource,
    { profile, proxies, ...wish }: Pick<ScanWish, 'instant' | 'language' | 'profile' | 'proxies'>,
  ): Promise<void> {
    const { store, names, stop } = of;
    try {
      const { summary, isRecorded } = await scans.run(source, {
        names: of.inputs.map(({ id }) => inputs.read(id).path),
        nameOf: names.nameOf,
        ...wish,
        leewaySeconds: SCAN_LEEWAY_SECONDS,
        profile,
        threads,
        proxies,
        wantsVerdicts: false,
        wantsTokens: false,
        signal: stop.signal,
        onUse(use) {
          try {
            store.add(use);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            // What was found so far stays, and the scan ends as if it had been told to; this use counts nowhere.
            of.error ??= { code: error.code, message: error.message, hint: error.hint };
            stop.abort();
            throw error;
          }
        },
        onProgress(progress) {
          of.progress = { ...progress, seconds: (clock.monotonicMs() - of.startedMs) / 1000 };
          onMoved();
        },
      });
      of.summary = summary;
      of.affected = summary.affected;
      if (summary.stoppedBy !== null) of.error ??= NO_ROOM;
      of.isRecorded = isRecorded;
    } finally {
      of.running = null;
      onMoved();
    }
  }

  function begun(
    rules: ScanRulesGiven | null,
    picked: readonly ReturnType<ScanInputs['read']>[],
    store: ScanStore,
  ): Current {
    return {
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
      affected: null,
      error: null,
      isRecorded: null,
      isHidden: false,
    };
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
      const { profile, proxies } = rules;
      const wish = { instant: instantOf(rules.instant), language, profile, proxies };
      await end();
      const store = createScanStore(openSpill);
      const next = begun(rules, picked, store);
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
      if (rules === null) {
        throw new AppError('INPUT_INVALID', 'what was read from an export is not opened: it was not judged here', {
          hint: 'scan the log itself to open its tokens',
        });
      }
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
    written({ form, withTokens }) {
      const { store, summary, running, rules, names } = seen();
      if (running !== null) {
        throw new AppError('INPUT_INVALID', 'the scan is still running', { hint: 'wait until it has ended' });
      }
      if (withTokens && rules === null) {
        throw new AppError('INPUT_INVALID', 'the tokens of an export that was read are not at hand', {
          hint: 'scan the log itself to write them',
        });
      }
      const tokenOf = withTokens ? tokensOf(readTokensAgain, names.pathOf) : null;
      return writtenScan(form, { store, summary, tokenOf, openSpill, now: clock.now(), note: scans.noteExport });
    },
    async import(id) {
      const picked = inputs.read(id);
      await end();
      const { store, summary, affected } = await readScan(files.pieces(picked.path), openSpill);
      current?.store.erase();
      current = { ...begun(null, [picked], store), summary, affected };
      onMoved();
      return state();
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
