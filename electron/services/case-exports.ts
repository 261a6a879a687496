import type { CaseDocument } from '../../shared/model/case-document.ts';
import type { CaseItem } from '../../shared/model/case.ts';
import type { Jwk } from '../../shared/model/jwk.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { caseDocumentBytes, isAboutCase, setsOf } from '../domain/case-document.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { Cases } from './cases.ts';
import type { Proofs } from './proofs.ts';

/** Cases as they leave the desk. */
export interface CaseExports {
  /**
   * Signs a case as it is now, with the sets of keys that it names.
   * @throws CASE_NOT_FOUND, AUDIT_BROKEN, DATABASE_DAMAGED, APP_LOCKED, KEYCHAIN_*, HOME_UNWRITABLE
   */
  create(id: string): Promise<CaseDocument>;
  /** Fingerprint (RFC 7638) of the evidence key that signs. */
  fingerprint(): string;
}

interface Dependencies {
  readonly store: Store;
  readonly cases: Cases;
  readonly proofs: Proofs;
  readonly clock: Clock;
}

/** Makes the desk from which cases leave one home. */
export function createCaseExports({ store, cases, proofs, clock }: Dependencies): CaseExports {
  function setOf(sha256: string): { readonly sha256: string; readonly bytes: string } {
    const archived = store.snapshots.list().find((one) => one.sha256 === sha256);
    const bytes = archived === undefined ? store.cases.setBytes(sha256) : store.snapshots.bytes(archived.id);
    if (bytes !== null) return { sha256, bytes: bytes.toString('base64') };
    throw new AppError('DATABASE_DAMAGED', `the set of keys ${sha256.slice(0, 12)} of this case is missing`, {
      hint: 'restore the home from a copy; nothing was changed',
    });
  }

  /** Public halves of our keys that the tokens name. */
  function ownKeysOf(items: readonly CaseItem[]): Jwk[] {
    const kids = items.flatMap(({ content }) => (content.kind === 'token' ? [content.verdict?.kid ?? null] : []));
    return [...new Set(kids)].flatMap((kid) => {
      const key = kid === null ? null : store.keys.get(kid);
      return key === null ? [] : [{ ...key.jwk, kid: key.kid }];
    });
  }

  return {
    fingerprint: () => proofs.fingerprint(),
    async create(id) {
      cases.read(id);
      return await proofs.issue({
        content(frame) {
          const { summary, items } = cases.read(id);
          const { title, state, openedAt, openedBy } = summary;
          return {
            format: 'dcm-case' as const,
            version: 1 as const,
            issuedAt: new Date(clock.now()).toISOString(),
            case: { id, title, state, openedAt, openedBy },
            items: [...items],
            sets: setsOf(items).map(setOf),
            ownKeys: ownKeysOf(items),
            events: [...store.audit.all()].filter((event) => isAboutCase(event, id)),
            ...frame,
          };
        },
        bytes: caseDocumentBytes,
        event: ({ head, items }) => ['case.exported', { case: id, entries: items.length, head: head.hash }],
      });
    },
  };
}
