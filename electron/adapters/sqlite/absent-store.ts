import { AppError } from '../../domain/errors.ts';
import type { Store } from './store.ts';

/** The store of a home that does not exist: empty, and not writable. Reading commands make no home. */
export function createAbsentStore(folder: string): Store {
  const refuse = (): never => {
    throw new AppError('HOME_UNWRITABLE', `there is no home at ${folder}`, {
      hint: 'check --home, or make one: dcm-keys env add NAME …',
    });
  };
  return {
    isWritable: false,
    keys: {
      list: () => [],
      get: () => null,
      byThumbprint: () => null,
      successorsOf: () => [],
      insert: refuse,
      update: refuse,
    },
    keyEdits: { latest: () => null, insert: refuse, markUndone: refuse },
    environments: { list: () => [], get: () => null, insert: refuse, update: refuse, remove: refuse },
    registrations: { list: () => [], get: () => null, put: refuse },
    access: { get: () => null, put: refuse },
    registrationSteps: { list: () => [], insert: refuse },
    reconciliations: { get: () => null, put: refuse },
    adoptions: { list: () => [], put: refuse },
    rotations: { list: () => [], get: () => null, put: refuse },
    sightings: { list: () => [], insert: refuse, extend: refuse },
    watchSpans: { list: () => [], insert: refuse, extend: refuse },
    trustedMakers: { list: () => [], get: () => null, put: refuse },
    standbys: { list: () => [], get: () => null, put: refuse },
    distrusts: { list: () => [], get: () => null, lifted: () => [], put: refuse },
    snapshots: { list: () => [], get: () => null, byContent: () => null, bytes: () => null, insert: refuse },
    backupSets: { list: () => [], get: () => null, put: refuse, shareDigest: () => null, keepShareDigest: refuse },
    backupDrills: { list: () => [], insert: refuse },
    cases: {
      list: () => [],
      get: () => null,
      insert: refuse,
      items: () => [],
      addItem: refuse,
      setBytes: () => null,
      keepSet: refuse,
    },
    ceremonies: { list: () => [], get: () => null, insert: refuse, entries: () => [], addEntry: refuse },
    signed: { insert: refuse, byDigest: () => null, hasJti: () => false, countByKid: () => 0, page: () => [] },
    clockMeasures: { list: () => [], put: refuse },
    templates: { list: () => [], get: () => null, put: refuse, remove: refuse },
    audit: {
      head: () => null,
      all: () => [],
      page: () => [],
      about: () => [],
      ofType: () => [],
      laterThan: () => null,
      knowsJti: () => false,
      foreignWrites: () => 0,
      append: refuse,
      checkpoints: () => [],
      appendCheckpoint: refuse,
    },
    facts: { get: () => null, set: refuse },
    intents: { get: () => null, put: refuse, delete: refuse, unfinished: () => [] },
    write: refuse,
    close: () => undefined,
  };
}
