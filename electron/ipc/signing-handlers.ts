import type { signingContract } from '../../shared/ipc/signing-contract.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers round signing. */
export function createSigningHandlers({ home, changing }: Services): Pick<Handlers, keyof typeof signingContract> {
  return {
    'template.list': () => [...home.templates.list()],
    'template.save': ({ template, mayReplace }) => changing(home.templates.save(template, { mayReplace })),
    'template.remove': ({ name, reason }) => {
      home.templates.remove(name, reason);
      return changing({ done: true } as const);
    },
    'token.history': ({ before, limit }) => [...home.signingHistory.page({ before, limit, kid: null })],
    'clock.read': ({ env }) => home.clockGuard.state(env),
    'clock.confirm': (said) => changing(home.clockGuard.confirm(said)),
  };
}
