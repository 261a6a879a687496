import { describe, expect, it } from 'vitest';
import {
  countValues,
  EVERY_FLOW,
  FACETS,
  filterKeys,
  isEmptyFilter,
  type KeyFilter,
  makeSearchable,
  NO_ENVIRONMENT,
  NO_FILTER,
} from '../../renderer/features/keys/key-filter.ts';
import { expiryOf } from '../../renderer/features/keys/key-expiry.ts';
import { sortKeys } from '../../renderer/features/keys/key-sort.ts';
import { thumbprintHex } from '../../shared/text/thumbprint-hex.ts';
import { FLOWS } from '../../shared/model/flow.ts';
import type { Key } from '../../shared/model/key.ts';
import { fakeKey, NOW } from '../fakes/fake-core/facts.ts';
import { manyKeys } from '../fakes/fake-core/many-keys.ts';

const NOW_MS = Date.parse(NOW);
const DAY_MS = 86_400_000;
const KEYS = manyKeys(5000, ['dcm-live', 'dcm-stage']);
const SEARCHABLE = makeSearchable(KEYS);

function find(part: Partial<KeyFilter>): Key[] {
  return filterKeys(SEARCHABLE, { ...NO_FILTER, ...part }, NOW_MS);
}

/** The same 5,000 keys, chosen by a rule written out here: one key at a time, nothing prepared. */
function choose(rule: (key: Key) => boolean): Key[] {
  const chosen = KEYS.filter(rule);
  expect(chosen.length, 'the rule tells keys apart').toBeGreaterThan(0);
  expect(chosen.length).toBeLessThan(KEYS.length);
  return chosen;
}

function inDays(days: number): string {
  return new Date(NOW_MS + days * DAY_MS).toISOString();
}

describe('a search among 5,000 keys', () => {
  it('shows all of them, in their order, where nothing is looked for', () => {
    expect(find({})).toEqual(KEYS);
    expect(find({ search: '   ' })).toEqual(KEYS);
    expect(isEmptyFilter({ ...NO_FILTER, search: ' ' })).toBe(true);
    expect(FACETS.filter((facet) => isEmptyFilter({ ...NO_FILTER, [facet]: '' }))).toEqual([]);
  });

  it('finds a label, an owner, a purpose, a tag and a note, in capitals or not', () => {
    expect(find({ search: 'ВІДДІЛЕННЯ' })).toEqual(choose(({ label }) => label?.startsWith('Відділення') ?? false));
    expect(find({ search: 'шевчук' })).toEqual(choose(({ owner }) => owner === 'Мар’яна Шевчук'));
    expect(find({ search: 'clients’' })).toEqual(choose(({ purpose }) => purpose !== null));
    expect(find({ search: 'Ротація' })).toEqual(choose(({ tags }) => tags.includes('ротація 2026')));
    expect(find({ search: 'old desk' }).length).toBeGreaterThan(99);
  });

  it('finds a thumbprint and a kid by how they begin, and a kid that the bank chose by any part', () => {
    const key = KEYS[4321] ?? fakeKey({ kid: '-' });
    expect(find({ search: key.thumbprint.slice(0, 8) })).toEqual([key]);
    expect(find({ search: key.thumbprint.slice(3, 15) })).toEqual([]);
    expect(find({ search: 'BANK-2026-43' })).toEqual(choose(({ kid }) => kid.startsWith('BANK-2026-43')));
    expect(find({ search: '2026-4322' })).toEqual([]);
    expect(find({ search: '2026-4321' }).map(({ kid }) => kid)).toEqual(['BANK-2026-4321']);
  });

  it('finds a thumbprint as it is read aloud: hex, in groups or not', () => {
    const key = KEYS[77] ?? fakeKey({ kid: '-' });
    const hex = thumbprintHex(key.thumbprint);
    const groups = hex.match(/.{4}/gu)?.slice(0, 5).join(' ') ?? '';
    expect(find({ search: groups.toUpperCase() })).toEqual([key]);
    for (const length of [9, 10, 11, 12, 13, 63, 64]) expect(find({ search: hex.slice(0, length) })).toEqual([key]);
    expect(find({ search: `${hex.slice(0, 20)}${hex[20] === '0' ? '1' : '0'}` })).toEqual([]);
  });

  it('wants every word', () => {
    expect(find({ search: 'koval branch' })).toEqual(
      find({ search: 'branch' }).filter(({ owner }) => owner === 'Olena Koval'),
    );
    expect(find({ search: 'koval nowhere' })).toEqual([]);
  });
});

describe('the filters among 5,000 keys', () => {
  it.each([
    ['state', 'suspended', (key: Key) => key.state === 'suspended'],
    ['env', 'dcm-stage', (key: Key) => key.env === 'dcm-stage'],
    ['env', NO_ENVIRONMENT, (key: Key) => key.env === null],
    ['flow', 'sign-in', (key: Key) => key.flows === null || key.flows.includes('sign-in')],
    ['tag', 'branch', (key: Key) => key.tags.includes('branch')],
    ['expiry', 'expired', (key: Key) => key.expiresAt !== null && key.expiresAt <= NOW],
    ['expiry', 'soon', (key: Key) => key.expiresAt !== null && key.expiresAt > NOW && key.expiresAt <= inDays(30)],
    ['expiry', 'never', (key: Key) => key.expiresAt === null],
    ['custody', 'elsewhere', (key: Key) => key.custody === 'elsewhere'],
    ['availability', 'unavailable', (key: Key) => key.unavailableSince !== null],
  ] as const)('%s: %s', (facet, value, rule) => {
    const chosen = choose(rule);
    expect(find({ [facet]: value })).toEqual(chosen);
    expect(countValues(KEYS, facet, NOW_MS).get(value)).toBe(chosen.length);
  });

  it('work together with the words', () => {
    expect(find({ search: 'branch', state: 'active', env: 'dcm-live', expiry: 'soon' })).toEqual(
      find({ search: 'branch' }).filter(
        (key) => key.state === 'active' && key.env === 'dcm-live' && expiryOf(key.expiresAt, NOW_MS) === 'soon',
      ),
    );
  });

  it('know every flow', () => {
    expect(EVERY_FLOW).toEqual(FLOWS);
  });
});

describe('the end of a key', () => {
  it.each([
    [null, 'never'],
    [NOW, 'expired'],
    [inDays(30), 'soon'],
    [inDays(30.01), 'later'],
  ])('%s is %s', (expiresAt, expiry) => {
    expect(expiryOf(expiresAt, NOW_MS)).toBe(expiry);
  });
});

describe('the order of keys', () => {
  const named = (labels: readonly (string | null)[]) =>
    labels.map((label, at) => fakeKey({ kid: `k${String(at)}`, label, owner: at % 2 === 0 ? 'b' : null }));
  const sortText = (key: Key, column: string) => (column === 'owner' ? key.owner : key.label);

  it('is that of people: numbers by size, letters of the language, keys without the value last', () => {
    const keys = named(['Desk 10', null, 'Desk 9', 'Їдальня', 'Архів', 'Яр']);
    const order = (isDescending: boolean) =>
      sortKeys(keys, { column: 'key', isDescending }, { sortText, language: 'uk' }).map(({ label }) => label);
    expect(order(false)).toEqual(['Архів', 'Їдальня', 'Яр', 'Desk 9', 'Desk 10', null]);
    expect(order(true)).toEqual(['Desk 10', 'Desk 9', 'Яр', 'Їдальня', 'Архів', null]);
  });

  it('falls back on the name, and leaves the list that was given as it is', () => {
    const keys = named(['c', 'z', 'a', 'y', 'b']);
    const sorted = sortKeys(keys, { column: 'owner', isDescending: true }, { sortText, language: 'en' });
    expect(sorted.map(({ label }) => label)).toEqual(['a', 'b', 'c', 'y', 'z']);
    expect(keys.map(({ label }) => label)).toEqual(['c', 'z', 'a', 'y', 'b']);
  });
});
