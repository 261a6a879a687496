import { createHash } from 'node:crypto';
import type { CeremonyContent, CeremonyEntry } from '../../shared/model/ceremony.ts';
import { canonicalJson } from './canonical-json.ts';
import { hasCode } from './errors.ts';

const CONTEXTS = { real: 'dcm-ceremony-v1\0', rehearsal: 'dcm-ceremony-REHEARSAL-v1\0' } as const;
export const FIRST_PREV_HASH = '0'.repeat(64);

/** When an entry was made, and by which audit event. */
export interface EntryStamp {
  readonly at: string;
  readonly auditSeq: number;
}

/** Makes the entry that follows `last` (`null`: the first one). @throws INPUT_INVALID where it has no canonical JSON */
export function nextCeremonyEntry(
  ceremony: string,
  last: CeremonyEntry | null,
  { at, auditSeq }: EntryStamp,
  content: CeremonyContent,
): CeremonyEntry {
  const seq = (last?.seq ?? 0) + 1;
  const entry = { ceremony, seq, at, auditSeq, content, prevHash: last?.hash ?? FIRST_PREV_HASH };
  return { ...entry, hash: entryHash(entry) };
}

/**
 * SHA-256, lower-case hex, of a context (another one for a rehearsal), the hash before, and the canonical JSON of the entry
 * without its hash. @throws INPUT_INVALID
 */
function entryHash({ ceremony, seq, at, auditSeq, content, prevHash }: Omit<CeremonyEntry, 'hash'>): string {
  const context = isRehearsalId(ceremony) ? CONTEXTS.rehearsal : CONTEXTS.real;
  const text = canonicalJson({ ceremony, seq, at, auditSeq, content, prevHash });
  return createHash('sha256').update(context).update(prevHash).update(text).digest('hex');
}

export function isRehearsalId(id: string): boolean {
  return id.startsWith('R-');
}

/** The first thing that is wrong with the chain of a transcript; `null`: it is whole from its first entry to its last. */
export function entriesProblem(id: string, entries: readonly CeremonyEntry[]): string | null {
  let last: CeremonyEntry | null = null;
  for (const [at, entry] of entries.entries()) {
    const what = `entry ${String(at + 1)}`;
    if (entry.ceremony !== id) return `${what} belongs to another ceremony`;
    if (entry.seq !== at + 1 || entry.prevHash !== (last?.hash ?? FIRST_PREV_HASH))
      return `${what} does not follow the one before`;
    if (last !== null && entry.auditSeq <= last.auditSeq) return `${what} is not in the order of the trail`;
    if (hashOrNull(entry) !== entry.hash) return `${what} was changed`;
    last = entry;
  }
  return entries.length === 0 ? 'there is no entry in it' : null;
}

function hashOrNull(entry: CeremonyEntry): string | null {
  try {
    return entryHash(entry);
  } catch (error) {
    // A lone surrogate: what has no canonical JSON was never hashed by us.
    if (hasCode(error, 'INPUT_INVALID')) return null;
    throw error;
  }
}
