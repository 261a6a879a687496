import { plainAccess } from '../../shared/model/access.ts';
import { type Environment, environmentNameSchema } from '../../shared/model/environment.ts';
import type { Key } from '../../shared/model/key.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { parseBaseUrl, parseCounterpartyGuid } from '../domain/base-url.ts';
import { parseAuthority } from '../domain/certificate-authority.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';

/** The DCMs that this home talks to. */
export interface Environments {
  list(): readonly Environment[];
  /** @throws ENVIRONMENT_UNKNOWN */
  get(name: string): Environment;
  /** The environment as `add` would keep it, normalised; nothing is kept. @throws what `add` throws, but HOME_* */
  preview(wanted: Environment): Environment;
  /**
   * Adds an environment; the first one decides whether this is a practice home or a real one.
   * @throws BASE_URL_REFUSED, COUNTERPARTY_INVALID, CERTIFICATE_INVALID, INPUT_INVALID, ENVIRONMENT_EXISTS, HOME_KIND_MIXED
   */
  add(wanted: Environment): Environment;
  /**
   * Gives an environment another extra authority, `null`: none. Whom we call stays as it is; the authority of a DCM runs out
   * while its keys are in use.
   * @throws ENVIRONMENT_UNKNOWN, CERTIFICATE_INVALID
   */
  setAuthority(name: string, pem: string | null): Environment;
  /** @throws ENVIRONMENT_UNKNOWN, ENVIRONMENT_IN_USE */
  remove(name: string): void;
  /** Keeps an environment that comes with a backup; called inside the transaction that records the keys, whose event names it. */
  insert(environment: Environment): void;
  homeKind(): 'practice' | 'real' | null;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
}

const FACT = 'home-kind';

/** Makes the environments of one home. */
export function createEnvironments({ store, trail }: Dependencies): Environments {
  function get(name: string): Environment {
    const environment = store.environments.get(name);
    if (environment !== null) return environment;
    const known = store.environments.list().map((one) => one.name);
    throw new AppError('ENVIRONMENT_UNKNOWN', `no environment is named "${name}"`, {
      hint: known.length === 0 ? 'add one: dcm-keys env add NAME …' : `known here: ${known.join(', ')}`,
    });
  }

  function homeKind(): 'practice' | 'real' | null {
    const kind = store.facts.get(FACT);
    return kind === 'practice' || kind === 'real' ? kind : null;
  }

  /** Tokens of the new DCM would otherwise be judged by the keys of the old one, which are kept under the same name. */
  function refuseOtherDcm({ name, baseUrl, counterpartyGuid, kind }: Environment): void {
    const isKnown = [...store.snapshots.list(), ...store.registrations.list()].some((one) => one.env === name);
    if (!isKnown) return;
    const before = store.audit.ofType('environment.added').findLast(({ payload }) => payload['name'] === name)?.payload;
    const now = { baseUrl, counterpartyGuid, kind };
    if (before !== undefined && Object.entries(now).every(([fact, value]) => before[fact] === value)) return;
    throw new AppError('ENVIRONMENT_EXISTS', `"${name}" was another DCM before, and what it published is kept`, {
      hint: 'choose another name: snapshots and registrations stay under the name that they were made for',
    });
  }

  /** What this home has already does not stand against it. */
  function requireRoom(environment: Environment): void {
    if (store.environments.get(environment.name) !== null) {
      throw new AppError('ENVIRONMENT_EXISTS', `an environment named "${environment.name}" exists`, {
        hint: 'choose another name, or remove that one first',
      });
    }
    const recorded = homeKind();
    if (recorded !== null && recorded !== homeKindOf(environment)) throw mixed(recorded);
    if (environment.kind !== 'practice') refuseOtherDcm(environment);
  }

  function insert(environment: Environment): void {
    requireRoom(environment);
    if (homeKind() === null) store.facts.set(FACT, homeKindOf(environment));
    store.environments.insert(environment);
  }

  return {
    insert,
    list: () => store.environments.list(),
    get,
    homeKind,
    preview(wanted) {
      const environment = parseEnvironment(wanted);
      requireRoom(environment);
      return environment;
    },
    add(wanted) {
      const environment = parseEnvironment(wanted);
      store.write(() => {
        insert(environment);
        trail.append('environment.added', {
          name: environment.name,
          baseUrl: environment.baseUrl,
          counterpartyGuid: environment.counterpartyGuid,
          kind: environment.kind,
          hasOwnCa: environment.ca !== null,
        });
      });
      return environment;
    },
    setAuthority(name, pem) {
      get(name);
      const authority = pem === null ? null : parseAuthority(pem);
      return store.write(() => {
        const environment = { ...get(name), ca: authority?.pem ?? null };
        store.environments.update(environment);
        trail.append('access.changed', { env: name, caSha256: authority?.sha256 ?? null });
        return environment;
      });
    },
    remove(name) {
      get(name);
      store.write(() => {
        const user = store.keys.list().find((key) => key.env === name && isStillUsed(key));
        if (user !== undefined) {
          throw new AppError('ENVIRONMENT_IN_USE', `key ${user.kid} belongs to environment "${name}"`, {
            hint: 'delete the keys of this environment first: what DCM holds of them must stay known',
          });
        }
        if ((store.access.get(name)?.credentialId ?? null) !== null) {
          throw new AppError('ENVIRONMENT_IN_USE', `a credential of environment "${name}" is in the keychain`, {
            hint: `remove that first: dcm-keys env credential ${name} --remove`,
          });
        }
        // Another DCM may get this name: what was said of the way to this one says nothing of it.
        if (store.access.get(name) !== null) store.access.put(plainAccess(name));
        store.environments.remove(name);
        trail.append('environment.removed', { name });
      });
    },
  };
}

function homeKindOf({ kind }: Environment): 'practice' | 'real' {
  return kind === 'practice' ? 'practice' : 'real';
}

/** @throws BASE_URL_REFUSED, COUNTERPARTY_INVALID, CERTIFICATE_INVALID, INPUT_INVALID */
function parseEnvironment(wanted: Environment): Environment {
  const name = environmentNameSchema.safeParse(wanted.name);
  if (!name.success) {
    throw new AppError('INPUT_INVALID', `"${wanted.name}" is no name for an environment`, {
      hint: 'use letters, digits, ".", "_" or "-", at most 64, beginning with a letter or digit',
    });
  }
  return {
    name: name.data,
    baseUrl: parseBaseUrl(wanted.baseUrl, wanted.kind),
    counterpartyGuid: parseCounterpartyGuid(wanted.counterpartyGuid),
    kind: wanted.kind,
    ca: wanted.ca === null ? null : parseAuthority(wanted.ca).pem,
  };
}

function mixed(recorded: 'practice' | 'real'): AppError {
  const other = recorded === 'practice' ? 'real environments' : 'practice environments';
  return new AppError('HOME_KIND_MIXED', `this is a ${recorded} home: it takes no ${other}`, {
    hint: 'use another home (--home DIR, or DCM_KEYS_HOME): practice and real keys never share one',
  });
}

/** Of a key that is kept elsewhere nothing is ever deleted here: it is done with when it signs no more. */
function isStillUsed({ state, custody }: Pick<Key, 'state' | 'custody'>): boolean {
  if (custody === 'elsewhere') return state === 'active' || state === 'suspended';
  return state !== 'deleted';
}
