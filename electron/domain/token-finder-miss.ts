import type { NearMiss } from '../../shared/model/found-token.ts';
import { endOfDigits } from './token-finder-joints.ts';
import { positions } from './token-finder-text.ts';

/** Base64url of a brace with a quotation mark, a space or a line break behind it. */
const BEGINNINGS = ['eyJ', 'eyA', 'ewo', 'ew0', 'ewk'];
const DOT = 0x2e;
const MOST_LOOKED_AT = 65_536;

/**
 * What looked most like a token in a text that has none, and why it is none; `null`: nothing did. A help for whoever copied
 * the wrong thing or not all of it.
 */
export function nearMissIn(bytes: Buffer): NearMiss | null {
  const starts = BEGINNINGS.map((beginning) => bytes.indexOf(beginning)).filter((at) => at !== -1);
  const start = Math.min(...starts);
  if (starts.length > 0) {
    const end = endOfDigits(bytes, start, bytes.length);
    return { why: bytes[end] === DOT ? 'header-unreadable' : 'one-part', ...positions(bytes)(start) };
  }
  const text = bytes.toString('latin1', 0, MOST_LOOKED_AT).trim();
  // An address has dots, too; a token has nothing that is as short as its parts.
  const isLikeToken = /^[\w-]{10,}={0,2}\.[\w-]{10,}={0,2}\.[\w-]*={0,2}$/u.test(text);
  return isLikeToken ? { why: 'no-header', line: 1, column: 1 } : null;
}
