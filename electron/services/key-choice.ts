import { createHash } from 'node:crypto';
import type { JudgedSnapshot } from '../../shared/model/verdict.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { hasCode } from '../domain/errors.ts';
import { type KeyEntry, type KeySet, ownKeySet, type ReadKeySet, readKeySet, withDisowned } from '../domain/key-set.ts';
import type { KnownKey } from '../domain/known-key.ts';
import { type Published, publishedBy } from '../domain/published-keys.ts';
import type { ArchiveHistory } from './archive-history.ts';
import type { Environments } from './environments.ts';
import type { ChosenSnapshot, JwksArchive } from './jwks-archive.ts';
import { keyAsOf } from './key-as-of.ts';

/** Whose keys a token is judged by. */
export type KeySource =
  | { readonly from: 'environment'; readonly env: string }
  | { readonly from: 'snapshot'; readonly id: number }
  | { readonly from: 'own' }
  /** A JWKS or one JWK, from a file or pasted; whose it is, nobody here knows. */
  | { readonly from: 'jwks'; readonly bytes: Buffer };

/** The judged instant and the clock's time, milliseconds since 1970. */
export interface Instants {
  readonly instant: number;
  readonly now: number;
}

/** What a judge is set up with for one source at one instant. */
export interface ChosenKeys {
  readonly sets: readonly KeySet[];
  readonly snapshot: JudgedSnapshot | null;
  readonly isLaterSnapshot: boolean;
  readonly hasSource: boolean;
  readonly published?: Published;
  /** Every key that is held, this source's first: only for naming what a refused token is. */
  readonly known: () => readonly KnownKey[];
}

/** Chooses the keys to judge by. Opens no socket and no keychain. */
export interface KeyChoice {
  /** @throws ENVIRONMENT_UNKNOWN, SNAPSHOT_NOT_FOUND, JWKS_REFUSED */
  choose(source: KeySource, at: Instants): ChosenKeys;
}

interface Dependencies {
  readonly store: Store;
  readonly environments: Environments;
  readonly archive: JwksArchive;
  readonly history: ArchiveHistory;
}

/** Makes the choice of keys of one home. */
export function createKeyChoice({ store, environments, archive, history }: Dependencies): KeyChoice {
  function chosenOf(source: KeySource, instant: number): ChosenSnapshot | null {
    if (source.from === 'snapshot') return archive.open(source.id);
    return source.from === 'environment' ? archive.choose(environments.get(source.env).name, instant) : null;
  }

  /** Since when each key of an environment's DCM is said to be stolen, and when we heard of it. */
  function distrusted(env: string): Parameters<typeof withDisowned>[1] {
    const here = store.distrusts.list().filter((one) => one.env === env);
    return new Map(
      here.map(({ kid, since, notedAt }) => [kid, { since: Date.parse(since), notedAt: Date.parse(notedAt) }]),
    );
  }

  /** The key as the newest good set lists it that has it. A kid that is ours by now is ours. */
  function earlier(env: string, kid: string): KeyEntry | undefined {
    if (store.keys.get(kid) !== null) return undefined;
    const ids = history.stretches(env).flatMap(({ snapshotId, isBad }) => (isBad ? [] : [snapshotId]));
    const id = ids.findLast((one) => history.setOf(one).has(kid));
    return id === undefined ? undefined : archive.open(id).set.keys.get(kid);
  }

  /** Disowned keys that the set no longer lists: they are judged by all the same, so they name attacks too. */
  function goneDisowned(env: string, set: ReadKeySet): readonly KnownKey[] {
    const gone = [...distrusted(env).keys()].filter((kid) => !set.keys.has(kid));
    return gone.flatMap((kid): KnownKey[] => {
      const entry = earlier(env, kid);
      return entry === undefined ? [] : [{ kid, set: set.name, otherEnv: null, entry }];
    });
  }

  /** Read when a token first asks, and once. */
  function publishedIn(env: string): Published {
    let read: Published | null = null;
    return (kid) => {
      read ??= publishedBy(history.publications(env));
      return read(kid);
    };
  }

  /** Our own keys, and those of the environments that were not asked about. */
  function knownElsewhere(env: string | null, own: KeySet, instant: number): readonly KnownKey[] {
    const ours = store.keys.list().flatMap(({ kid }): KnownKey[] => {
      const entry = own.keys.get(kid);
      return entry === undefined ? [] : [{ kid, set: 'us', otherEnv: null, entry }];
    });
    const others = environments.list().filter(({ name }) => name !== env);
    return [...ours, ...others.flatMap(({ name }) => knownOf(setOfOther(name, instant), name))];
  }

  function setOfOther(env: string, instant: number): ReadKeySet | null {
    try {
      return archive.choose(env, instant)?.set ?? null;
    } catch (error) {
      // A set that cannot be read helps nobody to name a token; whoever judges by it is told why.
      if (hasCode(error, 'JWKS_REFUSED') || hasCode(error, 'DATABASE_DAMAGED')) return null;
      throw error;
    }
  }

  return {
    choose(source, { instant, now }) {
      // The events of a key are read for another time only: a key of now is as it stands.
      const own = ownKeySet(instant === now ? (kid) => store.keys.get(kid) : (kid) => keyAsOf(store, kid, instant));
      const rest = (env: string | null) => knownElsewhere(env, own, instant);
      if (source.from === 'jwks') {
        const given = givenKeys(source.bytes);
        return { ...given, known: () => [...given.known(), ...rest(null)] };
      }
      const none = { sets: [own], snapshot: null, isLaterSnapshot: false };
      if (source.from === 'own') return { ...none, hasSource: true, known: () => rest(null) };
      const chosen = chosenOf(source, instant);
      if (chosen === null) return { ...none, hasSource: false, known: () => rest(null) };
      const { id, env, takenAt, trust, sha256 } = chosen.snapshot;
      return {
        sets: [withDisowned(chosen.set, distrusted(env), (kid) => earlier(env, kid)), own],
        snapshot: { id, takenAt, trust, sha256 },
        isLaterSnapshot: chosen.isLater,
        hasSource: true,
        known: () => [...knownOf(chosen.set, null), ...goneDisowned(env, chosen.set), ...rest(env)],
        // A snapshot that somebody chose is judged by as it is, whatever DCM published at other times.
        ...(source.from === 'environment' ? { published: publishedIn(env) } : {}),
      };
    },
  };
}

/** The keys of a given JWKS, with no home: nothing is read. @throws JWKS_REFUSED */
export function givenKeys(bytes: Buffer): ChosenKeys {
  const set = readKeySet('file', bytes);
  return {
    sets: [set],
    snapshot: { id: null, takenAt: null, trust: 'file', sha256: createHash('sha256').update(bytes).digest('hex') },
    isLaterSnapshot: false,
    hasSource: true,
    known: () => knownOf(set, null),
  };
}

function knownOf(set: ReadKeySet | null, otherEnv: string | null): readonly KnownKey[] {
  return set === null ? [] : [...set.keys].map(([kid, entry]) => ({ kid, set: set.name, otherEnv, entry }));
}
