import type { Environment } from '../../../shared/model/environment.ts';
import type { Key } from '../../../shared/model/key.ts';
import type { Rotation, RotationStep, RotationView } from '../../../shared/model/rotation.ts';

/** A rotation under way, with what its steps speak of. */
export interface UnderWay {
  readonly view: RotationView;
  readonly old: Key;
  /** `null`: none is named yet. */
  readonly successor: Key | null;
  readonly keys: readonly Key[];
  readonly environment: Environment;
}

/** When a step was taken or seen; `null`: it was not, or it stands no longer. */
export function stepOf({ steps }: Rotation, step: RotationStep): Rotation['steps'][number] | null {
  return steps.find((one) => one.step === step) ?? null;
}

/** Keys that were made to take the place of another one, and may. */
export function successorsOf(keys: readonly Key[], old: Key): readonly Key[] {
  return keys.filter(
    (key) =>
      key.replaces === old.kid &&
      key.env === old.env &&
      key.custody === 'here' &&
      (key.state === 'draft' || key.state === 'active'),
  );
}

export type NoProbe = 'state' | 'elsewhere' | 'unavailable' | 'expired';

/** Why a key can sign no probe, so that nobody can see whether DCM refuses it; `null`: it can. */
export function whyNoProbe(key: Key, nowMs: number): NoProbe | null {
  if (key.custody !== 'here') return 'elsewhere';
  if (key.state !== 'active' && key.state !== 'suspended') return 'state';
  if (key.unavailableSince !== null) return 'unavailable';
  return key.expiresAt !== null && Date.parse(key.expiresAt) <= nowMs ? 'expired' : null;
}

/** An emergency whose key signs no probe is over by DCM's word, once the key is gone from its list. */
export function isOverByWord({ rotation, isSafe }: RotationView, old: Key): boolean {
  const canBeProbed = old.state === 'active' || old.state === 'suspended';
  return !isSafe && !canBeProbed && stepOf(rotation, 'old-unlisted') !== null;
}

/** How officers call a key. */
export function nameOf({ label, kid }: Key): string {
  return label ?? kid;
}
