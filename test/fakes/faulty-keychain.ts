import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import { createKeytarKeychain, type NativeKeychain } from '../../electron/adapters/keychain/keytar-keychain.ts';

/** What the fake operating system says when it is locked. */
export const LOCKED_TEXT = {
  english: 'Cannot create an item in a locked collection',
  german: 'Die Sammlung ist gesperrt; es kann kein Objekt angelegt werden',
  japanese: 'ロックされたコレクションにアイテムを作成できません',
} as const;

/** What the fake system does wrong. Everything may be changed while it is in use. */
export interface Faults {
  /** Refuses longer values, as Windows does, with its text. */
  maxBytes: number | null;
  /** Keeps only so many characters of a value, and says nothing. */
  truncateTo: number | null;
  /** Stores the last two values under each other's names. */
  swap: boolean;
  /** Gives back one changed character. */
  lieOnRead: boolean;
  /** Says yes to a removal and keeps the entry. */
  keepOnRemove: boolean;
  /** Accepts a value and stores nothing. */
  forgetOnWrite: boolean;
  /** From these calls on it gives what was stored before; accepts and stores nothing; says yes and keeps. */
  staleFrom: number;
  forgetFrom: number;
  keepFrom: number;
  /** Folds the case of names. */
  foldCase: boolean;
  /** From this call on (1 is the first) it is locked. */
  lockedFrom: number;
  /** A locked Linux collection answers reads with nothing instead of an error. */
  nullWhenLocked: boolean;
  language: keyof typeof LOCKED_TEXT;
  /** These calls never answer; `release` lets them. */
  hangAt: ReadonlySet<number>;
  /** This call throws instead of returning a promise. */
  throwAt: number;
  /** This call rejects with the thing given. */
  rejectAt: { readonly call: number; readonly reason: unknown } | null;
}

export interface FaultyKeychain {
  /** Keeps the promises of the port by way of the real adapter; only the system below it is false. */
  readonly keychain: Keychain;
  readonly native: NativeKeychain;
  readonly faults: Faults;
  /** Everything stored, by `service/account`. */
  readonly entries: Map<string, string>;
  readonly calls: () => number;
  readonly mostInFlight: () => number;
  /** Answers what hung. */
  release(): void;
}

export const NO_FAULTS: Faults = {
  maxBytes: null,
  truncateTo: null,
  swap: false,
  lieOnRead: false,
  keepOnRemove: false,
  forgetOnWrite: false,
  staleFrom: Number.POSITIVE_INFINITY,
  forgetFrom: Number.POSITIVE_INFINITY,
  keepFrom: Number.POSITIVE_INFINITY,
  foldCase: false,
  lockedFrom: Number.POSITIVE_INFINITY,
  nullWhenLocked: false,
  language: 'english',
  hangAt: new Set(),
  throwAt: 0,
  rejectAt: null,
};

/** An operating system's keychain that can be told what to do wrong, behind the adapter that has to cope with it. */
export function createFaultyKeychain({
  faults: given = {},
  platform = 'linux',
  timeoutMs = 60_000,
}: {
  readonly faults?: Partial<Faults>;
  readonly platform?: NodeJS.Platform;
  readonly timeoutMs?: number;
} = {}): FaultyKeychain {
  const faults: Faults = { ...NO_FAULTS, ...given };
  const entries = new Map<string, string>();
  const older = new Map<string, string | null>();
  const hung: (() => void)[] = [];
  let [calls, inFlight, mostInFlight] = [0, 0, 0];
  let lastName: string | null = null;

  const native: NativeKeychain = {
    getPassword: (service, account) =>
      answer('read', () => {
        const name = nameOf(service, account);
        const value = (isFrom(faults.staleFrom) ? older.get(name) : entries.get(name)) ?? null;
        return value !== null && faults.lieOnRead && service === 'dcm-key-manager' ? changed(value) : value;
      }),
    setPassword: (service, account, password) =>
      answer('write', () => {
        if (faults.maxBytes !== null && Buffer.byteLength(password) > faults.maxBytes)
          throw new Error('The stub received bad data.');
        const name = nameOf(service, account);
        older.set(name, entries.get(name) ?? null);
        if (!faults.forgetOnWrite && !isFrom(faults.forgetFrom))
          store(name, password.slice(0, faults.truncateTo ?? undefined));
      }),
    deletePassword: (service, account) =>
      answer('remove', () =>
        faults.keepOnRemove || isFrom(faults.keepFrom)
          ? entries.has(nameOf(service, account))
          : entries.delete(nameOf(service, account)),
      ),
  };

  return {
    keychain: createKeytarKeychain({ installId: 'home-1', platform, timeoutMs, loadNative: async () => native }),
    native,
    faults,
    entries,
    calls: () => calls,
    mostInFlight: () => mostInFlight,
    release() {
      for (const go of hung.splice(0)) go();
    },
  };

  function answer<T>(kind: 'read' | 'write' | 'remove', work: () => T): Promise<T> {
    calls += 1;
    const call = calls;
    if (call === faults.throwAt) throw new Error('Password is required.');
    return underway(async () => {
      if (faults.hangAt.has(call)) await new Promise<void>((resolve) => hung.push(resolve));
      else await null;
      if (call === faults.rejectAt?.call) throw faults.rejectAt.reason;
      if (call >= faults.lockedFrom) {
        // The real adapter is meant to see through this; the fake's type has to be bent for the lie.
        if (faults.nullWhenLocked && kind !== 'write') return (kind === 'read' ? null : false) as T;
        throw new Error(LOCKED_TEXT[faults.language]);
      }
      return work();
    });
  }

  function isFrom(call: number): boolean {
    return calls >= call;
  }

  async function underway<T>(work: () => Promise<T>): Promise<T> {
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    try {
      return await work();
    } finally {
      inFlight -= 1;
    }
  }

  function store(name: string, value: string): void {
    const before = lastName === null || lastName === name ? undefined : entries.get(lastName);
    if (faults.swap && lastName !== null && before !== undefined) {
      entries.set(lastName, value);
      entries.set(name, before);
    } else entries.set(name, value);
    lastName = name;
  }

  function nameOf(service: string, account: string): string {
    const name = `${service}/${account}`;
    return faults.foldCase ? name.toLowerCase() : name;
  }
}

function changed(value: string): string {
  const at = value.length - 1;
  return value.slice(0, at) + (value.at(at) === 'A' ? 'B' : 'A');
}
