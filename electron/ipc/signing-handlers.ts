import type { signingContract } from '../../shared/ipc/signing-contract.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers round signing. */
export function createSigningHandlers({ home, changing }: Services): Pick<Handlers, keyof typeof signingContract> {
  return {
    'clock.read': ({ env }) => home.clockGuard.state(env),
    'clock.confirm': (said) => changing(home.clockGuard.confirm(said)),
  };
}
