import { createHash } from 'node:crypto';
import type { AuditEventType, AuditPayload } from '../../shared/model/audit-event.ts';
import type { Environment } from '../../shared/model/environment.ts';
import type { Key } from '../../shared/model/key.ts';
import type { Registration, RegistrationStep, RequestPreview } from '../../shared/model/registration.ts';
import type { DcmApi, ListedJwk } from '../adapters/http/dcm-api.ts';
import type { RegistrationRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { DcmError } from '../domain/dcm-error.ts';
import { AppError } from '../domain/errors.ts';
import {
  isListedAs,
  requestBody,
  requireEntryOf,
  requireFreeKid,
  requireOurEntry,
  requireRegistrable,
  requireNotTaken,
} from '../domain/registration-rules.ts';
import type { Environments } from './environments.ts';
import type { Keys } from './keys.ts';
import { type PolicyInForce, requireAllowedAlgorithm, requirePolicy } from './policy.ts';
import { lostUpdate, requireNotRotating } from './registration-guards.ts';
import type { RegistrationLog, StepEvidence } from './registration-log.ts';
import { noteReplaced } from './registration-replacing.ts';

/** Makes our public keys known to DCM: once, in the right place, and with the evidence of each step. */
export interface Registrations {
  list(): readonly Registration[];
  /** Every step of one registration, oldest first. */
  steps(kid: string, env: string): readonly RegistrationStep[];
  /** The exact request that `send` makes. Nothing leaves. */
  preview(kid: string, env: string): RequestPreview;
  /**
   * Registers a key once: looks first, notes the intent on disk, posts, and looks again. After a lost answer the state is
   * `unknown`, and the next call looks before it sends the same bytes again, in the same way: a lost update is repeated as one.
   * @throws KEY_OUT_OF_SCOPE, KEY_NOT_ACTIVE, ALGORITHM_REFUSED, POLICY_INVALID, KID_TAKEN, REGISTRATION_UNKNOWN, OFFLINE, DCM_*, HOME_IN_USE, HOME_UNWRITABLE, DISK_FULL
   */
  send(kid: string, env: string): Promise<Registration>;
  /** The same for a key that must stand beside the others: always a new entry, whatever was tried before. */
  post(kid: string, env: string): Promise<Registration>;
  /** The exact request that `update` makes. Nothing leaves. */
  previewUpdate(guid: string, kid: string, env: string): RequestPreview;
  /**
   * Gives an entry of DCM to another key of ours: looks first, notes the intent, puts, and looks again. The key that
   * stood there is `replaced` once DCM lists it no more.
   * @throws ROTATION_NOT_READY while a planned rotation needs the key that stands there; REGISTRATION_NOT_FOUND, and as `send`; KEY_OUT_OF_SCOPE also for an entry that is neither ours nor adopted
   */
  update(guid: string, kid: string, env: string): Promise<Registration>;
  /**
   * The same, for the entry that held one certain key of ours when we last heard of it: sent only where it still does.
   * @throws ROTATION_NOT_READY where no entry of that key is known, or another key stands there now; and as `update`
   */
  replace(oldKid: string, kid: string, env: string): Promise<Registration>;
}

interface Dependencies {
  readonly store: Store;
  readonly log: RegistrationLog;
  readonly keys: Keys;
  readonly environments: Environments;
  readonly dcm: DcmApi;
  readonly policy: PolicyInForce;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Lets one process at a time register keys of this home. @throws HOME_IN_USE */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

type Intent = Omit<RegistrationRecord, 'updatedAt'>;

/** A request that changes something at DCM. */
interface Change {
  readonly environment: Environment;
  readonly key: Key;
  readonly body: string;
  readonly intent: Intent;
  readonly method: 'POST' | 'PUT';
}

/** Makes the registrations service of one home. */
export function createRegistrations(dependencies: Dependencies): Registrations {
  const { store, log, keys, environments, dcm, policy, clock, randomBytes, inTurn } = dependencies;

  function write(
    intent: Intent,
    event: { readonly type: AuditEventType; readonly payload?: AuditPayload },
    evidence: StepEvidence,
  ): RegistrationRecord {
    return store.write(() => log.put(intent, event, evidence));
  }

  function listed(
    intent: Intent,
    guid: string,
    { key, seen }: { readonly key: Key; readonly seen: Seen },
  ): Registration {
    return store.write(() => {
      const state = intent.state === 'proven' || intent.state === 'in-use' ? intent.state : 'listed';
      bindToEnvironment(key, intent.env);
      noteTaken(intent.env, intent.kid, { guid, seen });
      const evidence = { method: 'GET', responseSha256: seen.responseSha256 } as const;
      return publicFacts(log.put({ ...intent, guid, state }, { type: 'registration.listed' }, evidence));
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

  function prepare(kid: string, env: string, method: Change['method']): Change {
    const environment = environments.get(env);
    const key = registrable(kid, env);
    const body = requestBody(key);
    const known = store.registrations.get(env, kid);
    const requestSha256 = createHash('sha256').update(body).digest('hex');
    const intent: Intent = {
      kid,
      env,
      thumbprint: key.thumbprint,
      guid: known?.guid ?? null,
      state: known?.state ?? 'draft',
      requestSha256,
      responseSha256: known?.responseSha256 ?? null,
      idempotencyKey: known?.idempotencyKey ?? randomBytes(16).toString('hex'),
    };
    return { environment, key, body, intent, method };
  }

  async function look(environment: Environment): Promise<Seen> {
    const { entries, responseSha256 } = await dcm.listJwks(environment);
    return { entries, responseSha256 };
  }

  /** Notes the intent, sends, and notes what came of it. After a lost answer nobody knows: the state is `unknown`. */
  async function carryOut<T extends { readonly responseSha256: string }>(
    { intent, method }: Change,
    call: () => Promise<T>,
  ): Promise<T> {
    const { requestSha256 } = intent;
    const before = store.registrations.get(intent.env, intent.kid);
    write(
      { ...intent, state: 'sent' },
      { type: 'registration.sent', payload: { requestSha256, method } },
      { method, requestSha256 },
    );
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof DcmError)) throw error;
      const wasRefused = error.fate !== 'unknown';
      const evidence = { method, requestSha256, note: `${error.code}: ${error.message}` };
      const event = {
        type: wasRefused ? 'registration.refused' : 'registration.unknown',
        payload: { code: error.code },
      } as const;
      write({ ...intent, ...(wasRefused ? asBefore(before) : { state: 'unknown' }) }, event, evidence);
      throw error;
    }
  }

  async function send(kid: string, env: string): Promise<Registration> {
    const lost = lostUpdate(store, env, kid);
    if (lost === null) return await post(kid, env);
    return await update({ guid: lost.guid, kid, env, over: lost.over === null ? null : keys.get(lost.over) });
  }

  async function post(kid: string, env: string): Promise<Registration> {
    const change = prepare(kid, env, 'POST');
    const { environment, key, body, intent } = change;
    const before = await look(environment);
    const found = requireFreeKid(before.entries, key);
    if (found !== null) return listed(intent, found.guid, { key, seen: before });
    requireNotTaken(store.registrations.get(env, kid), clock.now());
    const answer = await carryOut(change, () => dcm.createJwk(environment, body, intent.idempotencyKey));
    const { guid, responseSha256 } = answer;
    const sent: Intent = { ...intent, guid, responseSha256, state: 'sent' };
    store.write(() => store.registrations.put({ ...sent, updatedAt: new Date(clock.now()).toISOString() }));
    const after = await look(environment);
    if (requireFreeKid(after.entries, key)?.guid === guid) return listed(sent, guid, { key, seen: after });
    throw notListed(guid);
  }

  async function update({ guid, kid, env, over }: Update): Promise<Registration> {
    const change = prepare(kid, env, 'PUT');
    const { environment, key, body, intent } = change;
    const before = await look(environment);
    const own = { keys: store.keys.list(), adoptions: store.adoptions.list(env) };
    const target = requireOurEntry(before.entries, guid, own);
    if (over !== null) requireEntryOf(target, [over, key]);
    const found = requireFreeKid(
      before.entries.filter((one) => one.guid !== guid),
      key,
    );
    if (found !== null) throw listedTwice(found.guid);
    if (isListedAs(target, key)) return listed({ ...intent, guid }, guid, { key, seen: before });
    const longestLifeSeconds = policy.policy.maxTokenLifeSeconds;
    requireNotRotating(store, target, { env, now: clock.now(), longestLifeSeconds });
    const answer = await carryOut({ ...change, intent: { ...intent, guid } }, () =>
      dcm.updateJwk(environment, guid, body),
    );
    const after = await look(environment);
    if (!after.entries.some((one) => one.guid === guid && isListedAs(one, key))) throw notListed(guid);
    return store.write(() => {
      bindToEnvironment(key, env);
      noteTaken(env, kid, { guid, seen: after });
      const { responseSha256 } = answer;
      const evidence = { method: 'PUT', requestSha256: intent.requestSha256, responseSha256 } as const;
      const kept = log.put(
        { ...intent, guid, responseSha256, state: 'listed' },
        { type: 'registration.updated' },
        evidence,
      );
      return publicFacts(kept);
    });
  }

  function previewOf({ environment, body, method }: Change, guid: string | null): RequestPreview {
    const url = dcm.createJwkUrl(environment);
    return { method, url: guid === null ? url : `${url}/${guid}`, headers: JSON_HEADERS, body };
  }

  /** To be called where a list shows that an entry holds this key. */
  function noteTaken(env: string, by: string, { guid, seen }: { readonly guid: string; readonly seen: Seen }): void {
    const { entries, responseSha256 } = seen;
    const entryOf = (key: Pick<Key, 'kid' | 'thumbprint'>) => entries.find((one) => isListedAs(one, key))?.guid ?? null;
    noteReplaced({ store, log }, { env, guid, by, responseSha256, entryOf });
  }

  return {
    list: () => store.registrations.list().map(publicFacts),
    steps: (kid, env) => store.registrationSteps.list(env, kid),
    preview(kid, env) {
      const lost = lostUpdate(store, env, kid);
      return previewOf(prepare(kid, env, lost === null ? 'POST' : 'PUT'), lost?.guid ?? null);
    },
    send: async (kid, env) => await inTurn(async () => await send(kid, env)),
    post: async (kid, env) => await inTurn(async () => await post(kid, env)),
    previewUpdate: (guid, kid, env) => previewOf(prepare(kid, env, 'PUT'), guid),
    update: async (guid, kid, env) => await inTurn(async () => await update({ guid, kid, env, over: null })),
    async replace(oldKid, kid, env) {
      const guid = store.registrations.get(env, oldKid)?.guid ?? null;
      if (guid === null) {
        throw new AppError('ROTATION_NOT_READY', 'DCM has no entry of the old key that we know', {
          hint: 'send the new key beside it (POST)',
        });
      }
      return await inTurn(async () => await update({ guid, kid, env, over: keys.get(oldKid) }));
    },
  };
}

export const JSON_HEADERS = { 'content-type': 'application/json' };

interface Update {
  readonly guid: string;
  readonly kid: string;
  readonly env: string;
  /** The key that must stand there now; `null`: any of ours. */
  readonly over: Key | null;
}

/** DCM's list, and the digest of the answer that held it. */
interface Seen {
  readonly entries: readonly ListedJwk[];
  readonly responseSha256: string;
}

/** What was refused has changed nothing: it gave the key no entry, and settles no answer that was lost before it. */
function asBefore(known: RegistrationRecord | null): Pick<RegistrationRecord, 'state' | 'guid'> {
  if (known === null) return { state: 'draft', guid: null };
  return { state: known.state === 'sent' ? 'unknown' : known.state, guid: known.guid };
}

function notListed(guid: string): AppError {
  return new AppError('REGISTRATION_UNKNOWN', `DCM answered with ${guid}, but does not list it with our key`, {
    hint: 'run the registration again: it looks before it sends; ask DCM if it stays so',
  });
}

function listedTwice(guid: string): AppError {
  return new AppError('KID_TAKEN', `DCM lists this key already, as entry ${guid}`, {
    hint: 'nothing was sent: with this update the key would be listed twice; go on with it beside the old one (POST), and give the old entry to the next key',
  });
}

function publicFacts({ idempotencyKey: _idempotencyKey, ...registration }: RegistrationRecord): Registration {
  return registration;
}
