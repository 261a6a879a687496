import type { Distrust } from '../../shared/model/sighting.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { kidProblem } from '../domain/kid-rule.ts';
import { requireReason } from '../domain/reason.ts';
import type { ArchiveHistory } from './archive-history.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Environments } from './environments.ts';

/** Which keys of a DCM are not to be trusted, because DCM said so. */
export interface DistrustedKeys {
  /** Those that stand. */
  list(env?: string): readonly Distrust[];
  /** Those that were lifted, with what was said then. */
  lifted(env?: string): readonly Distrust[];
  /**
   * From now on every token of this key is judged KEY_COMPROMISED, whatever its times. `since` is what DCM said. The key
   * need not be known yet. Said again, it replaces what was said before; the trail keeps both.
   * @throws ENVIRONMENT_UNKNOWN, KID_INVALID, INPUT_INVALID for a key of ours, no reason, or a time to come
   */
  add(wanted: Omit<Distrust, 'notedAt' | 'lifted'>): Distrust;
  /**
   * From now on tokens of this key are judged by its set again. `caller` and `callBack`: who at DCM said so, and how it was
   * made sure; a thief would say it too.
   * @throws ENVIRONMENT_UNKNOWN, INPUT_INVALID where it is not distrusted, or for no reason
   */
  lift(said: Pick<Distrust, 'env' | 'kid' | 'reason' | 'caller' | 'callBack'>): Distrust;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly environments: Environments;
  readonly history: ArchiveHistory;
  readonly clock: Clock;
}

/** Makes the list of distrusted keys of one home. */
export function createDistrustedKeys({ store, trail, environments, history, clock }: Dependencies): DistrustedKeys {
  function requireTheirs(env: string, kid: string): void {
    if (kid === '' || kidProblem(kid) !== null) {
      throw new AppError('KID_INVALID', 'this can be no kid of DCM', {
        hint: 'copy it from the verdict, or from dcm-keys snapshot show ID',
      });
    }
    // A kid that DCM publishes too is its own as well: its tokens are judged by its set first.
    if (store.keys.get(kid) === null || history.publications(env).some((one) => one.kid === kid)) return;
    throw new AppError('INPUT_INVALID', `"${kid}" is a key of ours, not of DCM`, {
      hint: 'mark it compromised: dcm-keys key state KID --to compromised --reason R --since ISO',
    });
  }

  const inEnv = (env: string | undefined) => (one: Distrust) => env === undefined || one.env === env;

  return {
    list: (env) => store.distrusts.list().filter(inEnv(env)),
    lifted: (env) => store.distrusts.lifted().filter(inEnv(env)),
    add({ env, kid, since, reason, caller, callBack }) {
      environments.get(env);
      requireTheirs(env, kid);
      requireReason(reason);
      const now = clock.now();
      if (Date.parse(since) > now) {
        throw new AppError('INPUT_INVALID', 'a key cannot be stolen since a time to come', {
          hint: 'give the time from which DCM suspects it, or leave it at now',
        });
      }
      const distrust = {
        env,
        kid,
        since,
        notedAt: new Date(now).toISOString(),
        reason,
        caller,
        callBack,
        lifted: null,
      };
      store.write(() => {
        store.distrusts.put(distrust);
        trail.append('key.distrusted', { env, kid, since, reason, caller, callBack });
      });
      return distrust;
    },
    lift({ env, kid, reason, caller, callBack }) {
      environments.get(env);
      requireReason(reason);
      const at = new Date(clock.now()).toISOString();
      return store.write(() => {
        const standing = store.distrusts.get(env, kid);
        if (standing === null) {
          throw new AppError('INPUT_INVALID', 'no key of this name is distrusted there', {
            hint: 'dcm-keys dcm distrusted shows the keys that are, and in which environment',
          });
        }
        const lifted = { ...standing, lifted: { at, reason, caller, callBack } };
        store.distrusts.put(lifted);
        trail.append('key.trusted-again', { env, kid, since: standing.since, reason, caller, callBack });
        return lifted;
      });
    },
  };
}
