import type { RandomBytes } from '../domain/clock.ts';
import { makeDcmKey } from './dcm-key.ts';
import { newGuid } from './jwk-register.ts';
import { PracticeError } from './practice-error.ts';
import type { PracticeState } from './practice-state.ts';

const MAX_KEYS = 20;

/** Makes a key of the practice DCM, with its name. */
export async function newDcmKey(randomBytes: RandomBytes): Promise<PracticeState['dcmKeys'][number]> {
  // Upper case, as DCM's guide shows its own: a kid that is no thumbprint keeps us honest.
  return { kid: newGuid(randomBytes).toUpperCase(), key: await makeDcmKey() };
}

/** Takes a new key of its own. The old ones stay published, so that their tokens can still be judged, or go at once. */
export async function rotateDcmKey(
  state: PracticeState,
  { keepsOld }: { readonly keepsOld: boolean },
  randomBytes: RandomBytes,
): Promise<{ readonly state: PracticeState; readonly kid: string }> {
  if (keepsOld && state.dcmKeys.length >= MAX_KEYS) throw new PracticeError(400, 'too many keys are published already');
  const made = await newDcmKey(randomBytes);
  return { state: { ...state, dcmKeys: keepsOld ? [...state.dcmKeys, made] : [made] }, kid: made.kid };
}
