import type { accessContract } from '../../shared/ipc/access-contract.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about the ways to the DCMs. */
export function createAccessHandlers({ home, changing }: Services): Pick<Handlers, keyof typeof accessContract> {
  return {
    'access.read': ({ env }) => home.access.read(env),
    'access.write': ({ env, ...wanted }) => changing(home.access.write(env, wanted)),
    'access.setCredential': ({ env, value, keep }) => changing(home.access.setCredential(env, value, keep)),
    'access.setProxyPassword': ({ env, password }) => changing(home.access.setProxyPassword(env, password)),
    'access.seeCertificate': ({ env }) => home.access.seeCertificate(env),
  };
}
