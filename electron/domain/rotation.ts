import type { Rotation, RotationStep, RotationView } from '../../shared/model/rotation.ts';

/** What DCM answered when it was asked last. `null`: it could not be asked. */
export interface RotationLook {
  readonly isNewListed: boolean | null;
  readonly isNewAccepted: boolean | null;
  readonly isOldListed: boolean | null;
  readonly isOldAccepted: boolean | null;
}

/** Steps that only DCM's answers make, or undo. */
const SEEN: readonly RotationStep[] = ['new-listed', 'new-accepted', 'old-unlisted', 'old-refused'];

/** Tells whether a step has been taken, and stands. */
export function hasStep(rotation: Rotation, step: RotationStep): boolean {
  return rotation.steps.some((one) => one.step === step);
}

/** Gives the rotation with one more step; a step that stands already keeps its instant. */
export function withStep(rotation: Rotation, step: RotationStep, at: string, note: string | null = null): Rotation {
  if (hasStep(rotation, step)) return rotation;
  return { ...rotation, steps: [...rotation.steps, { step, at, note }] };
}

/**
 * Gives the rotation after a look at DCM. What was not asked stays as it was; what DCM now denies stands no longer:
 * nothing may call a key safe because of an answer that has been overtaken.
 */
export function withLook(rotation: Rotation, look: RotationLook, at: string): Rotation {
  const answers: Readonly<Record<string, boolean | null>> = {
    'new-listed': look.isNewListed,
    'new-accepted': look.isNewAccepted,
    'old-unlisted': look.isOldListed === null ? null : !look.isOldListed,
    'old-refused': look.isOldAccepted === null ? null : !look.isOldAccepted,
  };
  const kept = { ...rotation, steps: rotation.steps.filter(({ step }) => answers[step] !== false) };
  return SEEN.filter((step) => answers[step] === true).reduce((seen, step) => withStep(seen, step, at), kept);
}

/** What is wanted before the successor signs. In an emergency nobody waits for the call-back service to be told. */
const BEFORE_SWITCH: Readonly<Record<Rotation['kind'], readonly RotationStep[]>> = {
  planned: ['new-listed', 'new-accepted', 'call-back-confirmed'],
  emergency: ['new-listed', 'new-accepted'],
};

/**
 * Shows a rotation with what may be done next. Tokens of the old key may be under way for the longest life that the
 * policy allows, and DCM's clock may be off by the leeway: until then it stays registered.
 */
export function viewRotation(
  rotation: Rotation,
  { longestLifeSeconds, leewaySeconds }: { readonly longestLifeSeconds: number; readonly leewaySeconds: number },
): RotationView {
  const waitsFor = BEFORE_SWITCH[rotation.kind].filter((step) => !hasStep(rotation, step));
  const switched = rotation.steps.find(({ step }) => step === 'switched');
  const neededUntil =
    switched === undefined ? null : Date.parse(switched.at) + (longestLifeSeconds + leewaySeconds) * 1000;
  return {
    rotation,
    waitsFor,
    maySwitch: rotation.endedAt === null && switched === undefined && waitsFor.length === 0,
    isSafe: (['old-unlisted', 'old-refused', 'new-accepted'] as const).every((step) => hasStep(rotation, step)),
    oldKeyNeededUntil: neededUntil === null ? null : new Date(neededUntil).toISOString(),
    longestLifeSeconds,
    leewaySeconds,
  };
}
