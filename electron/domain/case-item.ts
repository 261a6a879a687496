import { createHash } from 'node:crypto';
import type { AuditEvent } from '../../shared/model/audit-event.ts';
import type { CaseContent, CaseItem, CaseState } from '../../shared/model/case.ts';
import { GENESIS_PREV_HASH } from './audit-chain.ts';
import { canonicalJson } from './canonical-json.ts';
import { AppError } from './errors.ts';

const CONTEXT = 'dcm-case-item-v1\0';

/**
 * Gives the hash of an entry: SHA-256, lower-case hex, of "dcm-case-item-v1", a zero byte, the 64 hex digits of `prevHash`
 * and the canonical JSON of the entry without `hash`.
 * @throws INPUT_INVALID where the entry has no canonical JSON
 */
export function caseItemHash({ case: id, seq, at, by, auditSeq, content, prevHash }: Omit<CaseItem, 'hash'>): string {
  const text = canonicalJson({ case: id, seq, at, by, auditSeq, content, prevHash });
  return createHash('sha256').update(CONTEXT).update(prevHash).update(text).digest('hex');
}

/** SHA-256 of what an act added, hex: the audit event of the act names it. @throws INPUT_INVALID for text that is not well-formed */
export function caseContentHash(content: CaseContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** @throws CASE_CLOSED for anything but reopening a closed case, INPUT_INVALID for reopening an open one */
export function requireFitting(items: readonly CaseItem[], { kind }: CaseContent): void {
  const isClosed = caseStateOf(items) === 'closed';
  if (isClosed && kind !== 'reopened') {
    throw new AppError('CASE_CLOSED', 'this case is closed', { hint: 'reopen it with a reason, or open another case' });
  }
  if (!isClosed && kind === 'reopened') {
    throw new AppError('INPUT_INVALID', 'this case is open', { hint: 'nothing is to be done: add to it' });
  }
}

/** Makes the entry that follows those of a case, as the audit event of its act tells it. */
export function nextCaseItem(
  id: string,
  items: readonly CaseItem[],
  event: AuditEvent,
  content: CaseContent,
): CaseItem {
  const unhashed = {
    case: id,
    seq: items.length + 1,
    at: event.at,
    by: actorText(event),
    auditSeq: event.seq,
    content,
    prevHash: items.at(-1)?.hash ?? GENESIS_PREV_HASH,
  };
  return { ...unhashed, hash: caseItemHash(unhashed) };
}

/** Tells whether an audit event is the one of this entry. */
export function isEventOfItem(event: AuditEvent, item: CaseItem): boolean {
  const { seq, at, payload } = event;
  const isSame =
    seq === item.auditSeq && at === item.at && actorText(event) === item.by && payload['entry'] === item.seq;
  return isSame && payload['contentSha256'] === caseContentHash(item.content);
}

function actorText({ actor: { name, osUser, host, verifiedBy } }: AuditEvent): string {
  return `${name ?? osUser}@${host} (${verifiedBy})`;
}

/** Whether a case is open, as its entries tell it. */
export function caseStateOf(items: readonly CaseItem[]): CaseState {
  const last = items.findLast(({ content: { kind } }) => kind === 'closed' || kind === 'reopened');
  return last?.content.kind === 'closed' ? 'closed' : 'open';
}

/** The title that a case was opened with. */
export function caseTitleOf(items: readonly CaseItem[]): string {
  const content = items[0]?.content;
  return content?.kind === 'opened' ? content.title : '';
}

/**
 * What is wrong with the entries of a case; `null`: nothing. They begin with its opening and with nothing before it, each
 * follows the one before, each hash fits, and a kept token is the one of its digest. That the last ones are there only
 * the audit events can tell.
 */
export function caseItemsProblem(id: string, items: readonly CaseItem[]): string | null {
  for (const [at, item] of items.entries()) {
    const where = `entry ${String(at + 1)}`;
    if (item.case !== id || item.seq !== at + 1) return `${where} is missing, or not of this case`;
    if ((item.content.kind === 'opened') !== (at === 0)) return `${where}: a case begins with its opening, once`;
    if (item.prevHash !== (items[at - 1]?.hash ?? GENESIS_PREV_HASH)) return `${where} does not follow the one before`;
    if (caseItemHash(item) !== item.hash) return `${where} is not what was written`;
    const { content } = item;
    if (content.kind === 'token' && content.token !== null && digestOf(content.token) !== content.tokenSha256) {
      return `${where}: the token is not the one of its digest`;
    }
  }
  return items.length === 0 ? 'it has no entries' : null;
}

/** SHA-256 of a token as it is kept, hex. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
