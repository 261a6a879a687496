import type { CaseDocumentContent } from '../../shared/model/case-document.ts';
import type { AuditEvent } from '../../shared/model/audit-event.ts';
import type { CaseItem } from '../../shared/model/case.ts';
import { canonicalJson } from './canonical-json.ts';

const CONTEXT = 'dcm-case-v1\0';

/**
 * The bytes that the evidence key signs: a context of their own, then the canonical JSON of the content.
 * @throws INPUT_INVALID where the content has no canonical JSON
 */
export function caseDocumentBytes(content: CaseDocumentContent): Buffer {
  return Buffer.from(CONTEXT + canonicalJson(content), 'utf8');
}

/** Tells whether an audit event is about this case. */
export function isAboutCase({ type, payload }: AuditEvent, id: string): boolean {
  return type.startsWith('case.') && payload['case'] === id;
}

/** SHA-256 of the sets of keys that the entries name, each once. */
export function setsOf(items: readonly CaseItem[]): readonly string[] {
  const named = items.flatMap(({ content }) => {
    if (content.kind === 'snapshot') return [content.sha256];
    return content.kind === 'token' && content.verdict?.snapshot ? [content.verdict.snapshot.sha256] : [];
  });
  return [...new Set(named)];
}
