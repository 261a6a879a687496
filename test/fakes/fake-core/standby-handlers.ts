import type { Channel } from '../../../shared/ipc/channels.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import type { Key } from '../../../shared/model/key.ts';
import type { StandbyView } from '../../../shared/model/standby.ts';
import { type FakeFacts, NOW } from './facts.ts';
import { Refusal } from './refusal.ts';

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

/** A standby key of production that was sealed in spring. */
export function fakeStandby(part: Pick<StandbyView, 'kid' | 'env'> & Partial<StandbyView>): StandbyView {
  return {
    place: { bag: 'AB 0017 4411', sealNumber: '448812', safe: 'Safe 2, head office, 3rd floor' },
    note: null,
    since: '2026-04-14T10:12:00.000Z',
    by: 'o.koval@ceremony-1',
    checkedAt: '2026-10-02T08:30:00.000Z',
    drawnAt: null,
    thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    label: 'Standby 2026',
    expiresAt: '2028-04-14T00:00:00.000Z',
    registration: 'proven',
    isPlainLeft: false,
    ...part,
  };
}

/** Keys that stand by; the passphrase of each is longer than eleven characters, and not "wrong passphrase". */
export function createStandbyHandlers(
  facts: FakeFacts,
  emit: (event: AppEvent) => void,
  change: (kid: string, part: Partial<Key>) => Key,
) {
  const find = (kid: string, passphrase: string): StandbyView => {
    const found = facts.standbys.find((one) => one.kid === kid);
    if (found === undefined) throw new Refusal('INPUT_INVALID', 'this key is not a sealed standby key');
    if (passphrase === 'wrong passphrase') {
      throw new Refusal('PASSPHRASE_WRONG', 'this passphrase does not unseal the key');
    }
    return found;
  };
  const keep = (standby: StandbyView): StandbyView => {
    facts.standbys = [...facts.standbys.filter(({ kid }) => kid !== standby.kid), standby];
    emit({ type: 'changed' });
    return standby;
  };
  return {
    'standby.list': () => [...facts.standbys],
    'standby.seal': ({ kid, place, note }) => {
      const env = facts.keys.find((one) => one.kid === kid)?.env ?? 'practice';
      return keep(fakeStandby({ kid, env, place, note, since: NOW, checkedAt: null, registration: null }));
    },
    'standby.check': ({ kid, passphrase }) => keep({ ...find(kid, passphrase), checkedAt: NOW }),
    'standby.draw': ({ kid, passphrase, replaces }) => {
      find(kid, passphrase);
      facts.standbys = facts.standbys.filter((one) => one.kid !== kid);
      return change(kid, { state: 'active', replaces });
    },
  } satisfies Partial<Handlers>;
}
