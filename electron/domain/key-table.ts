import type { Key } from '../../shared/model/key.ts';
import { csvText } from './csv.ts';

type Cell = string | number | null;

/** The columns, by the names that the JSON of the terminal has. All of them are public. */
const COLUMNS: Readonly<Record<string, (key: Key) => Cell>> = {
  kid: ({ kid }) => kid,
  label: ({ label }) => label,
  state: ({ state }) => state,
  alg: ({ alg }) => alg,
  bits: ({ bits }) => bits,
  thumbprint: ({ thumbprint }) => thumbprint,
  env: ({ env }) => env,
  flows: ({ flows }) => flows?.join(' ') ?? null,
  createdAt: ({ createdAt }) => createdAt,
  expiresAt: ({ expiresAt }) => expiresAt,
  origin: ({ origin }) => origin,
  custody: ({ custody }) => custody,
  keychain: ({ keychain }) => keychain,
  heldBy: ({ heldBy }) => heldBy,
  possessionProvenAt: ({ possessionProvenAt }) => possessionProvenAt,
  unavailableSince: ({ unavailableSince }) => unavailableSince,
  copies: ({ copies }) => copies.filter(({ goneAt }) => goneAt === null).length,
  compromisedSince: ({ compromisedSince }) => compromisedSince,
  compromisedAt: ({ compromisedAt }) => compromisedAt,
  deleteDueAt: ({ deleteDueAt }) => deleteDueAt,
  replaces: ({ replaces }) => replaces,
  owner: ({ owner }) => owner,
  purpose: ({ purpose }) => purpose,
  tags: ({ tags }) => tags.join(', '),
  notes: ({ notes }) => notes,
};

/**
 * The public facts of keys as CSV with a header, one key a row, in the given order. `copies` counts the known copies that
 * are not destroyed; a kid that begins like a formula has an apostrophe before it.
 */
export function keyTableText(keys: readonly Key[]): string {
  const read = Object.values(COLUMNS);
  return csvText([Object.keys(COLUMNS), ...keys.map((key) => read.map((column) => column(key)))]);
}
