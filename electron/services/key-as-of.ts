import { type KeyState, keyStateSchema } from '../../shared/model/key.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { OwnKey } from '../domain/key-set.ts';
import { movesOf } from '../domain/passport.ts';

/**
 * A key of ours with the state that it had at an instant (milliseconds since 1970), as its events tell it. Where they
 * do not tell, its state is that of today. That it is stolen is not taken back: nobody knew, and it was so.
 */
export function keyAsOf(store: Store, kid: string, instant: number): OwnKey | null {
  const key = store.keys.get(kid);
  return key === null ? null : { ...key, stateThen: stateAt(store, key, instant) };
}

function stateAt(store: Store, { kid, createdAt }: KeyRecord, instant: number): KeyState | 'not-made' | null {
  if (Date.parse(createdAt) > instant) return 'not-made';
  const move = movesOf(store.audit.about(kid)).findLast(({ at }) => Date.parse(at) <= instant);
  const parsed = keyStateSchema.safeParse(move?.to);
  return parsed.success ? parsed.data : null;
}
