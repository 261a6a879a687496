import { createHash } from 'node:crypto';
import { AppError } from './errors.ts';

const MAX_LENGTH = 8192;
/** Far below the 1,280 characters that every keychain keeps in one entry. */
const PART_LENGTH = 1000;
const HEAD = /^c1\.(?<count>[1-9]\d?)\.(?<sha256>[A-Za-z0-9_-]{43})$/u;

/**
 * Checks the value of a header Authorization: visible ASCII, with single spaces between its words, such as `bearer TOKEN`.
 * The refused text is never repeated.
 * @throws INPUT_INVALID
 * @see RFC 9110 §5.5
 */
export function parseCredential(text: string): string {
  const value = text.trim();
  if (value.length <= MAX_LENGTH && /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/u.test(value)) return value;
  throw new AppError('INPUT_INVALID', 'this cannot be sent as header Authorization', {
    hint: 'give its whole value on one line, for example "bearer TOKEN": plain ASCII, at most 8,192 characters',
  });
}

/** How a credential lies in a keychain: a head entry that proves the whole, and its parts. */
export interface CredentialEntries {
  readonly head: string;
  readonly parts: readonly string[];
}

/** Lays a credential out in entries of characters that every keychain keeps. */
export function layOutCredential(value: string): CredentialEntries {
  const text = Buffer.from(value, 'ascii').toString('base64url');
  const parts = text.match(new RegExp(`.{1,${String(PART_LENGTH)}}`, 'gu')) ?? [];
  return { head: `c1.${String(parts.length)}.${digestOf(text)}`, parts };
}

/** How many parts a head names; `null` where it is none of ours. */
export function partsOfCredential(head: string): number | null {
  const count = HEAD.exec(head)?.groups?.['count'];
  return count === undefined ? null : Number(count);
}

/** Puts a credential together; `null` where a part is missing, foreign or out of place. */
export function joinCredential(head: string, parts: readonly (string | null)[]): string | null {
  const groups = HEAD.exec(head)?.groups;
  if (groups === undefined || parts.length !== Number(groups['count'])) return null;
  const text = parts.join('');
  return digestOf(text) === groups['sha256'] ? Buffer.from(text, 'base64url').toString('ascii') : null;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('base64url');
}
