import type { Key } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';
import { copyPlaces, describeCopyPlace, describeProtection, platformOf } from '../../shared/text/protection.ts';
import { KEY_FACT_WORDS, type KeyFactWords } from './key-fact-words.ts';
import { columns } from './output.ts';

/** The facts of one key for people: what nobody said of it is left out, but for what each key should have. */
export function describeKey(key: Key, language: Language): readonly string[] {
  const words = KEY_FACT_WORDS[language];
  const { names } = words;
  return columns([
    ['kid', key.kid],
    ['thumbprint', key.thumbprint],
    [names.algorithm, key.bits === null ? key.alg : `${key.alg}, ${words.bits(key.bits)}`],
    [names.state, words.state(key.state)],
    ...said(names.compromised, compromised(key, words)),
    ...said(names.due, key.deleteDueAt),
    [names.label, key.label ?? '-'],
    [names.owner, key.owner ?? '-'],
    ...said(names.purpose, key.purpose),
    [names.env, key.env ?? words.noEnvironment],
    [names.flows, key.flows?.join(', ') ?? words.everyFlow],
    [names.made, key.createdAt],
    [names.expires, key.expiresAt ?? '-'],
    ...said(names.replaces, key.replaces),
    [names.private, privateHalf(key, words)],
    ...protection(key, language),
    ...(key.custody === 'elsewhere' ? [[names.possession, possession(key, words)]] : []),
    ...said(names.unavailable, key.unavailableSince === null ? null : words.since(key.unavailableSince)),
    ...key.copies.map((copy) => [names.copy, words.copy(copy)]),
    ...copyPlaces(key, platformOf(process.platform)).map((place) => [
      names.mayCopy,
      describeCopyPlace(place, language),
    ]),
    ...said(names.tags, key.tags.length === 0 ? null : key.tags.join(', ')),
    ...(key.notes ?? '')
      .split('\n')
      .flatMap((line, at) => (line === '' && at === 0 ? [] : [[at === 0 ? names.notes : '', line]])),
  ]);
}

function said(name: string, text: string | null): readonly (readonly string[])[] {
  return text === null ? [] : [[name, text]];
}

/** Both instants: suspected since, and marked. */
function compromised({ compromisedSince, compromisedAt }: Key, words: KeyFactWords): string | null {
  return compromisedSince === null ? null : words.suspected(compromisedSince, compromisedAt ?? '-');
}

function privateHalf({ custody, keychain, heldBy }: Key, words: KeyFactWords): string {
  if (custody === 'here') return words.here(keychain ?? '?');
  return heldBy === null ? words.elsewhere : `${words.elsewhere}: ${heldBy}`;
}

/** What its store is worth on this system: its name, and a line for each sentence. */
function protection(key: Key, language: Language): readonly (readonly string[])[] {
  const { name, statements } = describeProtection(key, platformOf(process.platform), language);
  return [name, ...statements].map((line, at) => [at === 0 ? KEY_FACT_WORDS[language].names.protection : '', line]);
}

function possession({ possessionProvenAt }: Key, words: KeyFactWords): string {
  return possessionProvenAt === null ? words.notProven : words.proven(possessionProvenAt);
}
