import type { Key, KeyCopy } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';
import { copyPlaces, describeCopyPlace, describeProtection, platformOf } from '../../shared/text/protection.ts';
import { columns } from './output.ts';

/** The facts of one key for people: what nobody said of it is left out, but for what each key should have. */
export function describeKey(key: Key, language: Language = 'en'): readonly string[] {
  return columns([
    ['kid', key.kid],
    ['thumbprint', key.thumbprint],
    ['algorithm', key.bits === null ? key.alg : `${key.alg}, ${String(key.bits)} bits`],
    ['state', key.state],
    ...said('compromised', compromised(key)),
    ...said('deletion due', key.deleteDueAt),
    ['label', key.label ?? '-'],
    ['owner', key.owner ?? '-'],
    ...said('purpose', key.purpose),
    ['environment', key.env ?? '- (cannot sign until it is registered with one)'],
    ['may sign', key.flows?.join(', ') ?? 'every flow'],
    ['made', key.createdAt],
    ['expires', key.expiresAt ?? '-'],
    ...said('replaces', key.replaces),
    ['private half', privateHalf(key)],
    ...protection(key, language),
    ...(key.custody === 'elsewhere' ? [['possession', possession(key)]] : []),
    ...said('unavailable', key.unavailableSince === null ? null : `since ${key.unavailableSince}`),
    ...key.copies.map((copy) => ['copy', describeCopy(copy)]),
    ...copyPlaces(key, platformOf(process.platform)).map((place) => ['copy?', describeCopyPlace(place, language)]),
    ...said('tags', key.tags.length === 0 ? null : key.tags.join(', ')),
    ...(key.notes ?? '')
      .split('\n')
      .flatMap((line, at) => (line === '' && at === 0 ? [] : [[at === 0 ? 'notes' : '', line]])),
  ]);
}

function said(name: string, text: string | null): readonly (readonly string[])[] {
  return text === null ? [] : [[name, text]];
}

/** Both instants: suspected since, and marked. */
function compromised({ compromisedSince, compromisedAt }: Key): string | null {
  return compromisedSince === null ? null : `suspected since ${compromisedSince}, marked ${compromisedAt ?? '-'}`;
}

function privateHalf({ custody, keychain, heldBy }: Key): string {
  if (custody === 'here') return `here, ${keychain ?? 'unknown'} keychain`;
  return heldBy === null ? 'elsewhere' : `elsewhere: ${heldBy}`;
}

/** What its store is worth on this system: its name, and a line for each sentence. */
function protection(key: Key, language: Language): readonly (readonly string[])[] {
  const { name, statements } = describeProtection(key, platformOf(process.platform), language);
  return [name, ...statements].map((line, at) => [at === 0 ? 'protection' : '', line]);
}

function possession({ possessionProvenAt }: Key): string {
  return possessionProvenAt === null ? 'not proven: dcm-keys key prove KID' : `proven ${possessionProvenAt}`;
}

function describeCopy({ id, kind, where, notedAt, goneAt }: KeyCopy): string {
  return `${id}  ${kind}: ${where} (${goneAt === null ? `noted ${notedAt}` : `said to be gone ${goneAt}`})`;
}
