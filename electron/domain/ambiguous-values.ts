import { FLOWS } from '../../shared/model/flow.ts';
import type { JudgedWarning } from '../../shared/model/verdict.ts';
import type { Spelling } from './json-spelling.ts';
import { skeletonOf } from './look-alikes.ts';
import { warning } from './verdict-finding.ts';

const TIMES: readonly string[] = ['exp', 'nbf', 'iat'];
/** Claims that are text wherever they are defined. RFC 7519 §4.1.1, §4.1.2, §4.1.7 */
const TEXTS: readonly string[] = ['iss', 'sub', 'jti', 'flow', 'obj'];

/** What is odd about the texts and numbers of one part. */
export function oddValues(spellings: readonly Spelling[], part: 'header' | 'payload'): readonly JudgedWarning[] {
  return spellings.flatMap((one) => {
    if (one.kind === 'number') return oddNumber(one, part);
    return one.kind === 'text' ? oddText(one, part) : [];
  });
}

function oddNumber({ raw, value, member: claim }: Spelling, part: 'header' | 'payload'): readonly JudgedWarning[] {
  const number = Number(value);
  const found: JudgedWarning[] = [];
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) found.push(warning('NUMBER_INEXACT', { claim, raw }));
  else if (raw !== String(number)) found.push(warning('NUMBER_ODD', { claim, raw }));
  if (part === 'header') return found;
  if (TIMES.includes(claim) && !Number.isInteger(number)) found.push(warning('TIME_FRACTION', { claim }));
  if (TEXTS.includes(claim)) found.push(warning('CLAIM_OTHER_TYPE', { claim }));
  return found;
}

function oddText({ value, member: claim }: Spelling, part: 'header' | 'payload'): readonly JudgedWarning[] {
  const text = String(value);
  const found: JudgedWarning[] = [];
  if (!text.isWellFormed()) found.push(warning('TEXT_BROKEN', { claim }));
  else if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) found.push(warning('TEXT_INVISIBLE', { claim }));
  if (text !== text.trim()) found.push(warning('TEXT_PADDED', { claim }));
  if (text.normalize('NFC') !== text) found.push(warning('TEXT_NOT_NORMAL', { claim }));
  if (isMixed(text)) found.push(warning('TEXT_MIXED_SCRIPTS', { claim }));
  if (part === 'header') return found;
  if (TIMES.includes(claim) && looksLikeTime(text)) found.push(warning('TIME_AS_TEXT', { claim }));
  const like = claim === 'flow' ? FLOWS.find((flow) => skeletonOf(flow) === skeletonOf(text)) : undefined;
  if (like !== undefined && like !== text) found.push(warning('VALUE_LOOK_ALIKE', { claim, value: text, like }));
  return found;
}

/** Latin and Cyrillic or Greek letters in one word: two words of two scripts are only two languages. */
function isMixed(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.some((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word));
}

function looksLikeTime(text: string): boolean {
  return /^\s*\d{9,14}\s*$/u.test(text) || /^\d{4}-\d\d-\d\d/u.test(text);
}
