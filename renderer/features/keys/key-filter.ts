import type { Flow } from '../../../shared/model/flow.ts';
import type { Key } from '../../../shared/model/key.ts';
import { thumbprintHex } from '../../../shared/text/thumbprint-hex.ts';
import { expiryOf } from './key-expiry.ts';

/** What keys can be chosen by, beside words. */
export const FACETS = ['state', 'env', 'alg', 'flow', 'tag', 'expiry', 'custody', 'availability'] as const;
export type Facet = (typeof FACETS)[number];

/** What is looked for: words, and at most one value of each facet (`null`: any). */
export type KeyFilter = { readonly search: string } & { readonly [F in Facet]: string | null };

export const NO_FILTER: KeyFilter = {
  search: '',
  state: null,
  env: null,
  alg: null,
  flow: null,
  tag: null,
  expiry: null,
  custody: null,
  availability: null,
};

/** The value of `env` for keys that are bound to no environment yet: no environment has this name. */
export const NO_ENVIRONMENT = '';
export const EVERY_FLOW = [
  'sign-in',
  'sign-up',
  'sign-up-processing',
  'sign-up-emission',
] as const satisfies readonly Flow[];

/** A key with what its words are looked for in, made once for many searches. */
export interface SearchableKey {
  readonly key: Key;
  /** Wherever a word may stand. */
  readonly anywhere: string;
  /** What a word may begin: inside of random characters every word would be found somewhere. */
  readonly beginnings: readonly string[];
}

export function makeSearchable(keys: readonly Key[]): SearchableKey[] {
  return keys.map((key) => {
    const { kid, thumbprint, label, owner, purpose, tags, notes } = key;
    const chosenKid = kid === thumbprint ? null : kid;
    const words = [chosenKid, label, owner, purpose, ...tags, notes].filter((one) => one !== null);
    return {
      key,
      anywhere: words.join('\n').toLowerCase(),
      beginnings: [kid, thumbprint].map((one) => one.toLowerCase()),
    };
  });
}

/** The keys that fit, in their order: every word is found, and every chosen facet has its value. */
export function filterKeys(keys: readonly SearchableKey[], filter: KeyFilter, nowMs: number): Key[] {
  const words = filter.search.toLowerCase().split(/\s+/u).filter(Boolean);
  const hex = hexOf(filter.search);
  const chosen = FACETS.flatMap((facet) => (filter[facet] === null ? [] : [[facet, filter[facet]] as const]));
  return keys.flatMap((one) => {
    const isFound = words.every((word) => isIn(one, word)) || (hex !== null && beginsWithHex(one.key.thumbprint, hex));
    return isFound && chosen.every(([facet, value]) => valuesOf(one.key, facet, nowMs).includes(value))
      ? [one.key]
      : [];
  });
}

function isIn({ anywhere, beginnings }: SearchableKey, word: string): boolean {
  return anywhere.includes(word) || beginnings.some((beginning) => beginning.startsWith(word));
}

interface HexBeginning {
  readonly hex: string;
  /** The characters of base64url that these digits settle: a quick look before the exact one. */
  readonly base64url: string;
}

/** A thumbprint as it is read aloud: hex in groups. Fewer than four digits could be anything. */
function hexOf(search: string): HexBeginning | null {
  const hex = search.toLowerCase().replace(/[\s:]/gu, '');
  if (!/^[0-9a-f]{4,64}$/u.test(hex)) return null;
  const bytes = (hex.match(/../gu) ?? []).map((pair) => Number.parseInt(pair, 16));
  const base64 = btoa(String.fromCharCode(...bytes)).slice(0, Math.floor((bytes.length * 8) / 6));
  return { hex, base64url: base64.replaceAll('+', '-').replaceAll('/', '_') };
}

function beginsWithHex(thumbprint: string, { hex, base64url }: HexBeginning): boolean {
  return thumbprint.startsWith(base64url) && thumbprintHex(thumbprint).startsWith(hex);
}

/** The values of a facet that a key has. */
function valuesOf(key: Key, facet: Facet, nowMs: number): readonly string[] {
  switch (facet) {
    case 'state':
      return [key.state];
    case 'env':
      return [key.env ?? NO_ENVIRONMENT];
    case 'alg':
      return [key.alg];
    case 'flow':
      return key.flows ?? EVERY_FLOW;
    case 'tag':
      return key.tags;
    case 'expiry':
      return [expiryOf(key.expiresAt, nowMs)];
    case 'custody':
      return [key.custody];
    case 'availability':
      return key.unavailableSince === null ? [] : ['unavailable'];
  }
}

/** How many keys have each value of a facet. */
export function countValues(keys: readonly Key[], facet: Facet, nowMs: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) {
    for (const value of valuesOf(key, facet, nowMs)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Whether everything is shown. */
export function isEmptyFilter(filter: KeyFilter): boolean {
  return filter.search.trim() === '' && FACETS.every((facet) => filter[facet] === null);
}
