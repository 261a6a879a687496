import type {
  CeremonyContent,
  CeremonyPerson,
  CeremonySummary,
  CeremonyView,
  WitnessGives,
} from '../../shared/model/ceremony.ts';
import { arrivalsOf } from '../domain/ceremony-arrivals.ts';
import { requireNewNumbers } from '../domain/ceremony-bags.ts';
import { requireDone } from '../domain/ceremony-done.ts';
import { nextSlot } from '../domain/ceremony-people.ts';
import { requireDueStep, requireFollowing, requireThere, requireWatched } from '../domain/ceremony-rules.ts';
import { type CeremonyRun, dueStep, nameIn } from '../domain/ceremony-run.ts';
import { readScriptToBegin } from '../domain/ceremony-script-start.ts';
import { isDocumentField, unkeptFieldsOf } from '../../shared/text/ceremony-fields.ts';
import { changesSomething, type RunStep } from '../domain/ceremony-steps.ts';
import { ceremonySummary, ceremonyView } from '../domain/ceremony-view.ts';
import { judgeWitness } from '../domain/ceremony-witness.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError, hasCode } from '../domain/errors.ts';
import {
  type ActGiven,
  type CeremonyActs,
  type CeremonyMachine,
  requireActs,
  type StepFacts,
} from './ceremony-acts.ts';
import { createCeremonyAbort } from './ceremony-abort.ts';
import type { CeremonyProps } from './ceremony-props.ts';
import type { CeremonyFile } from './ceremony-files.ts';
import type { CeremonyLog, KeptCeremony } from './ceremony-log.ts';
import { createCeremonyTurns } from './ceremony-turns.ts';
import { keptValues, trimmed } from './ceremony-values.ts';

type Values = Readonly<Record<string, string>>;

/** A share, for the eyes of one custodian. */
export interface ShownShare {
  readonly text: string;
  readonly number: number;
  readonly of: number;
  readonly set: string;
}

/** Ceremonies of one home: what its script says, step by step, with a transcript that is written before anything is shown. */
export interface Ceremonies {
  /** Newest first. */
  list(): readonly CeremonySummary[];
  /** @throws CEREMONY_NOT_FOUND, DATABASE_DAMAGED */
  state(id: string): CeremonyView;
  /** Opens the keychain and makes sure that there is a key to sign with. @throws KEYCHAIN_*, AUDIT_BROKEN, HOME_UNWRITABLE */
  prepare(): Promise<void>;
  /**
   * Starts one with an administrator, a witness, and whoever else is there. The keychain is opened: what could not be
   * signed at the end does not begin.
   * @throws CEREMONY_SCRIPT_REFUSED, CEREMONY_PERSON_*, KEYCHAIN_*, AUDIT_BROKEN, HOME_*
   */
  start(scriptText: string, people: readonly CeremonyPerson[]): Promise<CeremonyView>;
  /** Does the step that is due. Values of secret fields are used and not kept. @throws CEREMONY_*, what the act throws */
  act(id: string, step: string, values: Values): Promise<CeremonyView>;
  /**
   * Gives one share to the custodian whose turn it is; that it is shown is on the disk before. Only while it is shown.
   * @throws CEREMONY_*
   */
  showShare(id: string, step: string): Promise<ShownShare>;
  /** The file that the newest step made, to be put onto its medium. @throws CEREMONY_* */
  file(id: string): CeremonyFile;
  /** What `file` gave lies on its medium now: before that nothing is done that would make this the only copy. */
  fileSaved(id: string, file: CeremonyFile): void;
  /** The witness's own work. @throws CEREMONY_MISMATCH (the step has then stopped), CEREMONY_* */
  confirm(id: string, step: string, gives: WitnessGives): CeremonyView;
  /** @throws CEREMONY_*, INPUT_INVALID */
  deviate(id: string, said: { readonly text: string; readonly confirmedBy: readonly [string, string] }): CeremonyView;
  pause(id: string, reason: string): CeremonyView;
  /** Goes on after a pause, or after the app ended. What was half shared is then void. */
  resume(id: string): Promise<CeremonyView>;
  /**
   * Ends it. A key that it made and that is a draft still is taken away, and its set of shares is void; what is to go is in
   * the transcript before. `papers`: how papers with shares were destroyed. @throws CEREMONY_*, KEYCHAIN_*
   */
  abort(id: string, reason: string, papers?: string | null): Promise<CeremonyView>;
  arrive(id: string, person: CeremonyPerson): CeremonyView;
  leave(id: string, slot: string, reason: string): CeremonyView;
  comeBack(id: string, slot: string): CeremonyView;
  replacePerson(
    id: string,
    slot: string,
    by: Pick<CeremonyPerson, 'name' | 'document'> & { readonly reason: string },
  ): CeremonyView;
  /** Lets another process go on with what runs here: at the end of the home. */
  forget(): void;
}

interface Dependencies {
  readonly log: CeremonyLog;
  readonly acts: CeremonyActs;
  readonly proofs: { prepare(): Promise<unknown> };
  readonly machine: CeremonyMachine;
  readonly clock: Clock;
  readonly appVersion: string;
  /** A home of rehearsals holds nothing else; `null`: these are real. */
  readonly props: CeremonyProps | null;
}

/** Makes the ceremonies of one home. */
export function createCeremonies(dependencies: Dependencies): Ceremonies {
  const { log, acts, proofs, machine, clock, appVersion, props } = dependencies;
  const aborts = createCeremonyAbort(dependencies);
  const alone = createCeremonyTurns();

  function view(kept: KeptCeremony): CeremonyView {
    const { script, run, entries, isLive } = kept;
    const shown = [...acts.shown(run), ...(props?.shown(run) ?? [])];
    return ceremonyView(run, {
      sha256: script.sha256,
      isLive,
      entries: entries.length,
      shown,
      file: acts.files.state(run.id),
    });
  }

  function live(id: string): KeptCeremony {
    const kept = log.read(id);
    log.requireLive(kept);
    return kept;
  }

  function record(id: string, content: (run: CeremonyRun) => CeremonyContent): CeremonyView {
    return view(log.add(id, [content(live(id).run)]));
  }

  /** What a failed act leaves in the transcript; whoever asked gets the error itself. */
  function noteFailure(id: string, step: string, error: unknown): void {
    const isOurs = error instanceof AppError;
    const problem = isOurs ? error.message.toWellFormed() : 'an error that should not happen';
    log.add(id, [{ kind: 'failed', step, code: isOurs ? error.code : 'INTERNAL', problem, facts: {} }]);
  }

  async function carryOut(id: string, given: ActGiven): Promise<StepFacts> {
    const { due } = given;
    const act = acts.acts[due.step.kind];
    try {
      const doIt = async () => (await act?.(given)) ?? {};
      const facts = props === null ? await doIt() : await props.within(given, doIt);
      if (due.step.kind === 'register-request') await props?.carry(id, acts.files.take(id).text);
      return facts;
    } catch (error) {
      noteFailure(id, due.id, error);
      throw error;
    }
  }

  /** In a rehearsal nobody has to bring a file: one that is left out is there. */
  function broughtTo(run: CeremonyRun, { step }: RunStep, values: Values): Values {
    const name = unkeptFieldsOf(step).find((id) => isDocumentField(step, id));
    const document = props?.document(run.id, step.kind) ?? '';
    return name === undefined || (values[name] ?? '') !== '' || document === ''
      ? values
      : { ...values, [name]: document };
  }

  async function actOnce(id: string, stepId: string, given: Values): Promise<CeremonyView> {
    const { run } = live(id);
    const due = requireDueStep(run, stepId);
    const unkept = unkeptFieldsOf(due.step);
    const values = keptValues(given, unkept);
    const { slot } = due;
    try {
      requireDone(run, due, { slot, values });
      requireNewNumbers(run, due, values);
    } catch (error) {
      // A comparison that failed is part of the record; what was only forgotten is not.
      if (hasCode(error, 'CEREMONY_CHECK_FAILED')) noteFailure(id, due.id, error);
      throw error;
    }
    if (due.step.kind === 'show-share' && run.status === 'waiting') {
      throw new AppError('CEREMONY_OUT_OF_ORDER', 'this share has not been shown', {
        hint: 'show it to its custodian first',
      });
    }
    requireWatched(run, due);
    const begins = changesSomething(due.step) && run.status === 'waiting';
    const begun = begins ? log.add(id, [{ kind: 'begun', step: due.id }]).run : run;
    if (!begins) requireFollowing(begun, [], { kind: 'done', step: due.id, slot, values, facts: {} });
    const facts = await carryOut(id, { run: begun, due, values: broughtTo(begun, due, trimmed(given)) });
    return view(log.add(id, [{ kind: 'done', step: due.id, slot, values, facts }]));
  }

  return {
    list: () =>
      log
        .ids()
        .map((id) => ceremonySummary(log.read(id)))
        .toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1)),
    state: (id) => view(log.read(id)),
    async prepare() {
      await proofs.prepare();
    },
    async start(scriptText, people) {
      const script = readScriptToBegin(Buffer.from(scriptText, 'utf8'));
      requireActs(acts, script);
      await proofs.prepare();
      const made = await props?.prepare(script.script);
      const started: CeremonyContent = {
        kind: 'started',
        script: script.script.name,
        sha256: script.sha256,
        isRehearsal: props !== null,
        appVersion,
        appReports: machine.appReports(),
      };
      const kept = log.start(script, [started, ...arrivalsOf(people)], props === null ? 'C' : 'R');
      if (made !== undefined) props?.keep(kept.run.id, made);
      return view(kept);
    },
    act: async (id, step, values) => await alone(id, async () => await actOnce(id, step, values)),
    async showShare(id, step) {
      const { run } = live(id);
      const due = requireDueStep(run, step);
      const [number, set] = [due.round, run.facts.set];
      if (due.step.kind !== 'show-share' || number === null || set === null) {
        throw new AppError('CEREMONY_OUT_OF_ORDER', 'no share is shown at this step', {
          hint: 'look at the step that is due',
        });
      }
      requireThere(run, due.slot);
      requireWatched(run, due);
      if (run.status === 'waiting') log.add(id, [{ kind: 'begun', step: due.id }]);
      return {
        text: await acts.shares.showShare(set, number, nameIn(run, due.slot)),
        number,
        of: run.facts.shares ?? number,
        set,
      };
    },
    file(id) {
      live(id);
      return acts.files.take(id);
    },
    fileSaved: (id, file) => acts.files.noteSaved(id, file),
    confirm(id, step, gives) {
      const { run } = live(id);
      const content = judgeWitness(run, requireDueStep(run, step), gives);
      const after = view(log.add(id, [content]));
      if (content.kind === 'witnessed') return after;
      const which = content.kind === 'mismatched' ? (content.wrong ?? []) : [];
      const what = which.length === 0 ? 'what the witness typed' : `word ${which.join(', ')}`;
      throw new AppError('CEREMONY_MISMATCH', `${what} is not what the app has: this step has stopped`, {
        hint: 'compare paper and screen; then record a deviation that two people confirm, and let the witness type again',
      });
    },
    deviate: (id, { text, confirmedBy }) =>
      record(id, (run) => ({
        kind: 'deviated',
        step: dueStep(run)?.id ?? '',
        text: text.trim(),
        confirmedBy: [...confirmedBy],
      })),
    pause: (id, reason) => record(id, () => ({ kind: 'paused', reason: reason.trim() })),
    async resume(id) {
      log.requireFree(id);
      const { run, isLive } = log.read(id);
      await props?.settle(id, run.script);
      const { newest, openSet } = run;
      const since = run.pausedAt !== null && isLive ? run.pausedAt : newest.at;
      const seconds = Math.max(0, Math.round((clock.now() - Date.parse(since)) / 1000));
      const resumed: CeremonyContent = { kind: 'resumed', after: isLive ? 'pause' : 'interruption', seconds };
      if (run.aborting !== null) {
        if (!isLive) log.add(id, [resumed]);
        return await alone(id, async () => view(await aborts.finish(id)));
      }
      if (isLive || openSet === null) return await Promise.resolve(view(log.add(id, [resumed])));
      const why = 'the app ended before every share of it was read back';
      acts.shares.settle(openSet, why);
      return view(log.add(id, [resumed, { kind: 'voided', set: openSet, why }]));
    },
    abort: async (id, reason, papers = null) =>
      await alone(id, async () => {
        log.requireFree(id);
        return view(await aborts.begin(id, { reason, papers }));
      }),
    arrive: (id, { role, name, document }) =>
      record(id, ({ people }) => ({ kind: 'arrived', slot: nextSlot(people, role), name, document })),
    leave: (id, slot, reason) => record(id, () => ({ kind: 'left', slot, reason: reason.trim() })),
    comeBack: (id, slot) => record(id, () => ({ kind: 'returned', slot })),
    replacePerson: (id, slot, by) => record(id, () => ({ kind: 'replaced', slot, ...by })),
    forget: () => log.forget(),
  };
}
