import { createHash, type KeyObject } from 'node:crypto';
import type { AuditEvent } from '../../shared/model/audit-event.ts';
import { type CaseCheck, type CaseDocument, caseDocumentSchema } from '../../shared/model/case-document.ts';
import type { CaseItem } from '../../shared/model/case.ts';
import { eventHash } from './audit-chain.ts';
import { ed25519Thumbprint } from './audit-checkpoint.ts';
import { caseDocumentBytes, isAboutCase, setsOf } from './case-document.ts';
import { caseItemsProblem, caseStateOf, caseTitleOf, isEventOfItem } from './case-item.ts';
import { rejudge } from './case-rejudge.ts';
import { hasCode } from './errors.ts';
import { isSignedBy, readEvidenceKey } from './evidence-signature.ts';
import { parseStrictObject } from './strict-json.ts';

/** Acts that leave no entry: the case went out. */
const WITHOUT_ENTRY: readonly string[] = ['case.exported', 'case.reported'];

/**
 * Checks an exported case by itself, with no database: its shape (no member twice), the signature by the key that it
 * names, the chain of its entries, that each act has its audit event and each event its entry, the digests of the sets
 * of keys, and that kept tokens come out the same when they are judged again. `trusted`: the fingerprint of an evidence
 * key that the reader knows.
 */
export function verifyCase(bytes: Buffer, trusted: string | null): CaseCheck {
  const refused = (problem: string, about: Partial<CaseCheck> = {}): CaseCheck => ({
    ok: false,
    case: null,
    title: null,
    items: 0,
    rejudged: 0,
    notRejudged: 0,
    signer: 'unknown',
    evidenceKey: null,
    ...about,
    problem,
  });
  const parsed = parseStrictObject(bytes);
  if (!parsed.ok && parsed.problem === 'duplicate') return refused('a member stands twice in it');
  const document = parsed.ok ? caseDocumentSchema.safeParse(parsed.value).data : undefined;
  if (document === undefined) return refused('it is not an exported case');
  const evidenceKey = readEvidenceKey(document.evidenceKey);
  if (evidenceKey === null) return refused('the key that it names as its signer is none');
  const fingerprint = ed25519Thumbprint(evidenceKey);
  const about = { case: document.case.id, evidenceKey: fingerprint };
  const problem = problemOf(document, evidenceKey);
  if (problem !== null) return refused(problem, about);
  const { agreeing, notJudged, differing } = rejudge(document);
  const [first] = differing;
  if (first !== undefined) return refused(`the token of entry ${String(first)} is judged otherwise here`, about);
  return {
    ...about,
    ok: true,
    title: document.case.title,
    items: document.items.length,
    rejudged: agreeing,
    notRejudged: notJudged,
    signer: fingerprint === trusted ? 'known' : 'unknown',
    problem: null,
  };
}

function problemOf(document: CaseDocument, evidenceKey: KeyObject): string | null {
  try {
    return signatureProblem(document, evidenceKey) ?? entriesProblem(document) ?? setsProblem(document);
  } catch (error) {
    // A lone surrogate: what has no canonical JSON was never signed.
    if (hasCode(error, 'INPUT_INVALID')) return 'it holds what cannot be signed';
    throw error;
  }
}

function signatureProblem({ signature, ...content }: CaseDocument, evidenceKey: KeyObject): string | null {
  const fits = isSignedBy(evidenceKey, caseDocumentBytes(content), signature);
  return fits ? null : 'the signature does not fit: something in it was changed';
}

function entriesProblem({ case: about, items, events }: CaseDocument): string | null {
  const broken = caseItemsProblem(about.id, items);
  if (broken !== null) return broken;
  const [first] = items;
  const isAsTold =
    about.title === caseTitleOf(items) &&
    about.state === caseStateOf(items) &&
    about.openedAt === first?.at &&
    about.openedBy === first.by;
  if (!isAsTold) return 'title, state or opening are not those of the entries';
  const changed = events.find((event) => eventHash(event) !== event.hash || !isAboutCase(event, about.id));
  if (changed !== undefined) return `event ${String(changed.seq)} is not one that was recorded of this case`;
  const acts = events.filter(({ type }) => !WITHOUT_ENTRY.includes(type));
  const isPaired = acts.length === items.length && items.every((item, at) => isEventAt(acts[at], item));
  return isPaired ? null : 'the entries are not those that the audit events tell';
}

function isEventAt(event: AuditEvent | undefined, item: CaseItem): boolean {
  return event !== undefined && isEventOfItem(event, item);
}

function setsProblem({ items, sets }: CaseDocument): string | null {
  const named = setsOf(items);
  const inside = new Set(sets.map(({ sha256 }) => sha256));
  if (named.length !== sets.length || named.some((one) => !inside.has(one)))
    return 'a set of keys is missing, or one too many';
  const changed = sets.find(({ sha256, bytes }) => sha256 !== digestOfSet(bytes));
  return changed === undefined ? null : `the set ${changed.sha256.slice(0, 12)} is not the one of its digest`;
}

function digestOfSet(base64: string): string {
  return createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
}
