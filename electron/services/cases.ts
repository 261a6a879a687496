import {
  type CaseContent,
  type CaseItem,
  caseNoteSchema,
  type CaseSummary,
  caseTitleSchema,
} from '../../shared/model/case.ts';
import type { AuditEventType, AuditPayload } from '../../shared/model/audit-event.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { verdictFacts } from '../domain/case-facts.ts';
import {
  caseContentHash,
  caseItemsProblem,
  caseStateOf,
  caseTitleOf,
  digestOf,
  nextCaseItem,
  requireFitting,
} from '../domain/case-item.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { requireReason } from '../domain/reason.ts';
import { requireFreeText } from '../domain/free-text.ts';
import { requireNoToken } from '../domain/token-in-text.ts';
import type { AuditTrail } from './audit-trail.ts';

/** A token that an officer puts into a case. */
export interface TokenForCase {
  /** SHA-256 of the compact token's ASCII, hex. */
  readonly tokenSha256: string;
  /** The token itself, only where he chose to keep it. */
  readonly token: string | null;
  /** As it was given to him; `null`: the digest alone is known. */
  readonly verdict: Verdict | null;
  /** The set that it was judged by, where no archive has it. */
  readonly jwks: Buffer | null;
  readonly note: string | null;
}

/** An incident's folder of evidence. What was added is never changed and never removed. */
export interface Cases {
  /** Newest first. */
  list(): readonly CaseSummary[];
  /** @throws CASE_NOT_FOUND, DATABASE_DAMAGED where its entries do not follow each other */
  read(id: string): { readonly summary: CaseSummary; readonly items: readonly CaseItem[] };
  /** @throws INPUT_INVALID, HOME_* */
  open(title: string): CaseSummary;
  /** @throws CASE_NOT_FOUND, CASE_CLOSED, INPUT_INVALID, HOME_* */
  addToken(id: string, token: TokenForCase): CaseItem;
  /** @throws CASE_NOT_FOUND, CASE_CLOSED, INPUT_INVALID for none, a long one, or one with a token in it, HOME_* */
  addNote(id: string, text: string): CaseItem;
  /** @throws CASE_NOT_FOUND, CASE_CLOSED, SNAPSHOT_NOT_FOUND, HOME_* */
  addSnapshot(id: string, snapshot: number): CaseItem;
  /** @throws CASE_NOT_FOUND, CASE_CLOSED, INPUT_INVALID without a reason, HOME_* */
  close(id: string, reason: string): CaseItem;
  /** @throws CASE_NOT_FOUND, INPUT_INVALID without a reason, or where it is open, HOME_* */
  reopen(id: string, reason: string): CaseItem;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Longer tokens are judged malformed, and nobody can use them. */
const MAX_KEPT_TOKEN = 16_384;
const SALT_BYTES = 32;

const EVENTS: Readonly<Record<CaseContent['kind'], AuditEventType>> = {
  opened: 'case.opened',
  token: 'case.token-added',
  note: 'case.note-added',
  snapshot: 'case.snapshot-added',
  closed: 'case.closed',
  reopened: 'case.reopened',
};

/** Makes the cases of one home. */
export function createCases({ store, trail, clock, randomBytes }: Dependencies): Cases {
  function itemsOf(id: string): readonly CaseItem[] {
    if (store.cases.get(id) === null) {
      throw new AppError('CASE_NOT_FOUND', `there is no case "${id.slice(0, 20).toWellFormed()}"`, {
        hint: 'dcm-keys case list shows them',
      });
    }
    const items = store.cases.items(id);
    const problem = caseItemsProblem(id, items);
    if (problem === null) return items;
    throw new AppError('DATABASE_DAMAGED', `case ${id}: ${problem}`, {
      hint: 'it was changed outside of the app: keep a copy of the home as it is, and tell your auditor',
    });
  }

  /** Inside `store.write`. What the event names beside the digest says nothing that is not public. */
  function append(id: string, items: readonly CaseItem[], content: CaseContent, facts: AuditPayload = {}): CaseItem {
    requireFitting(items, content);
    const payload = { case: id, entry: items.length + 1, contentSha256: caseContentHash(content), ...facts };
    const item = nextCaseItem(id, items, trail.append(EVENTS[content.kind], payload), content);
    store.cases.addItem(item);
    return item;
  }

  function add(id: string, content: CaseContent, facts?: AuditPayload, before?: () => void): CaseItem {
    return store.write(() => {
      const items = itemsOf(id);
      before?.();
      return append(id, items, content, facts);
    });
  }

  function summary(id: string, items: readonly CaseItem[]): CaseSummary {
    const [first, last] = [items[0], items.at(-1)];
    return {
      id,
      title: caseTitleOf(items),
      state: caseStateOf(items),
      openedAt: first?.at ?? '',
      openedBy: first?.by ?? '',
      changedAt: last?.at ?? '',
      items: items.length,
    };
  }

  function nextId(): string {
    const year = new Date(clock.now()).toISOString().slice(0, 4);
    const numbers = store.cases.list().flatMap(({ id }) => (id.startsWith(`${year}-`) ? [Number(id.slice(5))] : []));
    return `${year}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
  }

  return {
    list: () =>
      store.cases
        .list()
        .map(({ id }) => summary(id, itemsOf(id)))
        .toSorted(
          (one, other) => Date.parse(other.openedAt) - Date.parse(one.openedAt) || (one.id < other.id ? 1 : -1),
        ),
    read(id) {
      const items = itemsOf(id);
      return { summary: summary(id, items), items };
    },
    open(title) {
      const content = {
        kind: 'opened' as const,
        title: textOf(caseTitleSchema, title, 'a title has 1 to 200 characters'),
      };
      const salt = randomBytes(SALT_BYTES).toString('hex');
      return store.write(() => {
        const id = nextId();
        store.cases.insert({ id, salt });
        return summary(id, [append(id, [], content)]);
      });
    },
    addToken(id, { tokenSha256, token, verdict, jwks, note }) {
      if (token !== null) requireKeepable(token, tokenSha256);
      const content = {
        kind: 'token' as const,
        tokenSha256,
        token,
        verdict: verdict && verdictFacts(verdict),
        note: note === null || note.trim() === '' ? null : noteOf(note),
      };
      const facts = {
        tokenSha256,
        outcome: verdict?.outcome ?? null,
        code: verdict?.code ?? null,
        isKept: token !== null,
      };
      return add(id, content, facts, () => {
        if (jwks !== null && verdict?.snapshot) store.cases.keepSet(verdict.snapshot.sha256, jwks);
      });
    },
    addNote: (id, text) => add(id, { kind: 'note', text: noteOf(text) }),
    addSnapshot(id, snapshotId) {
      const snapshot = store.snapshots.get(snapshotId);
      if (snapshot === null) {
        throw new AppError('SNAPSHOT_NOT_FOUND', `there is no snapshot ${String(snapshotId)}`, {
          hint: 'dcm-keys snapshot list shows them',
        });
      }
      const { env, takenAt, source, trust, sha256 } = snapshot;
      return add(id, { kind: 'snapshot', id: snapshotId, env, takenAt, source, trust, sha256 }, { sha256 });
    },
    close: (id, reason) => add(id, { kind: 'closed', reason: reasonOf(reason) }),
    reopen: (id, reason) => add(id, { kind: 'reopened', reason: reasonOf(reason) }),
  };
}

function reasonOf(reason: string): string {
  return requireReason(requireNoToken(reason).trim());
}

function noteOf(text: string): string {
  return textOf(caseNoteSchema, text, 'a note has 1 to 4096 characters');
}

function textOf(schema: typeof caseTitleSchema, text: string, rule: string): string {
  const parsed = schema.safeParse(text);
  if (parsed.success) return requireFreeText(requireNoToken(parsed.data));
  throw new AppError('INPUT_INVALID', rule, { hint: 'write what a colleague must know, and name the ticket' });
}

function requireKeepable(token: string, tokenSha256: string): void {
  if (digestOf(token) !== tokenSha256) {
    throw new AppError('INPUT_INVALID', 'this token is not the one that was judged', {
      hint: 'judge it again, then add it',
    });
  }
  if (token.length > MAX_KEPT_TOKEN || !token.isWellFormed()) {
    throw new AppError('INPUT_TOO_LARGE', 'what is longer than 16 KiB is no token that can be kept', {
      hint: 'add it without the token: its digest is kept',
    });
  }
}
