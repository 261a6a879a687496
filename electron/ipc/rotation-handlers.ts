import type { rotationContract } from '../../shared/ipc/rotation-contract.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about our keys at DCM: evidence, comparison, the way to a successor. */
export function createRotationHandlers({ home, changing }: Services): Pick<Handlers, keyof typeof rotationContract> {
  return {
    'registration.steps': ({ kid, env }) => [...home.registrations.steps(kid, env)],
    'registration.previewUpdate': ({ guid, kid, env }) => home.registrations.previewUpdate(guid, kid, env),
    'registration.update': ({ guid, kid, env }) => changing(home.registrations.update(guid, kid, env)),
    'reconciliation.read': ({ env }) => home.reconciliations.read(env),
    'reconciliation.run': ({ env }) => changing(home.reconciliations.run(env)),
    'reconciliation.adopt': ({ env, ...entry }) => changing(home.reconciliations.adopt(env, entry)),
    'rotation.list': () => [...home.rotations.list()],
    'rotation.start': ({ kid, ...how }) => changing(home.rotations.start(kid, how)),
    'rotation.setSuccessor': ({ id, kid }) => changing(home.rotations.setSuccessor(id, kid)),
    'rotation.send': ({ id, way }) => changing(home.rotations.send(id, way)),
    'rotation.cover': ({ id, kid }) => changing(home.rotations.cover(id, kid)),
    'rotation.look': ({ id }) => changing(home.rotations.look(id)),
    'rotation.confirmCallBack': ({ id, note }) => changing(home.rotations.confirmCallBack(id, note)),
    'rotation.switch': ({ id }) => changing(home.rotations.switchOver(id)),
    'rotation.end': ({ id, ...how }) => changing(home.rotations.end(id, how)),
  };
}
