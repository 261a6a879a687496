import type { CeremonyContent, CeremonyEntry, CeremonyPresence } from '../../shared/model/ceremony.ts';
import type { CeremonyScript, StepKind } from '../../shared/model/ceremony-script.ts';
import { type RunStep, stepsOf } from './ceremony-steps.ts';
import { applyPerson } from './ceremony-people.ts';
import { placesAfter } from './ceremony-witness.ts';

/** What is known of the key and the set that a ceremony is about. */
interface CeremonyFacts {
  readonly kid: string | null;
  readonly thumbprint: string | null;
  readonly set: string | null;
  readonly threshold: number | null;
  readonly shares: number | null;
}

/** What an abort takes away, as it was written down before. */
export type Aborting = Extract<CeremonyContent, { kind: 'aborting' }>;

type Deviation = Extract<CeremonyContent, { kind: 'deviated' }>;

/** Where a ceremony stands: what its script and its transcript say together, and nothing else. */
export interface CeremonyRun {
  readonly script: CeremonyScript;
  /** Hash of the script's exact bytes, base64url. */
  readonly fingerprint: string;
  readonly id: string;
  readonly isRehearsal: boolean;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly state: 'running' | 'paused' | 'completed' | 'aborted';
  readonly steps: readonly RunStep[];
  /** Index of the step that is due; their number once all are done. */
  readonly at: number;
  readonly status: 'waiting' | 'begun' | 'done' | 'stopped';
  /** What went wrong at the last try. */
  readonly problem: string | null;
  /** Places of the words that the witness types, where words are his work. */
  readonly places: readonly number[];
  /** Those whose word was another one, where the step has stopped. */
  readonly wrongPlaces: readonly number[];
  readonly people: readonly CeremonyPresence[];
  readonly facts: CeremonyFacts;
  /** When each step was done; a step that is repeated after a void set is not done. */
  readonly doneAt: ReadonlyMap<string, string>;
  /** What was given at each step. */
  readonly values: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly deviations: readonly (Deviation & { readonly at: string; readonly names: readonly string[] })[];
  readonly voided: readonly { readonly at: string; readonly set: string }[];
  /** A set that was begun and is not closed. */
  readonly openSet: string | null;
  /** Whether a share of the set was shown. */
  readonly hasShown: boolean;
  /** Whether papers of a void set wait to be destroyed. */
  readonly hasPapers: boolean;
  readonly pausedAt: string | null;
  /** `null`: nobody aborts it. */
  readonly aborting: Aborting | null;
  readonly newest: CeremonyEntry;
}

/** The run that begins with the first entry. The entry is not checked. */
export function beginRun(script: CeremonyScript, fingerprint: string, entry: CeremonyEntry): CeremonyRun {
  const { content, ceremony, at } = entry;
  return {
    script,
    fingerprint,
    id: ceremony,
    isRehearsal: content.kind === 'started' && content.isRehearsal,
    startedAt: at,
    endedAt: null,
    state: 'running',
    steps: stepsOf(script, script.custodians === 'none' ? 0 : null),
    at: 0,
    status: 'waiting',
    problem: null,
    places: [],
    wrongPlaces: [],
    people: [],
    facts: { kid: null, thumbprint: null, set: null, threshold: null, shares: null },
    doneAt: new Map(),
    values: new Map(),
    deviations: [],
    voided: [],
    openSet: null,
    hasShown: false,
    hasPapers: false,
    pausedAt: null,
    aborting: null,
    newest: entry,
  };
}

/** The step that is due; `null`: none is left. */
export function dueStep(run: CeremonyRun): RunStep | null {
  return run.endedAt === null ? (run.steps[run.at] ?? null) : null;
}

/** How many custodians take part; `null`: it is not known yet. */
export function custodiansNeeded({ script, facts }: Pick<CeremonyRun, 'script' | 'facts'>): number | null {
  if (script.custodians === 'none') return 0;
  return script.custodians === 'all' ? facts.shares : facts.threshold;
}

/** Where the ceremony stands after one more entry, which has been checked by `requireFollowing`. */
export function applyEntry(before: CeremonyRun, entry: CeremonyEntry): CeremonyRun {
  const { content, at, hash } = entry;
  const run = { ...before, newest: entry };
  switch (content.kind) {
    case 'started':
      return run;
    case 'arrived':
    case 'left':
    case 'returned':
    case 'replaced':
      return { ...run, people: applyPerson(run.people, content, at) };
    case 'begun': {
      const isShowing = dueStep(run)?.step.kind === 'show-share';
      return { ...run, status: 'begun', problem: null, hasShown: run.hasShown || isShowing };
    }
    case 'done':
      return applyDone(run, content, hash, at);
    case 'failed':
      return { ...run, status: 'waiting', problem: content.problem };
    case 'witnessed':
      return advanced({ ...run, doneAt: new Map([...run.doneAt, [content.step, at]]) });
    case 'mismatched':
      return { ...run, status: 'stopped', wrongPlaces: content.wrong ?? [] };
    case 'deviated': {
      const names = content.confirmedBy.map((slot) => nameIn(run, slot) ?? slot);
      const deviations = [...run.deviations, { ...content, at, names }];
      return run.status === 'stopped'
        ? { ...run, deviations, status: 'done', places: placesAfter(hash), wrongPlaces: [] }
        : { ...run, deviations };
    }
    case 'paused':
      return { ...run, state: 'paused', pausedAt: at };
    case 'resumed':
      // What was under way when the app ended is asked for again; the act itself looks whether it was done.
      return afterBreak(
        { ...run, state: 'running', pausedAt: null, status: run.status === 'begun' ? 'waiting' : run.status },
        { after: content.after, wasBegun: run.status === 'begun' },
      );
    case 'voided':
      return applyVoided(run, content.set, at);
    case 'aborting':
      return { ...run, state: 'running', pausedAt: null, aborting: content };
    case 'aborted':
      return { ...run, state: 'aborted', endedAt: at, pausedAt: null, hasPapers: hasPapersAfter(run) };
    case 'completed':
      return { ...run, state: 'completed', endedAt: at };
  }
}

function applyDone(
  run: CeremonyRun,
  content: Extract<CeremonyContent, { kind: 'done' }>,
  hash: string,
  at: string,
): CeremonyRun {
  const step = dueStep(run)?.step;
  if (step === undefined) return run;
  const facts = factsAfter(run.facts, { ...content.values, ...content.facts });
  const { openSet, hasPapers } = run;
  const isClosing = step.kind === 'close-split';
  const after: CeremonyRun = {
    ...run,
    facts,
    steps: stepsOf(run.script, custodiansNeeded({ script: run.script, facts })),
    values: new Map([...run.values, [content.step, content.values]]),
    status: 'done',
    problem: null,
    places: step.witness === 'words' ? placesAfter(hash) : [],
    openSet: step.kind === 'begin-split' ? facts.set : isClosing ? null : openSet,
    hasPapers: hasPapers && step.kind !== 'destroy-papers',
  };
  if (step.witness !== 'none') return after;
  return advanced({ ...after, doneAt: new Map([...run.doneAt, [content.step, at]]) });
}

/** Members that count for the rest of the ceremony, where a step gives them. */
function factsAfter(facts: CeremonyFacts, given: Readonly<Record<string, string>>): CeremonyFacts {
  const number = (text: string | undefined, before: number | null) => (text === undefined ? before : Number(text));
  return {
    kid: given['kid'] ?? facts.kid,
    thumbprint: given['thumbprint'] ?? facts.thumbprint,
    set: given['set'] ?? facts.set,
    threshold: number(given['threshold'], facts.threshold),
    shares: number(given['shares'], facts.shares),
  };
}

/** What lies in memory from one step to another: shares for a drill, a file that is to be saved. */
const VOLATILE: readonly (readonly [from: StepKind, to: StepKind])[] = [
  ['give-share', 'drill'],
  ['deliver', 'delete-key'],
  ['register-request', 'receipt'],
  ['register', 'seal-standby'],
];

interface Break {
  readonly after: 'pause' | 'interruption';
  /** Whether the step that is due had been begun. */
  readonly wasBegun: boolean;
}

/** What lay in memory when the app ended is given, or made, again. */
function afterBreak(run: CeremonyRun, { after, wasBegun }: Break): CeremonyRun {
  if (after === 'pause') return run;
  for (const [from, to] of VOLATILE) {
    const [first, last] = [from, to].map((kind) => run.steps.findIndex(({ step }) => step.kind === kind));
    if (first === undefined || last === undefined || first === -1) continue;
    // A drill that was begun has used nothing up; a deletion or a receipt that was begun needs the file no more.
    const isOpen = run.at < last || (run.at === last && run.status === 'waiting' && (to === 'drill' || !wasBegun));
    const wasGiven = first < run.at || (first === run.at && (run.status === 'done' || run.status === 'stopped'));
    if (wasGiven && isOpen) return backTo(run, first);
  }
  return run;
}

/** The run with this step due again, and all that follow it. */
function backTo(run: CeremonyRun, at: number): CeremonyRun {
  const again = new Set(run.steps.slice(at).map(({ id }) => id));
  const doneAt = new Map([...run.doneAt].filter(([id]) => !again.has(id)));
  return { ...run, at, status: 'waiting', problem: null, places: [], doneAt };
}

/** Back to where a new set begins; everything of the void one is to be done again. */
function applyVoided(run: CeremonyRun, set: string, at: string): CeremonyRun {
  const back = run.steps.findIndex(({ step }) => step.kind === 'destroy-papers');
  return skipNeedless({
    ...backTo(run, back),
    facts: { ...run.facts, set: null },
    voided: [...run.voided, { at, set }],
    openSet: null,
    hasShown: false,
    hasPapers: run.hasPapers || run.hasShown,
  });
}

function advanced(run: CeremonyRun): CeremonyRun {
  return skipNeedless({ ...run, at: run.at + 1, status: 'waiting', problem: null, places: [] });
}

/** Papers are destroyed only where there are some. */
function skipNeedless(run: CeremonyRun): CeremonyRun {
  const isNeedless = run.steps[run.at]?.step.kind === 'destroy-papers' && !run.hasPapers;
  return isNeedless ? { ...run, at: run.at + 1 } : run;
}

/** Whether papers are left when it has been aborted. */
function hasPapersAfter({ hasPapers, aborting }: CeremonyRun): boolean {
  return hasPapers && (aborting?.papers ?? null) === null;
}

/** Who is in a place now; `null`: nobody. */
export function nameIn({ people }: Pick<CeremonyRun, 'people'>, slot: string): string | null {
  const person = people.find((one) => one.slot === slot);
  return person === undefined || person.leftAt !== null ? null : person.name;
}
