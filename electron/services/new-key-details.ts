import type { Store } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';
import { normaliseDescription } from '../domain/key-description.ts';
import { orderedFlows } from '../domain/key-flows.ts';
import type { NewKey } from './key-storing.ts';

interface Given extends Pick<NewKey, 'label' | 'env'> {
  readonly details?: NewKey['details'] | undefined;
}

/**
 * Gives what people say of a new key in the form in which it is kept. A key that it takes the place of is one of this
 * home and of its environment.
 * @throws INPUT_INVALID, KEY_NOT_FOUND
 */
export function requireNewKeyDetails(
  store: Store,
  { label, env, details = {} }: Given,
): Required<Pick<NewKey, 'label' | 'details'>> {
  const { owner = null, purpose = null, flows = null, replaces = null } = details;
  const said = normaliseDescription({ label, owner, purpose, notes: null, tags: [] });
  requirePredecessor(store, replaces, env);
  return {
    label: said.label,
    details: { ...details, owner: said.owner, purpose: said.purpose, flows: orderedFlows(flows) },
  };
}

function requirePredecessor(store: Store, kid: string | null, env: string | null): void {
  if (kid === null) return;
  const key = store.keys.get(kid);
  if (key !== null && key.env === env) return;
  const where = env === null ? 'belongs to no environment' : `belongs to environment "${env}"`;
  throw new AppError(
    'KEY_NOT_FOUND',
    key === null
      ? 'no key here has the kid that is to be replaced'
      : `the key that is to be replaced is not one that ${where}`,
    { hint: 'dcm-keys key list shows the keys of this home, each with its environment' },
  );
}
