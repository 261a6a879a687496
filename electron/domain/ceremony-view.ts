import type { CeremonySummary, CeremonyState, CeremonyView } from '../../shared/model/ceremony.ts';
import type { InBoth } from '../../shared/model/ceremony-script.ts';
import { type CeremonyRun, custodiansNeeded, dueStep, nameIn } from './ceremony-run.ts';
import { type RunStep } from './ceremony-steps.ts';
import { fieldsOf, isDocumentField, isSecretField } from '../../shared/text/ceremony-fields.ts';

/** The only environment of a home of rehearsals: it leads nowhere. */
export const REHEARSAL_ENVIRONMENT = 'rehearsal';

type Now = NonNullable<CeremonyView['now']>;

/** What the screen shows beside what the transcript says. */
export interface ViewFacts {
  readonly sha256: string;
  /** Whether this process is the one that runs it. */
  readonly isLive: boolean;
  readonly entries: number;
  readonly shown: Now['shown'];
  readonly file: CeremonyView['file'];
}

/** Where a ceremony stands, for the screen in the room. */
export function ceremonyView(run: CeremonyRun, { sha256, isLive, entries, shown, file }: ViewFacts): CeremonyView {
  const { script, id, isRehearsal, startedAt, endedAt, people, facts, pausedAt } = run;
  const { name, title, purpose } = script;
  const due = dueStep(run);
  return {
    id,
    isRehearsal,
    script: { name, title, purpose, sha256, fingerprint: run.fingerprint },
    state: ceremonyState(run, isLive),
    startedAt,
    endedAt,
    now: due === null ? null : nowOf(run, due, shown),
    steps: run.steps.map((one, at) => stepView(run, one, at)),
    people: [...people],
    custodiansNeeded: custodiansNeeded(run),
    deviations: run.deviations.map(({ at, step, text, names }) => ({ at, step, text, confirmedBy: [...names] })),
    voided: [...run.voided],
    isAborting: run.aborting !== null && endedAt === null,
    hasPapers: run.hasPapers || (endedAt === null && run.script.outcome === 'split' && run.hasShown),
    pausedAt,
    facts,
    file,
    entries,
    head: run.newest.hash,
  };
}

/** `interrupted`: no process that is running wrote its newest entry. */
export function ceremonyState({ state, endedAt }: CeremonyRun, isLive: boolean): CeremonyState {
  return endedAt === null && !isLive ? 'interrupted' : state;
}

function stepView(run: CeremonyRun, { id, step, slot, round }: RunStep, at: number): CeremonyView['steps'][number] {
  const { kind, witness, camera, title } = step;
  const doneAt = run.doneAt.get(id) ?? null;
  return { id, number: at + 1, kind, slot, witness, camera, title: titleOf(title, round), doneAt };
}

function titleOf(title: InBoth, round: number | null): InBoth {
  if (round === null) return title;
  return { en: `${title.en} – ${String(round)}`, uk: `${title.uk} – ${String(round)}` };
}

function presetOf({ script, isRehearsal }: CeremonyRun, id: string): string | null {
  if (id === 'outcome') return script.outcome;
  // Whoever has to reach DCM from the machine of a ceremony says so.
  if (id === 'way') return 'carried';
  return id === 'env' && isRehearsal ? REHEARSAL_ENVIRONMENT : null;
}

function nowOf(run: CeremonyRun, due: RunStep, shown: Now['shown']): Now {
  const { step } = due;
  const fields = fieldsOf(run.script, step);
  return {
    ...stepView(run, due, run.at),
    of: run.steps.length,
    text: step.text,
    person: nameIn(run, due.slot),
    witnessName: nameIn(run, 'witness'),
    status: run.status,
    fields: fields.map((field) => ({
      ...field,
      isSecret: isSecretField(step, field.id),
      isDocument: isDocumentField(step, field.id),
      preset: presetOf(run, field.id),
    })),
    shown: [...shown],
    places: [...run.places],
    wrongPlaces: [...run.wrongPlaces],
    repeats: fields.find(({ id }) => id === step.repeats)?.label ?? null,
    problem: run.problem,
  };
}

/** One line of the list of ceremonies. */
export function ceremonySummary({
  run,
  isLive,
}: {
  readonly run: CeremonyRun;
  readonly isLive: boolean;
}): CeremonySummary {
  const { id, isRehearsal, script, startedAt, endedAt, facts } = run;
  const state = ceremonyState(run, isLive);
  return { id, isRehearsal, script: script.name, title: script.title, state, startedAt, endedAt, kid: facts.kid };
}
