import type { AuditEvent } from '../../shared/model/audit-event.ts';
import type { CeremonyContent, CeremonyEntry } from '../../shared/model/ceremony.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { requireUnlike } from '../domain/ceremony-people.ts';
import { entriesProblem, nextCeremonyEntry } from '../domain/ceremony-entry.ts';
import { requirePlain } from '../domain/ceremony-plain.ts';
import { namesIn, replay, requireFollowing } from '../domain/ceremony-rules.ts';
import { applyEntry, type CeremonyRun } from '../domain/ceremony-run.ts';
import { type ReadScript, readCeremonyScript } from '../domain/ceremony-script.ts';
import { requireShape } from '../domain/ceremony-shape.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';

/** A ceremony as its transcript tells it. */
export interface KeptCeremony {
  readonly script: ReadScript;
  readonly run: CeremonyRun;
  readonly entries: readonly CeremonyEntry[];
  /** Whether this process wrote the newest entry: if not, it was interrupted, or runs elsewhere. */
  readonly isLive: boolean;
}

/** The transcripts of one home. An entry lies on the disk, with its audit event, before anything of it is shown. */
export interface CeremonyLog {
  /** By their numbers. */
  ids(): readonly string[];
  /** @throws CEREMONY_NOT_FOUND, DATABASE_DAMAGED where its entries do not follow each other */
  read(id: string): KeptCeremony;
  /** @throws HOME_*, DATA_CLASS_REFUSED */
  start(script: ReadScript, contents: readonly CeremonyContent[], prefix: 'C' | 'R'): KeptCeremony;
  /**
   * Adds entries, all or none, where each is allowed after the one before; after the last step it is completed with them.
   * @throws CEREMONY_*, DATA_CLASS_REFUSED, INPUT_INVALID, HOME_*
   */
  add(id: string, contents: readonly CeremonyContent[]): KeptCeremony;
  /** Refuses what another process has in hand at this moment. @throws HOME_IN_USE */
  requireFree(id: string): void;
  /** What lay in memory for it is gone: it goes on as after the end of the app. */
  interrupt(id: string): void;
  /** Lets another process go on with what runs here. */
  forget(): void;
  /** Refuses to go on with what another process, or one that is gone, wrote last. @throws CEREMONY_INTERRUPTED */
  requireLive(kept: KeptCeremony): void;
}

interface Dependencies {
  readonly store: Pick<Store, 'ceremonies' | 'write'>;
  readonly trail: { append(...event: Parameters<AuditTrail['append']>): Pick<AuditEvent, 'seq' | 'at'> };
  readonly clock: Clock;
  readonly clockGuard: {
    state(env: null): { readonly isTrusted: boolean; readonly confirmed: { readonly auditSeq: number } | null };
  };
  /** A lock that the system drops with the process; `null`: another process has it. @throws HOME_* */
  readonly tryTurn: () => { release(): void } | null;
}

/** So much may a clock be set back by its time server between two entries, milliseconds. */
const SET_BACK_MS = 5000;
/** What may be written by whatever clock: else a ceremony could never be ended. */
const ENDING: ReadonlySet<CeremonyContent['kind']> = new Set(['voided', 'aborting', 'aborted']);

/** Makes the keeper of one home's transcripts. */
export function createCeremonyLog({ store, trail, clock, clockGuard, tryTurn }: Dependencies): CeremonyLog {
  /** The newest entry that this process wrote, by ceremony. */
  const written = new Map<string, string>();
  /** Ceremonies that run here and now: while there is one, no other process goes on with any of this home. */
  const running = new Set<string>();
  let turn: { release(): void } | null = null;

  function takeTurn(id: string): void {
    turn ??= tryTurn();
    if (turn === null) {
      throw new AppError('HOME_IN_USE', `ceremony ${id} runs in another window or command`, {
        hint: 'go on there, or pause it there first; nothing was changed',
      });
    }
  }

  /** One that is paused may go on anywhere, but for one whose shares only this process knows. */
  function settleTurn({ id, state, openSet }: CeremonyRun): void {
    if (state === 'running' || (state === 'paused' && openSet !== null)) running.add(id);
    else running.delete(id);
    dropIdleTurn();
  }

  function dropIdleTurn(): void {
    if (running.size === 0) forget();
  }

  /** Writes while no other process can: what is refused leaves everything as it was. */
  function inTurn(id: string, work: () => KeptCeremony): KeptCeremony {
    takeTurn(id);
    try {
      const kept = work();
      settleTurn(kept.run);
      return kept;
    } catch (error) {
      dropIdleTurn();
      throw error;
    }
  }

  function forget(): void {
    running.clear();
    turn?.release();
    turn = null;
  }

  /**
   * What stands in a transcript one after the other happened one after the other, or somebody said that the clock is right
   * since; nothing is changed by a clock in doubt. An end needs no clock. @throws CLOCK_SUSPECT
   */
  function requireTime({ id, newest }: CeremonyRun, { kind }: CeremonyContent): void {
    if (ENDING.has(kind)) return;
    const { isTrusted, confirmed } = clockGuard.state(null);
    const isBehind = clock.now() < Date.parse(newest.at) - SET_BACK_MS && (confirmed?.auditSeq ?? 0) < newest.auditSeq;
    if (!isBehind && (isTrusted || kind !== 'begun')) return;
    const what = isBehind ? `is behind the last entry of ceremony ${id}: ${newest.at}` : 'is in doubt';
    throw new AppError('CLOCK_SUSPECT', `this computer’s clock ${what}`, {
      hint: 'set it right, and confirm it with its source (dcm-keys clock confirm); nothing was written, and the ceremony can be aborted',
    });
  }

  function read(id: string): KeptCeremony {
    const record = store.ceremonies.get(id);
    if (record === null) {
      throw new AppError('CEREMONY_NOT_FOUND', `there is no ceremony "${id.slice(0, 20).toWellFormed()}"`, {
        hint: 'dcm-keys ceremony list shows them',
      });
    }
    const entries = store.ceremonies.entries(id);
    try {
      const problem = entriesProblem(id, entries);
      if (problem !== null) throw damaged(id, problem);
      const script = readCeremonyScript(Buffer.from(record.script, 'utf8'));
      const run = replay(script, entries);
      return { script, run, entries, isLive: run.endedAt !== null || written.get(id) === run.newest.hash };
    } catch (error) {
      if (error instanceof AppError && error.code !== 'DATABASE_DAMAGED') throw damaged(id, error.message);
      throw error;
    }
  }

  /** Inside `store.write`. */
  function append(id: string, last: CeremonyEntry | null, content: CeremonyContent): CeremonyEntry {
    requireShape(content);
    requirePlain(content);
    // The hash of an entry covers the number of its audit event, and the event names the one before: each holds the other.
    const event = trail.append(eventOf(content), {
      ceremony: id,
      entry: (last?.seq ?? 0) + 1,
      kind: content.kind,
      step: 'step' in content ? content.step : null,
      before: last?.hash ?? null,
      ...(content.kind === 'started' ? { script: content.script, sha256: content.sha256 } : {}),
    });
    const entry = nextCeremonyEntry(id, last, { at: event.at, auditSeq: event.seq }, content);
    store.ceremonies.addEntry(entry);
    return entry;
  }

  function nextId(prefix: 'C' | 'R'): string {
    const start = `${prefix}-${new Date(clock.now()).toISOString().slice(0, 4)}-`;
    const numbers = store.ceremonies
      .list()
      .flatMap(({ id }) => (id.startsWith(start) ? [Number(id.slice(start.length))] : []));
    return `${start}${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
  }

  return {
    ids: () => store.ceremonies.list().map(({ id }) => id),
    read,
    start: (script, contents, prefix) =>
      inTurn('before this one', () => {
        const made = store.write(() => {
          const id = nextId(prefix);
          store.ceremonies.insert({ id, script: script.text });
          const entries: CeremonyEntry[] = [];
          for (const content of contents) entries.push(append(id, entries.at(-1) ?? null, content));
          // Whoever may not be there is refused before anything of it is kept.
          const names = namesIn(entries);
          for (const [at, name] of names.entries()) requireUnlike(names.slice(0, at), name);
          replay(script, entries);
          return { id, hash: entries.at(-1)?.hash ?? '' };
        });
        written.set(made.id, made.hash);
        return read(made.id);
      }),
    add: (id, contents) =>
      inTurn(id, () => {
        const hash = store.write(() => {
          const kept = read(id);
          let { run } = kept;
          const names = [...namesIn(kept.entries)];
          for (const content of contents) {
            requireTime(run, content);
            requireFollowing(run, names, content);
            if ('name' in content) {
              requireUnlike(names, content.name);
              names.push(content.name);
            }
            run = applyEntry(run, append(id, run.newest, content));
          }
          if (run.endedAt === null && run.at >= run.steps.length && run.openSet === null) {
            run = applyEntry(run, append(id, run.newest, { kind: 'completed' }));
          }
          return run.newest.hash;
        });
        written.set(id, hash);
        return read(id);
      }),
    requireFree(id) {
      takeTurn(id);
      dropIdleTurn();
    },
    interrupt(id) {
      written.delete(id);
      running.delete(id);
      dropIdleTurn();
    },
    forget,
    requireLive({ run, isLive }) {
      if (isLive) return;
      throw new AppError(
        'CEREMONY_INTERRUPTED',
        `ceremony ${run.id} was interrupted, or another window or command runs it`,
        {
          hint: `say that it goes on here: dcm-keys ceremony run --resume ${run.id}`,
        },
      );
    },
  };
}

function eventOf({ kind }: CeremonyContent): 'ceremony.started' | 'ceremony.ended' | 'ceremony.recorded' {
  if (kind === 'started') return 'ceremony.started';
  return kind === 'completed' || kind === 'aborted' ? 'ceremony.ended' : 'ceremony.recorded';
}

function damaged(id: string, problem: string): AppError {
  return new AppError('DATABASE_DAMAGED', `the transcript of ceremony ${id}: ${problem}`, {
    hint: 'it was changed outside of the app: keep a copy of the home as it is, and tell your auditor',
  });
}
