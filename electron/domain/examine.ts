import type { Examined, ExaminedAction, ExaminedKey } from '../../shared/model/examined.ts';
import { readContent } from './examine-content.ts';
import type { Content } from './examine-found.ts';

interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The key of ours with this thumbprint. */
  readonly find: (thumbprint: string) => ExaminedKey['known'];
}

/**
 * Says what bytes are, which keys stand in them, and what may be done next. Nothing is verified, fetched or kept, no
 * input is refused, and nothing secret is in the answer.
 */
export function examine(bytes: Buffer, { now, find }: Surroundings): Examined {
  const content = readContent(bytes, now);
  const keys = content.keys.map(({ members: _members, ...facts }): ExaminedKey => ({
    ...facts,
    known: facts.thumbprint === null ? null : find(facts.thumbprint),
  }));
  const { kind, isSecret, encoding, header } = content;
  return { kind, isSecret, encoding, keys, header, actions: actionsFor(content, keys) };
}

/** The most useful first. What our own rules would refuse is not offered. */
function actionsFor({ kind, isImportable }: Content, keys: readonly ExaminedKey[]): ExaminedAction[] {
  const [first] = keys;
  const isOnly = keys.length === 1;
  const show = keys.some(({ known }) => known !== null) ? (['show-key'] as const) : [];
  const compare = isOnly && first?.thumbprint ? (['compare'] as const) : [];
  const isNew = isImportable && first?.known === null && first.problem === null;
  switch (kind) {
    case 'jwt':
    case 'jws':
      return ['check-token'];
    case 'private-key':
    case 'private-jwk':
      return [...show, ...(isNew ? (['import-key'] as const) : [])];
    case 'public-key':
    case 'public-jwk':
    case 'certificate':
      return [...show, ...(isNew && isOnly ? (['import-key'] as const) : []), ...compare];
    case 'certificate-request':
      return [...show, ...compare];
    case 'encrypted-private-key':
    case 'pkcs12':
      return isImportable ? ['import-key'] : [];
    case 'jwks':
      return [...(isImportable ? (['import-snapshot'] as const) : []), ...show, ...compare];
    case 'signed-bundle':
      return ['import-bundle'];
    case 'key-passport':
      return ['verify-passport', ...show];
    case 'jws-json':
    case 'jwe':
    case 'symmetric-jwk':
    case 'audit-export':
    case 'nothing-known':
      return [];
  }
}
