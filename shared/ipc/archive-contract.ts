import { z } from 'zod';
import { environmentNameSchema } from '../model/environment.ts';
import {
  distrustSchema,
  jwksDiffSchema,
  publishedKeySchema,
  sightingSchema,
  watchSpanSchema,
} from '../model/sighting.ts';
import { snapshotSchema } from '../model/snapshot.ts';

const anEnvironment = z.strictObject({ env: environmentNameSchema });
const done = z.strictObject({ done: z.literal(true) });
const reason = z.string().min(1).max(1024);
const kid = z.string().min(1).max(256);

/** What the page can ask about the keys that DCM publishes and published. */
export const archiveContract = {
  'snapshot.read': {
    input: z.strictObject({ id: z.number().int() }),
    output: z.strictObject({
      snapshot: snapshotSchema,
      text: z.string(),
      sightings: z.array(sightingSchema),
    }),
  },
  'snapshot.diff': {
    input: z.strictObject({ from: z.number().int(), to: z.number().int() }),
    output: jwksDiffSchema,
  },
  'archive.read': {
    input: anEnvironment,
    output: z.strictObject({
      keys: z.array(publishedKeySchema),
      sightings: z.array(sightingSchema),
      watched: z.array(watchSpanSchema),
      /** Stretches in which nobody looked, since the first look. */
      notWatched: z.array(z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime().nullable() })),
      isWatching: z.boolean(),
      everySeconds: z.number().int(),
      /** Changes that nobody has acknowledged yet, newest first. */
      news: z.array(
        z.strictObject({
          at: z.iso.datetime(),
          fromSnapshot: z.number().int(),
          toSnapshot: z.number().int(),
          diff: jwksDiffSchema,
        }),
      ),
    }),
  },
  'archive.acknowledge': { input: anEnvironment, output: done },
  /** Those that stand first; a lifted one stays in the list. */
  'distrust.list': { input: z.strictObject({}), output: z.array(distrustSchema) },
  'distrust.add': {
    input: z.strictObject({
      env: environmentNameSchema,
      kid,
      since: z.iso.datetime(),
      reason,
      caller: z.string().max(200).nullable(),
      callBack: z.string().max(1024).nullable(),
    }),
    output: distrustSchema,
  },
  /** The key may be trusted again. Whoever says so is named, and how he was called back. */
  'distrust.lift': {
    input: z.strictObject({
      env: environmentNameSchema,
      kid,
      reason,
      caller: z.string().min(1).max(200),
      callBack: z.string().min(1).max(1024),
    }),
    output: distrustSchema,
  },
} as const;
