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
  // A successor that was believed to stand there, and does not, is still to be sent.
  const isGone = (step: RotationStep, note: string | null) =>
    step === 'new-sent' && note === STOOD_THERE && look.isNewListed === false;
  const kept = {
    ...rotation,
    steps: rotation.steps.filter(({ step, note }) => answers[step] !== false && !isGone(step, note)),
  };
  return SEEN.filter((step) => answers[step] === true).reduce((seen, step) => withStep(seen, step, at), kept);
}

/** The note of a successor that DCM had before: nothing was sent for it. */
const STOOD_THERE = 'it stood there already';

/** Names the successor. Where DCM has its entry already (a standby key that was registered), nothing need be sent for it. */
export function withSuccessor(
  rotation: Rotation,
  newKid: string,
  { isThere, at }: { isThere: boolean; at: string },
): Rotation {
  const named = { ...rotation, newKid };
  return isThere ? withStep(named, 'new-sent', at, STOOD_THERE) : named;
}

/** Tells whether the old key's entry still needs another key over it: in an emergency whose successor has an entry of its own. */
export function needsCover(rotation: Rotation): boolean {
  const isBeside = rotation.steps.some(
    ({ step, note }) => step === 'new-sent' && (note === STOOD_THERE || note === 'POST'),
  );
  return (
    rotation.kind === 'emergency' && isBeside && !hasStep(rotation, 'old-covered') && !hasStep(rotation, 'old-unlisted')
  );
}

/** What is wanted before the successor signs. In an emergency nobody waits for the call-back service to be told. */
const BEFORE_SWITCH: Readonly<Record<Rotation['kind'], readonly RotationStep[]>> = {
  planned: ['new-listed', 'new-accepted', 'call-back-confirmed'],
  emergency: ['new-listed', 'new-accepted'],
};

/** How far DCM's clock may be from ours, seconds. */
const LEEWAY_SECONDS = 30;

/**
 * Until when the old key stays registered, Unix milliseconds; `null`: the switch is still to come. Its tokens live as long
 * as the policy allows, and DCM's clock may be off by the leeway.
 */
export function oldKeyNeededUntil(rotation: Rotation, longestLifeSeconds: number): number | null {
  const switched = rotation.steps.find(({ step }) => step === 'switched');
  return switched === undefined ? null : Date.parse(switched.at) + (longestLifeSeconds + LEEWAY_SECONDS) * 1000;
}

/**
 * Shows a rotation with what may be done next. Tokens of the old key may be under way for the longest life that the
 * policy allows, and DCM's clock may be off by the leeway: until then it stays registered.
 */
export function viewRotation(
  rotation: Rotation,
  { longestLifeSeconds }: { readonly longestLifeSeconds: number },
): RotationView {
  const waitsFor = BEFORE_SWITCH[rotation.kind].filter((step) => !hasStep(rotation, step));
  const neededUntil = oldKeyNeededUntil(rotation, longestLifeSeconds);
  return {
    rotation,
    waitsFor,
    needsCover: rotation.endedAt === null && needsCover(rotation),
    maySwitch: rotation.endedAt === null && !hasStep(rotation, 'switched') && waitsFor.length === 0,
    isSafe: (['old-unlisted', 'old-refused', 'new-accepted'] as const).every((step) => hasStep(rotation, step)),
    oldKeyNeededUntil: neededUntil === null ? null : new Date(neededUntil).toISOString(),
    longestLifeSeconds,
    leewaySeconds: LEEWAY_SECONDS,
  };
}
