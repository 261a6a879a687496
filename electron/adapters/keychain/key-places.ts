import { AppError } from '../../domain/errors.ts';
import { joinParts, readHead } from './key-entries.ts';
import type { Keychain } from './keychain.ts';

/** Where one generation of a key lies. */
export interface KeyPlace {
  readonly id: string;
  readonly generation: number;
  /** How many part entries there may be, at least 1. */
  readonly chunks: number;
}

interface Entries {
  readonly head: string;
  readonly part: (at: number) => string;
  readonly all: readonly string[];
}

/** The accounts of one generation. They differ from those of every other key and generation, in any case. */
export function entriesOf({ id, generation, chunks }: KeyPlace): Entries {
  const head = `key.${id}.g${generation}`;
  const part = (at: number) => `${head}.${at + 1}`;
  return { head, part, all: [head, ...Array.from({ length: chunks }, (_, at) => part(at))] };
}

/** The name of the row of a generation that is being written or is to be removed. */
export function nameOfRow({ id, generation }: Pick<KeyPlace, 'id' | 'generation'>): string {
  return `${id}.g${generation}`;
}

/**
 * Reads the text of a key: whole, in order, as long and with the digest that its head tells. `null` when an
 * entry is missing or is not what was written. Whose key it is is not checked.
 * @throws KEYCHAIN_*, VAULT_DAMAGED, PASSPHRASE_* when the store could not answer
 */
export async function readText(keychain: Keychain, place: KeyPlace): Promise<string | null> {
  const entries = entriesOf(place);
  const value = await keychain.read(entries.head);
  const head = value === null ? null : readHead(value);
  if (head === null) return null;
  if (head.kind === 'whole') return head.text;
  const parts: string[] = [];
  for (let at = 0; at < head.parts; at += 1) {
    const part = await keychain.read(entries.part(at));
    if (part === null) return null;
    parts.push(part);
  }
  return joinParts(head, parts);
}

/**
 * Removes all entries of a generation, and asks for each until the store has said that it is not there.
 * @returns whether it said so for all of them
 * @throws KEYCHAIN_*, VAULT_DAMAGED, PASSPHRASE_* when the store could not answer
 */
export async function purge(keychain: Keychain, place: KeyPlace): Promise<boolean> {
  let isGone = true;
  for (const account of entriesOf(place).all) {
    const failure = await failureOf(() => keychain.remove(account));
    // A store may remove and then fail to say so: only the read tells.
    if ((await keychain.read(account)) === null) continue;
    if (failure !== null) throw failure;
    isGone = false;
  }
  return isGone;
}

async function failureOf(work: () => Promise<boolean>): Promise<AppError | null> {
  try {
    await work();
    return null;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
}
