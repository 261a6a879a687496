import type { CeremonyScript, ScriptStep, StepKind } from '../../shared/model/ceremony-script.ts';

/** Kinds that change something outside of the transcript: their beginning is recorded before it happens. */
const CHANGING: ReadonlySet<StepKind> = new Set([
  'generate-key',
  'seal-standby',
  'check-standby',
  'deliver',
  'begin-split',
  'show-share',
  'close-split',
  'register',
  'register-request',
  'receipt',
  'drill',
  'rotate',
  'delete-key',
]);

/** A step as it is carried out: a round of a custodian is a step of its own. */
export interface RunStep {
  readonly id: string;
  readonly step: ScriptStep;
  /** Who does it. */
  readonly slot: string;
  /** Which custodian's round it is; `null`: it is done once. */
  readonly round: number | null;
}

/** The steps in their order, with the rounds of `custodians` people; a round that is not known yet stands there once. */
export function stepsOf(script: CeremonyScript, custodians: number | null): readonly RunStep[] {
  const steps: RunStep[] = [];
  for (let at = 0; at < script.steps.length;) {
    const step = script.steps[at];
    if (step === undefined) break;
    if (step.each === undefined) {
      steps.push({ id: step.id, step, slot: step.role === 'custodian' ? 'custodian-1' : step.role, round: null });
      at += 1;
      continue;
    }
    let end = at;
    while (script.steps[end]?.each !== undefined) end += 1;
    for (let round = 1; round <= (custodians ?? 1); round += 1) {
      for (const one of script.steps.slice(at, end)) {
        const slot = one.role === 'custodian' ? `custodian-${String(round)}` : one.role;
        steps.push({ id: `${one.id}.${String(round)}`, step: one, slot, round });
      }
    }
    at = end;
  }
  return steps;
}

export function changesSomething({ kind }: ScriptStep): boolean {
  return CHANGING.has(kind);
}
