import { createHash } from 'node:crypto';
import type { Environment } from '../../shared/model/environment.ts';
import type { DcmCheck, DcmEntry } from '../../shared/model/registration.ts';
import type { DcmApi } from '../adapters/http/dcm-api.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { kidOfUnknown } from '../domain/kid.ts';
import { thumbprintOfUnknown } from '../domain/thumbprint.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Environments } from './environments.ts';
import type { RegistrationLog } from './registration-log.ts';
import type { Signing } from './signing.ts';

/** Asks DCM what it holds and what it accepts. Nothing is changed there. */
export interface DcmChecks {
  /** DCM's list for our counterparty. @throws ENVIRONMENT_UNKNOWN, OFFLINE, DCM_* */
  listAtDcm(env: string): Promise<readonly DcmEntry[]>;
  /** Proves possession: a probe that the app signs, sends and never shows. @throws KEY_*, KEYCHAIN_*, OFFLINE, DCM_* */
  prove(kid: string, env: string): Promise<DcmCheck>;
  /** Puts a given token before Authenticate. It is used up and acts as its `sub`. @throws OFFLINE, DCM_*, TOKEN_MALFORMED */
  checkToken(env: string, token: string): Promise<DcmCheck>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly log: RegistrationLog;
  readonly environments: Environments;
  readonly signing: Signing;
  readonly dcm: DcmApi;
}

/** Makes the checks of one home. */
export function createDcmChecks({ store, trail, log, environments, signing, dcm }: Dependencies): DcmChecks {
  async function check(environment: Environment, token: string, kid: string | null): Promise<DcmCheck> {
    const tokenSha256 = createHash('sha256').update(token).digest('hex');
    const answer = await dcm.authenticate(environment, token);
    const facts = { tokenSha256, accepted: answer.accepted };
    const known = kid === null ? null : store.registrations.get(environment.name, kid);
    if (known !== null && answer.accepted) {
      const { requestSha256, responseSha256 } = answer;
      const evidence = { method: 'AUTHENTICATE', requestSha256, responseSha256 } as const;
      const state = known.state === 'in-use' ? 'in-use' : 'proven';
      store.write(() => log.put({ ...known, state }, { type: 'registration.proven', payload: facts }, evidence));
    } else {
      // The token is used up by now: DCM's answer is given even where it cannot be recorded.
      trail.note('dcm.checked', { env: environment.name, kid, ...facts });
    }
    return {
      accepted: answer.accepted,
      sessionToken: answer.sessionToken === null ? null : mask(answer.sessionToken),
      serverMessage: answer.serverMessage,
    };
  }

  return {
    async listAtDcm(env) {
      const { entries } = await dcm.listJwks(environments.get(env));
      trail.note('dcm.listed', { env, entries: entries.length });
      return entries.map(({ guid, data, createdAt, updatedAt }) => ({
        guid,
        kid: kidOfUnknown(data),
        thumbprint: thumbprintOfUnknown(data),
        createdAt,
        updatedAt,
      }));
    },
    async prove(kid, env) {
      const environment = environments.get(env);
      return await check(environment, await signing.signProbe(kid, env), kid);
    },
    checkToken: async (env, token) => await check(environments.get(env), token, null),
  };
}

/** Shows that there was one, and not what it was. */
function mask(sessionToken: string): string {
  return sessionToken.length > 12 ? `${sessionToken.slice(0, 4)}…` : '…';
}
