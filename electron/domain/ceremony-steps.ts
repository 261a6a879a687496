import type { CeremonyField, CeremonyScript, ScriptStep, StepKind } from '../../shared/model/ceremony-script.ts';
import { CEREMONY_FIELDS, CEREMONY_OUTCOMES, type CeremonyFieldId } from '../../shared/text/ceremony-fields.ts';

/** Kinds that change something outside of the transcript: their beginning is recorded before it happens. */
const CHANGING: ReadonlySet<StepKind> = new Set([
  'generate-key',
  'seal-standby',
  'check-standby',
  'deliver',
  'begin-split',
  'show-share',
  'close-split',
  'register-request',
  'receipt',
  'drill',
  'rotate',
  'delete-key',
]);

/** Kinds with a field that is used and never kept: a share, or a whole document whose digest is enough. */
const UNKEPT_FIELDS: Partial<Record<StepKind, readonly CeremonyFieldId[]>> = {
  'read-back': ['share'],
  'give-share': ['share'],
  receipt: ['document'],
  drill: ['backup-file'],
  'seal-standby': ['passphrase'],
  'check-standby': ['passphrase'],
  rotate: ['passphrase'],
};
const SECRETS: readonly string[] = ['share', 'passphrase'];

const OWN_FIELDS: Partial<Record<StepKind, readonly CeremonyFieldId[]>> = {
  'compare-app': ['published', 'computed'],
  'name-key': ['kid'],
  'name-set': ['set'],
  'seal-standby': ['passphrase', 'bag', 'seal-number', 'safe'],
  'check-standby': ['passphrase'],
  deliver: ['workstation', 'device-key'],
  'destroy-papers': ['papers'],
  'read-back': ['share'],
  'give-share': ['share'],
  'register-request': ['env'],
  receipt: ['document'],
  'delete-key': ['kid', 'reason'],
  rotate: ['passphrase', 'replaces', 'reason'],
  drill: ['backup-file', 'bags'],
};

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

/** Fields that are used and never kept. */
export function unkeptFieldsOf({ kind }: ScriptStep): readonly string[] {
  return UNKEPT_FIELDS[kind] ?? [];
}

/** Whether a whole document is given in this field, as a file. */
export function isDocumentField(step: ScriptStep, id: string): boolean {
  return unkeptFieldsOf(step).includes(id) && !SECRETS.includes(id);
}

/** Whether what is typed into this field must be seen by nobody else. */
export function isSecretField(step: ScriptStep, id: string): boolean {
  return unkeptFieldsOf(step).includes(id) && SECRETS.includes(id);
}

/** What is asked for at a step: by the app itself, then by the script. */
export function fieldsOf(script: CeremonyScript, step: ScriptStep): readonly CeremonyField[] {
  return [...ownFields(script, step), ...(step.fields ?? [])];
}

function ownFields(script: CeremonyScript, step: ScriptStep): readonly CeremonyField[] {
  if (step.kind === 'choose') return chooseFields(script);
  if (step.kind === 'check-machine') return step.checks?.includes('clock') === true ? [field('clock-source')] : [];
  if (step.kind === 'generate-key') return [field('label', false), field('env', script.outcome === 'standby')];
  return (OWN_FIELDS[step.kind] ?? []).map((id) => field(id));
}

function chooseFields({ outcome }: CeremonyScript): readonly CeremonyField[] {
  const options = Object.entries(CEREMONY_OUTCOMES).map(([id, label]) => ({ id, label }));
  const choice = { ...field('outcome'), options };
  return outcome === 'split' ? [choice, field('decision'), field('threshold'), field('shares')] : [choice];
}

function field(id: CeremonyFieldId, isRequired = true): CeremonyField {
  return { id, label: CEREMONY_FIELDS[id], isRequired };
}
