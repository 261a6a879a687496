import type { Compared, Examined } from '../../shared/model/examined.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';

/** Says what a text or a file is, before anything is done with it. Nothing in it is verified, fetched or kept. */
export interface Examination {
  examine(bytes: Buffer): Examined;
  /** Compares two public keys, in any encoding, member by member. @throws INPUT_INVALID where one is no single key */
  compare(left: Buffer, right: Buffer): Compared;
}

/** Makes the examination of one home, which knows our own keys. */
export function createExamination(_dependencies: { readonly store: Store }): Examination {
  const notBuilt = (): never => {
    throw new AppError('INTERNAL', 'not built yet', { hint: '-' });
  };
  return { examine: notBuilt, compare: notBuilt };
}
