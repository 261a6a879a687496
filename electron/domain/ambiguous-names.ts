import type { JudgedWarning } from '../../shared/model/verdict.ts';
import { isBuiltinName } from './kid-attacks.ts';
import { skeletonOf } from './look-alikes.ts';
import type { Spelling } from './json-spelling.ts';
import { warning } from './verdict-finding.ts';

/** Names that mean something here, by part. RFC 7515 §4.1, RFC 7519 §4.1, and DCM's own flow and obj. */
const KNOWN = {
  header: ['alg', 'kid', 'typ', 'cty', 'jwk', 'jku', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'crit', 'b64'],
  payload: ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'flow', 'obj'],
} as const;

/** What is odd about the names of one part's members. */
export function oddNames(spellings: readonly Spelling[], part: 'header' | 'payload'): readonly JudgedWarning[] {
  const known: readonly string[] = KNOWN[part];
  const seen = new Map<string, string>();
  const found: JudgedWarning[] = [];
  for (const { kind, raw, value, object } of spellings) {
    if (kind !== 'name') continue;
    const name = String(value);
    const skeleton = skeletonOf(name);
    const place = JSON.stringify([object, skeleton]);
    const other = seen.get(place);
    if (other === undefined) seen.set(place, name);
    else found.push(warning('MEMBER_TWINS', { part, name, other }));
    if (name === '') found.push(warning('NAME_EMPTY', { part }));
    if (raw.includes('\\')) found.push(warning('NAME_ESCAPED', { part, name }));
    if (isBuiltinName(name)) found.push(warning('NAME_BUILTIN', { part, name }));
    if (object !== 0 || known.includes(name)) continue;
    const like = known.find((one) => skeletonOf(one) === skeleton);
    if (like !== undefined) found.push(warning('NAME_LOOK_ALIKE', { part, name, like }));
    else if (part === 'header') found.push(warning('HEADER_OTHER_MEMBER', { name }));
  }
  return found;
}
