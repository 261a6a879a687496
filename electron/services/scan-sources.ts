import { createHash } from 'node:crypto';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';
import type { PlainKeySet, ScanSegment, ScanSources } from '../domain/scan-job.ts';
import type { ArchiveHistory } from './archive-history.ts';
import type { Environments } from './environments.ts';
import type { JwksArchive } from './jwks-archive.ts';
import type { KeySource } from './key-choice.ts';

interface Dependencies {
  readonly store: Store;
  readonly environments: Environments;
  readonly archive: JwksArchive;
  readonly history: ArchiveHistory;
}

/** Turns a source into plain data, by which the threads of a scan choose keys as the desk does, at any instant. */
export interface ScanSourcing {
  /** @throws ENVIRONMENT_UNKNOWN, SNAPSHOT_NOT_FOUND */
  plain(source: KeySource): ScanSources;
}

const EVER = Number.NEGATIVE_INFINITY;

/** Makes that of one home. */
export function createScanSourcing({ store, environments, archive, history }: Dependencies): ScanSourcing {
  function plainSet(snapshot: Snapshot): PlainKeySet {
    const { id, env, takenAt, trust, sha256 } = snapshot;
    const said = store.distrusts.list().filter((one) => one.env === env);
    return {
      name: 'dcm',
      jwks: bytesOf(id),
      isTolerant: true,
      snapshot: { id, takenAt, trust, sha256 },
      disowned: said.map(({ kid, since, notedAt }) => [
        kid,
        { since: Date.parse(since), notedAt: Date.parse(notedAt) },
      ]),
      earlier: said.flatMap(({ kid }) => listedBefore(env, kid)),
    };
  }

  function bytesOf(id: number): Buffer {
    const bytes = store.snapshots.bytes(id);
    if (bytes !== null) return bytes;
    throw new AppError('DATABASE_DAMAGED', `the bytes of snapshot ${String(id)} are missing`, {
      hint: 'restore the home from a copy; nothing was changed',
    });
  }

  /** The newest good set that has a key; a kid that is ours by now is ours. */
  function listedBefore(env: string, kid: string): readonly (readonly [string, Buffer])[] {
    if (store.keys.get(kid) !== null) return [];
    const good = history.stretches(env).filter(({ isBad }) => !isBad);
    const found = good.findLast(({ snapshotId }) => history.setOf(snapshotId).has(kid));
    return found === undefined ? [] : [[kid, bytesOf(found.snapshotId)]];
  }

  /** The set that is chosen changes only where a look begins or ends. */
  function ofEnvironment(env: string): Pick<ScanSources, 'sets' | 'segments'> {
    const turns = history.stretches(env).flatMap(({ from, to }) => [from, to, to + 1]);
    const instants = [...new Set(turns)].toSorted((one, other) => one - other);
    const sets: PlainKeySet[] = [];
    const segments: ScanSegment[] = [];
    for (const from of [EVER, ...instants]) {
      const chosen = archive.choose(env, Math.max(from, 0));
      if (chosen === null) return { sets: [], segments: [{ from: EVER, set: null, hasSource: false, isLater: false }] };
      const { snapshot, isLater } = chosen;
      const known = sets.findIndex((one) => one.snapshot.id === snapshot.id);
      const set = known === -1 ? sets.push(plainSet(snapshot)) - 1 : known;
      const last = segments.at(-1);
      if (last?.set !== set || last.isLater !== isLater) segments.push({ from, set, hasSource: true, isLater });
    }
    return { sets, segments };
  }

  return {
    plain(source) {
      if (source.from === 'jwks') return givenSources(source.bytes);
      const home = { own: store.keys.list(), published: null };
      const always = { from: EVER, hasSource: true, isLater: false };
      if (source.from === 'own') return { ...home, sets: [], segments: [{ ...always, set: null }] };
      if (source.from === 'snapshot') {
        const { snapshot } = archive.open(source.id);
        return { ...home, sets: [plainSet(snapshot)], segments: [{ ...always, set: 0 }] };
      }
      const { name } = environments.get(source.env);
      return { ...home, ...ofEnvironment(name), published: history.publications(name) };
    },
  };
}

/** A given JWKS as plain data, with no home. Whether it can be judged by, the judge says. */
export function givenSources(jwks: Buffer): ScanSources {
  const sha256 = createHash('sha256').update(jwks).digest('hex');
  const snapshot = { id: null, takenAt: null, trust: 'file', sha256 } as const;
  return {
    sets: [{ name: 'file', jwks, isTolerant: false, snapshot, disowned: [], earlier: [] }],
    segments: [{ from: EVER, set: 0, hasSource: true, isLater: false }],
    own: [],
    published: null,
  };
}
