import type { JudgedWarning } from '../../shared/model/verdict.ts';
import { oddNames } from './ambiguous-names.ts';
import { oddValues } from './ambiguous-values.ts';
import { spellingsOf } from './json-spelling.ts';
import { parseStrictObject } from './strict-json.ts';
import { warning } from './verdict-finding.ts';

const MAX_LENGTH = 65_536;
const BYTE_ORDER_MARK = Buffer.from('efbbbf', 'hex');

/**
 * What in a token two careful readers could read in two ways, or a person in another way than a program: spellings,
 * look-alikes, types. It decides nothing, whoever signed. Each kind is named once, by the first that was found.
 */
export function ambiguitiesOf(token: string): readonly JudgedWarning[] {
  if (token.length > MAX_LENGTH) return [];
  const parts = token.split('.');
  if (parts.length !== 3) return [];
  const [header = '', payload = ''] = parts;
  const found = [...ambiguitiesOfPart(header, 'header'), ...ambiguitiesOfPart(payload, 'payload')];
  const first = new Map(found.toReversed().map((one) => [one.code, one]));
  return [...first.values()].toReversed();
}

function ambiguitiesOfPart(text: string, part: 'header' | 'payload'): readonly JudgedWarning[] {
  const octets = Buffer.from(text, 'base64url');
  if (octets.subarray(0, 3).equals(BYTE_ORDER_MARK)) return [warning('BYTE_ORDER_MARK', { part })];
  if (!parseStrictObject(octets).ok) return [];
  const spellings = spellingsOf(octets.toString('utf8'));
  return [...oddNames(spellings, part), ...oddValues(spellings, part)];
}
