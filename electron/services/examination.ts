import type { Compared, Examined } from '../../shared/model/examined.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { examine } from '../domain/examine.ts';
import { compareKeys } from '../domain/examine-compare.ts';

/** Says what a text or a file is, before anything is done with it. Nothing in it is verified, fetched or kept. */
export interface Examination {
  /** Takes any bytes. @throws DATABASE_DAMAGED where it cannot be told whether a key is ours */
  examine(bytes: Buffer): Examined;
  /**
   * Compares two public keys, in any encoding, member by member.
   * @throws PRIVATE_KEY_GIVEN, INPUT_INVALID where one is no single key
   */
  compare(left: Buffer, right: Buffer): Compared;
}

/** Makes the examination of one home, which knows our own keys. */
export function createExamination({ store, clock }: { readonly store: Store; readonly clock: Clock }): Examination {
  function find(thumbprint: string): Examined['keys'][number]['known'] {
    const key = store.keys.byThumbprint(thumbprint);
    return key === null ? null : { kid: key.kid, state: key.state };
  }
  return { examine: (bytes) => examine(bytes, { now: clock.now(), find }), compare: compareKeys };
}
