import type { AttackId } from '../../shared/model/attack.ts';

/** What a `kid` is made to look like for programs that build a path, a query or a command of it. RFC 7515 §4.1.4 allows any text. */
const LOOKS: readonly (readonly [RegExp, AttackId])[] = [
  [/(?:^|[/\\])\.\.(?:[/\\]|$)|%2e%2e|^~|^[/\\](?![/\\])|^[a-z]:[/\\]|^file:/iu, 'kid-path'],
  [/^[a-z][a-z0-9+.-]*:\/\/|^[/\\]{2}/iu, 'kid-address'],
  [/['"]\s*(?:or|and|union|;|--|\)|\|\|)|\bunion\s+(?:all\s+)?select\b|'\s*$|\/\*/iu, 'kid-sql'],
  [/\$\(|`|\|\s*\w|;\s*\w|&&/u, 'kid-command'],
];
const BUILTIN_NAMES: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
];

/** Names what a kid that no set knows tries at careless programs. Ours looks kids up in a map and nowhere else. */
export function attacksOfKid(kid: unknown): readonly AttackId[] {
  if (typeof kid !== 'string') return [];
  const found = LOOKS.flatMap(([look, attack]) => (look.test(kid) ? [attack] : []));
  return isBuiltinName(kid) ? [...found, 'kid-builtin-name'] : found;
}

/** Tells whether programs of some languages know a name from within, so that it finds what nobody put there. */
export function isBuiltinName(name: string): boolean {
  return BUILTIN_NAMES.includes(name);
}
