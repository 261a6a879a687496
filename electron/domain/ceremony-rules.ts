import type { CeremonyContent, CeremonyEntry } from '../../shared/model/ceremony.ts';
import {
  type Aborting,
  applyEntry,
  beginRun,
  type CeremonyRun,
  custodiansNeeded,
  dueStep,
  nameIn,
} from './ceremony-run.ts';
import { requireDone } from './ceremony-done.ts';
import { requirePerson } from './ceremony-people.ts';
import type { ReadScript } from './ceremony-script.ts';
import { changesSomething, type RunStep } from './ceremony-steps.ts';
import { isSameReading } from './ceremony-witness.ts';
import { AppError } from './errors.ts';

type Kind = CeremonyContent['kind'];
/** What may happen while a ceremony is paused. */
const WHILE_PAUSED: ReadonlySet<Kind> = new Set([
  'resumed',
  'aborting',
  'aborted',
  'arrived',
  'left',
  'returned',
  'replaced',
  'voided',
]);
/** What may happen once it is being aborted. */
const WHILE_ABORTING: ReadonlySet<Kind> = new Set(['resumed', 'voided', 'aborted']);

/**
 * Refuses what can't follow now: out of order, by somebody who isn't there, while it is paused, stopped or over. The same
 * rules decide when a ceremony runs and when its transcript is checked.
 * @throws CEREMONY_ENDED, CEREMONY_PAUSED, CEREMONY_OUT_OF_ORDER, CEREMONY_STOPPED, CEREMONY_PERSON_MISSING,
 *   CEREMONY_PERSON_REFUSED, INPUT_INVALID
 */
export function requireFollowing(run: CeremonyRun, names: readonly string[], content: CeremonyContent): void {
  requireOpen(run, WHILE_PAUSED.has(content.kind));
  if (run.aborting !== null && !WHILE_ABORTING.has(content.kind)) throw underAbort(run);
  switch (content.kind) {
    case 'started':
      throw outOfOrder('a ceremony starts only once');
    case 'arrived':
    case 'left':
    case 'returned':
    case 'replaced':
      requirePerson(run.people, names, content, custodiansNeeded(run));
      return;
    case 'begun':
      if (!changesSomething(requireDue(run, content.step, ['waiting']).step))
        throw outOfOrder('this step has no beginning');
      return;
    case 'failed':
      requireDue(run, content.step, ['waiting', 'begun']);
      return;
    case 'done': {
      const due = requireDue(run, content.step, null);
      requireStatus(run, changesSomething(due.step) ? ['begun'] : ['waiting']);
      requireDone(run, due, content);
      return;
    }
    case 'witnessed':
    case 'mismatched':
      requireWitness(run, content);
      return;
    case 'deviated':
      requireDue(run, content.step, null);
      requireTwo(run, content.confirmedBy);
      return;
    case 'paused':
      return;
    case 'resumed':
      if (content.after === 'pause' && run.state !== 'paused') throw outOfOrder('this ceremony is not paused');
      return;
    case 'voided':
      if (run.script.outcome !== 'split' || content.set !== run.facts.set) throw outOfOrder('there is no such set');
      return;
    case 'aborting':
      requireOwn(run, content);
      return;
    case 'aborted':
      requireTakenAway(run, content);
      return;
    case 'completed':
      if (run.at < run.steps.length) throw outOfOrder('not every step is done');
      if (run.openSet !== null) throw outOfOrder('a set of shares is open still');
      return;
  }
}

/**
 * Follows a transcript from its first entry: every entry must have been allowed when it was made. The chain of hashes is
 * checked elsewhere.
 * @throws what `requireFollowing` throws; CEREMONY_OUT_OF_ORDER where it doesn't begin with this script
 */
export function replay({ script, sha256, fingerprint }: ReadScript, entries: readonly CeremonyEntry[]): CeremonyRun {
  const [first, ...rest] = entries;
  if (first?.content.kind !== 'started') throw outOfOrder('a transcript begins with the start');
  if (first.content.sha256 !== sha256 || first.content.script !== script.name)
    throw outOfOrder('it followed another script');
  if (first.content.isRehearsal !== first.ceremony.startsWith('R-'))
    throw outOfOrder('its number is not that of its kind');
  let run = beginRun(script, fingerprint, first);
  const names: string[] = [];
  for (const entry of rest) {
    requireFollowing(run, names, entry.content);
    if (entry.content.kind === 'arrived' || entry.content.kind === 'replaced') names.push(entry.content.name);
    run = applyEntry(run, entry);
  }
  return run;
}

/** Everyone who ever took part. */
export function namesIn(entries: readonly CeremonyEntry[]): readonly string[] {
  return entries.flatMap(({ content }) =>
    content.kind === 'arrived' || content.kind === 'replaced' ? [content.name] : [],
  );
}

/** Only what this ceremony has made is taken away with it. */
function requireOwn({ facts, script }: CeremonyRun, { voids }: Aborting): void {
  if (voids !== null && (script.outcome !== 'split' || voids !== facts.set)) throw outOfOrder('there is no such set');
}

/** What was announced is gone, or it is said that it is not; transcripts of before announce nothing. */
function requireTakenAway(
  { aborting, voided }: CeremonyRun,
  { reason, removedKid, pendingKid }: Extract<CeremonyContent, { kind: 'aborted' }>,
): void {
  if (aborting === null) return;
  const isSame = reason === aborting.reason && (removedKid ?? pendingKid ?? null) === aborting.removes;
  const isVoid = aborting.voids === null || voided.some(({ set }) => set === aborting.voids);
  const isOne = removedKid === null || pendingKid === undefined;
  if (!isSame || !isVoid || !isOne) throw outOfOrder('this is not the abort that was begun');
}

function underAbort({ id }: CeremonyRun): AppError {
  return new AppError('CEREMONY_OUT_OF_ORDER', 'this ceremony is being aborted', {
    hint: `have that brought to its end: dcm-keys ceremony run --resume ${id}`,
  });
}

/** The step that is due, if this is it. @throws CEREMONY_ENDED, CEREMONY_PAUSED, CEREMONY_OUT_OF_ORDER */
export function requireDueStep(run: CeremonyRun, id: string): RunStep {
  requireOpen(run, false);
  if (run.aborting !== null) throw underAbort(run);
  return requireDue(run, id, null);
}

function requireOpen({ endedAt, state }: CeremonyRun, mayPause: boolean): void {
  if (endedAt !== null) {
    throw new AppError('CEREMONY_ENDED', `this ceremony is over: it was ${state}`, {
      hint: 'what it did stays as it is; start another one',
    });
  }
  if (state === 'paused' && !mayPause) {
    throw new AppError('CEREMONY_PAUSED', 'this ceremony is paused', { hint: 'go on with it first' });
  }
}

function requireDue(run: CeremonyRun, id: string, statuses: readonly CeremonyRun['status'][] | null) {
  const due = dueStep(run);
  if (due?.id !== id) {
    throw outOfOrder(`step "${id}" is not the one that is due${due === null ? '' : ` ("${due.id}")`}`);
  }
  if (statuses !== null) requireStatus(run, statuses);
  return due;
}

function requireStatus({ status }: CeremonyRun, statuses: readonly CeremonyRun['status'][]): void {
  if (status === 'stopped') {
    throw new AppError('CEREMONY_STOPPED', 'what the witness typed was not what the app has: this step has stopped', {
      hint: 'find out why, record it as a deviation that two people confirm, and let the witness type again; or abort',
    });
  }
  if (statuses.includes(status)) return;
  throw outOfOrder(status === 'done' ? 'this step waits for the witness' : `this step is ${status}`);
}

function requireWitness(
  run: CeremonyRun,
  content: Extract<CeremonyContent, { kind: 'witnessed' | 'mismatched' }>,
): void {
  const { step } = requireDue(run, content.step, ['done']);
  requireThere(run, 'witness');
  const isWords = step.witness === 'words';
  if (isWords && content.places.join() !== run.places.join()) throw outOfOrder('the witness was asked for other words');
  if (content.kind === 'mismatched') {
    const isAsked = (content.wrong ?? []).every((place) => run.places.includes(place));
    if (!isAsked) throw outOfOrder('the witness was asked for other words');
    if (step.witness === 'words' || step.witness === 'repeats') return;
    throw outOfOrder('nothing is compared at this step');
  }
  if (content.work !== step.witness) throw outOfOrder('this is not the witness’s work here');
  if (isWords) return;
  if (content.saw === null || content.saw.trim() === '') throw invalid('the witness has not said what was seen');
  if (step.witness !== 'repeats') return;
  const recorded = run.values.get(content.step)?.[step.repeats ?? ''] ?? '';
  if (!isSameReading(content.saw, recorded)) throw outOfOrder('the two readings differ');
}

function requireTwo(run: CeremonyRun, [one, other]: readonly [string, string]): void {
  if (one === other) throw invalid('a deviation is confirmed by two different people');
  requireThere(run, one);
  requireThere(run, other);
}

/** @throws CEREMONY_PERSON_MISSING */
export function requireThere(run: CeremonyRun, slot: string): string {
  const name = nameIn(run, slot);
  if (name !== null) return name;
  throw new AppError('CEREMONY_PERSON_MISSING', `nobody is in the place of the ${slot}`, {
    hint: 'wait for this person, or record who takes the place',
  });
}

/**
 * Nothing is changed while nobody watches: whoever turns away from a share is in the room still. A rule for what is done now;
 * a transcript of before is read without it.
 * @throws CEREMONY_PERSON_MISSING
 */
export function requireWatched(run: CeremonyRun, { step }: RunStep): void {
  if (!changesSomething(step) && step.camera !== 'secret') return;
  requireThere(run, 'administrator');
  requireThere(run, 'witness');
}

function outOfOrder(what: string): AppError {
  return new AppError('CEREMONY_OUT_OF_ORDER', what, { hint: 'steps are neither skipped nor changed in their order' });
}

function invalid(what: string): AppError {
  return new AppError('INPUT_INVALID', what, { hint: 'say it, and try again' });
}
