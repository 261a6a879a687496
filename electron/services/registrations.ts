import { createHash } from 'node:crypto';
import type { Environment } from '../../shared/model/environment.ts';
import type { Key } from '../../shared/model/key.ts';
import type { DcmCheck, DcmEntry, Registration, RequestPreview } from '../../shared/model/registration.ts';
import type { DcmApi, ListedJwk } from '../adapters/http/dcm-api.ts';
import type { RegistrationRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { DcmError } from '../domain/dcm-error.ts';
import { AppError } from '../domain/errors.ts';
import { thumbprintOfUnknown } from '../domain/thumbprint.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Environments } from './environments.ts';
import type { Keys } from './keys.ts';
import { type PolicyInForce, requireAllowedAlgorithm, requirePolicy } from './policy.ts';
import type { Signing } from './signing.ts';

/** Makes our public keys known to DCM, and knows what DCM holds. */
export interface Registrations {
  list(): readonly Registration[];
  /** The exact request that `send` makes. Nothing leaves. */
  preview(kid: string, env: string): RequestPreview;
  /**
   * Registers a key once: looks first, notes the intent on disk, posts, and looks again. After a lost answer the state is
   * `unknown`, and the next call looks before it posts the same bytes again.
   * @throws KEY_OUT_OF_SCOPE, KEY_NOT_ACTIVE, ALGORITHM_REFUSED, POLICY_INVALID, KID_TAKEN, REGISTRATION_UNKNOWN, OFFLINE, DCM_*, HOME_IN_USE, HOME_UNWRITABLE, DISK_FULL
   */
  send(kid: string, env: string): Promise<Registration>;
  /** DCM's list for our counterparty. */
  listAtDcm(env: string): Promise<readonly DcmEntry[]>;
  /** Proves possession: a probe that the app signs, sends and never shows. */
  prove(kid: string, env: string): Promise<DcmCheck>;
  /** Puts a given token before Authenticate. It is used up and acts as its `sub`. */
  checkToken(env: string, token: string): Promise<DcmCheck>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly keys: Keys;
  readonly environments: Environments;
  readonly signing: Signing;
  readonly dcm: DcmApi;
  readonly policy: PolicyInForce;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Lets one process at a time register keys of this home. @throws HOME_IN_USE */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Makes the registrations service of one home. */
export function createRegistrations(dependencies: Dependencies): Registrations {
  const { store, trail, keys, environments, signing, dcm, policy, clock, randomBytes, inTurn } = dependencies;

  function put(record: Omit<RegistrationRecord, 'updatedAt'>): RegistrationRecord {
    const full = { ...record, updatedAt: new Date(clock.now()).toISOString() };
    store.registrations.put(full);
    return full;
  }

  function listed(record: Omit<RegistrationRecord, 'updatedAt'>, guid: string, key: Key): Registration {
    return store.write(() => {
      const state = record.state === 'proven' || record.state === 'in-use' ? record.state : 'listed';
      const kept = put({ ...record, guid, state });
      bindToEnvironment(key, record.env);
      trail.append('registration.listed', { kid: key.kid, env: record.env, guid, thumbprint: key.thumbprint });
      return publicFacts(kept);
    });
  }

  /** A key that was made without an environment is locked to the first one that knows it. */
  function bindToEnvironment(key: Key, env: string): void {
    if (key.env === null) store.keys.update({ ...keys.record(key.kid), env });
  }

  /** A key that registering would bind has an algorithm that the policy knows this environment's DCM to take. */
  function registrable(kid: string, env: string): Key {
    const key = requireRegistrable(keys.get(kid), env, clock.now());
    if (key.env === null) requireAllowedAlgorithm(requirePolicy(policy), key.alg, env);
    return key;
  }

  async function send(kid: string, env: string): Promise<Registration> {
    const environment = environments.get(env);
    const key = registrable(kid, env);
    const body = requestBody(key);
    const known = store.registrations.get(env, kid);
    const intent: Omit<RegistrationRecord, 'updatedAt'> = {
      kid,
      env,
      thumbprint: key.thumbprint,
      guid: known?.guid ?? null,
      state: known?.state ?? 'draft',
      requestSha256: createHash('sha256').update(body).digest('hex'),
      responseSha256: known?.responseSha256 ?? null,
      idempotencyKey: known?.idempotencyKey ?? randomBytes(16).toString('hex'),
    };
    const before = await findListed(environment, key);
    if (before !== null) return listed(intent, before.guid, key);

    store.write(() => {
      put({ ...intent, state: 'sent' });
      trail.append('registration.sent', { kid, env, thumbprint: key.thumbprint, requestSha256: intent.requestSha256 });
    });
    const answer = await post(environment, key, body, intent);
    const sent = { ...intent, guid: answer.guid, responseSha256: answer.responseSha256, state: 'sent' as const };
    store.write(() => put(sent));
    const after = await findListed(environment, key);
    if (after !== null && after.guid === answer.guid) return listed(sent, after.guid, key);
    throw new AppError('REGISTRATION_UNKNOWN', `DCM answered with ${answer.guid}, but does not list it with our key`, {
      hint: 'run the registration again: it looks before it posts; ask DCM if it stays so',
    });
  }

  async function post(environment: Environment, key: Key, body: string, intent: Omit<RegistrationRecord, 'updatedAt'>) {
    try {
      return await dcm.createJwk(environment, body, intent.idempotencyKey);
    } catch (error) {
      if (!(error instanceof DcmError)) throw error;
      const wasRefused = error.fate !== 'unknown';
      store.write(() => {
        put({ ...intent, state: wasRefused ? 'draft' : 'unknown' });
        trail.append(wasRefused ? 'registration.refused' : 'registration.unknown', {
          kid: key.kid,
          env: environment.name,
          code: error.code,
        });
      });
      throw error;
    }
  }

  /** Looks for our key in DCM's list. @throws KID_TAKEN when another key stands there under our kid */
  async function findListed(environment: Environment, key: Key): Promise<ListedJwk | null> {
    const { entries } = await dcm.listJwks(environment);
    const same = entries.find((one) => kidOf(one.data) === key.kid && thumbprintOfUnknown(one.data) === key.thumbprint);
    if (same !== undefined) return same;
    const other = entries.find((one) => kidOf(one.data) === key.kid);
    if (other === undefined) return null;
    throw new AppError('KID_TAKEN', `DCM lists another key under this kid (entry ${other.guid})`, {
      hint: 'find out whose key that is before anything else; make a new key with another kid',
    });
  }

  async function check(
    environment: Environment,
    token: string,
    about: { readonly kid: string | null },
  ): Promise<DcmCheck> {
    const tokenSha256 = createHash('sha256').update(token).digest('hex');
    const answer = await dcm.authenticate(environment, token);
    const facts = { env: environment.name, kid: about.kid, tokenSha256, accepted: answer.accepted };
    const known = about.kid === null ? null : store.registrations.get(environment.name, about.kid);
    if (known !== null && answer.accepted) {
      store.write(() => {
        put({ ...known, state: known.state === 'in-use' ? 'in-use' : 'proven' });
        trail.append('registration.proven', facts);
      });
    } else {
      // The token is used up by now: DCM's answer is given even where it cannot be recorded.
      trail.note('dcm.checked', facts);
    }
    return {
      accepted: answer.accepted,
      sessionToken: answer.sessionToken === null ? null : mask(answer.sessionToken),
      serverMessage: answer.serverMessage,
    };
  }

  return {
    list: () => store.registrations.list().map(publicFacts),
    preview(kid, env) {
      const environment = environments.get(env);
      const key = registrable(kid, env);
      return {
        method: 'POST',
        url: dcm.createJwkUrl(environment),
        headers: { 'content-type': 'application/json' },
        body: requestBody(key),
      };
    },
    send: async (kid, env) => await inTurn(async () => await send(kid, env)),
    async listAtDcm(env) {
      const { entries } = await dcm.listJwks(environments.get(env));
      trail.note('dcm.listed', { env, entries: entries.length });
      return entries.map((entry) => ({
        guid: entry.guid,
        kid: kidOf(entry.data),
        thumbprint: thumbprintOfUnknown(entry.data),
        createdAt: entry.createdAt,
        updatedAt: entry.updatedAt,
      }));
    },
    async prove(kid, env) {
      const environment = environments.get(env);
      return await check(environment, await signing.signProbe(kid, env), { kid });
    },
    checkToken: async (env, token) => await check(environments.get(env), token, { kid: null }),
  };
}

/** The body of Create jwk: one key, and nothing but its public members. */
function requestBody(key: Key): string {
  return JSON.stringify({ data: key.jwk });
}

function requireRegistrable(key: Key, env: string, now: number): Key {
  if (key.env !== null && key.env !== env) {
    throw new AppError('KEY_OUT_OF_SCOPE', `this key belongs to environment "${key.env}", not to "${env}"`, {
      hint: `register it with "${key.env}", or make a key for "${env}"`,
    });
  }
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now) {
    throw new AppError('KEY_NOT_ACTIVE', 'this key has passed its expiry date: DCM would go on accepting it', {
      hint: 'make a new key and register that one',
    });
  }
  if (key.state === 'active' || key.state === 'draft' || key.state === 'suspended') return key;
  throw new AppError('KEY_NOT_ACTIVE', `this key is ${key.state}: it is not registered any more`, {
    hint: 'make a new key and register that one',
  });
}

function publicFacts({ idempotencyKey: _idempotencyKey, ...registration }: RegistrationRecord): Registration {
  return registration;
}

function kidOf(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'kid' in data && typeof data.kid === 'string' ? data.kid : null;
}

/** Shows that there was one, and not what it was. */
function mask(sessionToken: string): string {
  return sessionToken.length > 12 ? `${sessionToken.slice(0, 4)}…` : '…';
}
