import type { Key } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';
import { describeEndingKeys } from '../../shared/text/notices.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { daysUntil, type ExpiryStep, expiryStepOf } from '../domain/expiry-step.ts';
import type { Desktop } from './desktop.ts';

/** Tells officers of keys that end: 30, 7 and 1 days before, and when they have. */
export interface ExpiryNotices {
  /** Shows one notice about every key that has reached a step of which nobody was told yet; mostly none. */
  tell(): void;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly notify: Desktop['notify'];
  readonly language: () => Language;
}

interface Reached {
  readonly key: Key;
  readonly step: ExpiryStep;
}

/** Makes the notices of one window. A step is told once, also over restarts; a new expiry date begins anew. */
export function createExpiryNotices({ store, clock, notify, language }: Dependencies): ExpiryNotices {
  /** What was told where it cannot be written down: in a home that can only be read. */
  const told = new Map<string, string>();
  const factName = ({ thumbprint }: Key) => `expiry-told:${thumbprint}`;
  const factOf = ({ key, step }: Reached) => `${key.expiresAt ?? ''} ${String(step)}`;

  function isNew({ key, step }: Reached): boolean {
    const name = factName(key);
    const [expiresAt, lowest] = (told.get(name) ?? store.facts.get(name) ?? '').split(' ');
    return expiresAt !== key.expiresAt || Number(lowest) > step;
  }

  /** Before it is shown: twice the same notice is worse than one that a crash has swallowed. */
  function remember(reached: readonly Reached[]): void {
    for (const one of reached) told.set(factName(one.key), factOf(one));
    if (!store.isWritable) return;
    store.write(() => {
      for (const one of reached) store.facts.set(factName(one.key), factOf(one));
    });
  }

  function tellNew(): void {
    const now = clock.now();
    const reached = store.keys.list().flatMap((key): Reached[] => {
      const step = expiryStepOf(key, now);
      return step === null ? [] : [{ key, step }];
    });
    const fresh = reached.filter(isNew);
    if (fresh.length === 0) return;
    remember(fresh);
    const ending = fresh.map(({ key }) => ({ key, daysLeft: daysUntil(key.expiresAt ?? '', now) }));
    notify(describeEndingKeys(ending, language()));
  }

  return {
    tell() {
      try {
        tellNew();
      } catch (error) {
        // What is wrong with the home is said where the officer works; the overview shows the dates as well.
        if (!(error instanceof AppError)) throw error;
      }
    },
  };
}
