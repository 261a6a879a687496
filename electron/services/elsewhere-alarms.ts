import { z } from 'zod';
import type { Store } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';

/** Since when tokens have been met that a key of ours signed elsewhere: the first of each key, by kid. */
export type ElsewhereAlarms = ReadonlyMap<string, string>;

const FACT = 'signed-elsewhere';
const schema = z.record(z.string(), z.iso.datetime());

/** Reads what was noted; the trail has every single one. A fact that cannot be read is as good as none. */
export function elsewhereAlarms({ facts }: Store): ElsewhereAlarms {
  const text = facts.get(FACT);
  if (text === null) return new Map();
  const parsed = schema.safeParse(parseJson(text));
  return new Map(parsed.success ? Object.entries(parsed.data) : []);
}

/** Notes the first token of a key. Judging answers all the same where nothing can be written. */
export function noteSignedElsewhere(store: Store, kid: string, at: string): void {
  const known = elsewhereAlarms(store);
  if (known.has(kid) || !store.isWritable) return;
  try {
    store.write(() => {
      store.facts.set(FACT, JSON.stringify(Object.fromEntries([...elsewhereAlarms(store), [kid, at]])));
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
