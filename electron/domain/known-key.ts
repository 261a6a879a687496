import { KeyObject, type KeyLike, type VerifyKeyObjectInput } from 'node:crypto';
import type { KeySetName } from '../../shared/model/verdict.ts';
import type { KeyEntry } from './key-set.ts';

/** One key that we hold, and whose it is. Only for naming what a refused token is: it verifies nothing. */
export interface KnownKey {
  readonly kid: string;
  readonly set: KeySetName;
  /** The environment whose DCM publishes it, where that is another than the one that was asked about. */
  readonly otherEnv: string | null;
  readonly entry: KeyEntry;
}

/** The public half as the runtime has it; `null` for an unfit key. */
export function publicKeyOf({ methods }: KeyEntry): KeyObject | null {
  const [method] = methods.values();
  const key: KeyLike | VerifyKeyObjectInput | undefined = method?.key;
  if (key instanceof KeyObject) return key;
  return typeof key === 'object' && 'key' in key && key.key instanceof KeyObject ? key.key : null;
}
