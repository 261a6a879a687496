import type { Output } from '../../shared/ipc/contract.ts';
import type { Key } from '../../shared/model/key.ts';
import type { Registration } from '../../shared/model/registration.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { Clock } from '../domain/clock.ts';
import { canStillSign, type ExpiryStep, expiryStepOf } from '../domain/expiry-step.ts';
import { keychainProblem } from '../domain/keychain-identity.ts';
import { archiveItems } from './archive-items.ts';
import { backupItems } from './backup-items.ts';
import { ceremonyItems } from './ceremony-items.ts';
import { dcmItems } from './dcm-items.ts';
import { elsewhereAlarms } from './elsewhere-alarms.ts';
import type { Home } from './home.ts';

type Overview = Output<'overview.read'>;
type Item = Overview['items'][number];

/** Every list of the home, read once: with thousands of keys each reading counts. */
interface Lists {
  readonly now: number;
  readonly environments: readonly string[];
  readonly keysByEnv: ReadonlyMap<string | null, readonly Key[]>;
  /** Newest first. */
  readonly snapshotsByEnv: ReadonlyMap<string, readonly Snapshot[]>;
  readonly production: readonly string[];
  /** kids of the keys that stand by, and their environments. */
  readonly sealed: ReadonlySet<string>;
  readonly envsWithStandby: ReadonlySet<string>;
  readonly registrationOf: (env: string, kid: string) => Registration | null;
}

const SNAPSHOT_OLD_AFTER_MS = 7 * 86_400_000;
const URGENCY = ['now', 'soon', 'next'] as const;
const URGENCY_OF_STEP: Readonly<Record<ExpiryStep, Item['urgency']>> = { 0: 'now', 1: 'now', 7: 'soon', 30: 'next' };

/** What the officer should do next, most urgent first, and the state of the home in a few figures. */
export function readOverview(home: Home, clock: Clock): Overview {
  const now = clock.now();
  const keys = home.keys.list();
  const environments = home.environments.list();
  const standbys = home.standbys.list(null);
  // A set that was refused is no set to judge by.
  const snapshots = home.archive.list().filter(({ problem }) => problem === null);
  const audit = home.seal.glance();
  const registrations = new Map(home.registrations.list().map((one) => [`${one.env}\n${one.kid}`, one]));
  const lists: Lists = {
    now,
    environments: environments.map(({ name }) => name),
    production: environments.filter(({ kind }) => kind === 'production').map(({ name }) => name),
    keysByEnv: Map.groupBy(keys, ({ env }) => env),
    snapshotsByEnv: Map.groupBy(snapshots, ({ env }) => env),
    sealed: new Set(standbys.map(({ kid }) => kid)),
    envsWithStandby: new Set(standbys.map(({ env }) => env)),
    registrationOf: (env, kid) => registrations.get(`${env}\n${kid}`) ?? null,
  };
  const signedElsewhere = elsewhereAlarms(home.store);
  const items = [
    ...findProblems(home, audit.ok),
    ...ceremonyItems(home),
    ...backupItems(home, now),
    ...lists.environments.flatMap((env) => archiveItems(home, env, now)),
    ...dcmItems(home, lists.environments),
    ...keys.flatMap((key) => keyItems(key, now, signedElsewhere.get(key.kid) ?? null)),
    ...nextSteps(lists),
    ...standbySteps(lists),
  ];
  items.sort((a, b) => URGENCY.indexOf(a.urgency) - URGENCY.indexOf(b.urgency));
  return {
    items,
    keyCount: keys.length,
    activeKeyCount: keys.filter((key) => key.state === 'active').length,
    newestSnapshot: snapshots[0] ?? null,
    audit,
  };
}

function item(id: Item['id'], urgency: Item['urgency'], about: Partial<Pick<Item, 'env' | 'kid' | 'at'>> = {}): Item {
  return { id, urgency, env: null, kid: null, at: null, ...about };
}

function findProblems(home: Home, isTrailWhole: boolean): Item[] {
  return [
    ...(isTrailWhole ? [] : [item('trail-broken', 'now')]),
    ...(home.policy.problem === null ? [] : [item('policy-problem', 'now')]),
    ...(isAnotherKeychain(home) ? [item('keychain-problem', 'now')] : []),
  ];
}

/** It is not opened before somebody says that it is meant. */
function isAnotherKeychain({ session }: Home): boolean {
  const comparison = session.comparison();
  return comparison !== null && keychainProblem(comparison) !== null;
}

function keyItems(key: Key, now: number, signedElsewhereAt: string | null): Item[] {
  const { kid, env, expiresAt, unavailableSince } = key;
  const step = expiryStepOf(key, now);
  // Suspending here stops only us: it is not over before the key is called stolen, and so replaced.
  const isOpen = signedElsewhereAt !== null && key.compromisedAt === null && key.state !== 'deleted';
  return [
    ...(isOpen ? [item('signed-elsewhere', 'now', { kid, env, at: signedElsewhereAt })] : []),
    ...(unavailableSince !== null && canStillSign(key.state)
      ? [item('key-unavailable', 'now', { kid, env, at: unavailableSince })]
      : []),
    ...(step === null
      ? []
      : [item(step === 0 ? 'key-expired' : 'key-expires', URGENCY_OF_STEP[step], { kid, env, at: expiresAt })]),
  ];
}

/** The main job, as far as it has come in each environment. */
function nextSteps(lists: Lists): Item[] {
  const { environments } = lists;
  if (environments.length === 0) return [item('start-practice', 'next'), item('add-environment', 'next')];
  return environments.flatMap((env) => {
    const keys = (lists.keysByEnv.get(env) ?? []).filter(({ state }) => state === 'active' || state === 'draft');
    const snapshotItems = snapshotSteps(env, lists);
    if (keys.length === 0) return [item('make-key', 'next', { env }), ...snapshotItems];
    // A sealed key signs no probe: it is proven before it is sealed, or once it is drawn.
    const keySteps = keys.flatMap(({ kid }) => {
      const steps = registrationSteps(lists.registrationOf(env, kid), { env, kid });
      if (!lists.sealed.has(kid)) return steps;
      // A key that DCM refuses in an emergency is no standby key.
      return steps
        .filter(({ id }) => id !== 'prove-key')
        .map((step) => (step.id === 'register-key' ? item('standby-unregistered', 'soon', { env, kid }) : step));
    });
    return [...keySteps, ...snapshotItems];
  });
}

/** Where production signs, a replacement should take minutes. */
function standbySteps({ production, keysByEnv, envsWithStandby }: Lists): Item[] {
  return production.flatMap((env) => {
    const isSigning = (keysByEnv.get(env) ?? []).some(({ state, custody }) => state === 'active' && custody === 'here');
    return isSigning && !envsWithStandby.has(env) ? [item('no-standby', 'next', { env })] : [];
  });
}

/** What was sent may stand at DCM: nobody is sent to register it again, but to look. */
function registrationSteps(known: Registration | null, about: { readonly env: string; readonly kid: string }): Item[] {
  if (known === null) return [item('register-key', 'next', about)];
  const { state, guid, responseSha256, updatedAt: at } = known;
  switch (state) {
    case 'draft':
      return [item('register-key', 'next', about)];
    case 'sent':
    case 'unknown': {
      const isAnswered = state === 'sent' && guid !== null && responseSha256 !== null;
      return [item(isAnswered ? 'registration-unlisted' : 'registration-unknown', 'soon', { ...about, at })];
    }
    case 'listed':
      return [item('prove-key', 'next', about)];
    case 'proven':
    case 'in-use':
    case 'replaced':
      return [];
  }
}

function snapshotSteps(env: string, { snapshotsByEnv, now }: Lists): Item[] {
  const [newest] = snapshotsByEnv.get(env) ?? [];
  if (newest === undefined) return [item('fetch-snapshot', 'soon', { env })];
  const isOld = now - Date.parse(newest.takenAt) > SNAPSHOT_OLD_AFTER_MS;
  return isOld ? [item('snapshot-old', 'soon', { env, at: newest.takenAt })] : [];
}
