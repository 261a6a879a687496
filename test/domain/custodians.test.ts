import { describe, expect, it } from 'vitest';
import { custodiansOf } from '../../electron/domain/custodians.ts';

const named = (...names: readonly string[]) => names.map((name) => ({ name, place: null }));
function codeOf(names: readonly string[]): string {
  try {
    custodiansOf(named(...names), names.length);
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

describe('the keepers of shares', () => {
  it.each([
    ['another case', 'Olena Hrytsenko', 'olena hrytsenko'],
    ['a dot', 'Olena H.', 'Olena H'],
    ['white space', 'Olena H', 'Olena  H'],
    ['an apostrophe', "Дем'янчук", 'Дем’янчук'],
    ['a Cyrillic letter in a Latin name', 'Olena H', '\u041elena H'],
    ['full-width letters', 'Olena', 'Ｏｌｅｎａ'],
    ['the family name first', 'Olena Koval', 'Koval Olena'],
    ['a digit for a letter', 'Olena Koval', '0lena Kova1'],
    ['a blank within', 'Olena Koval', 'OlenaKoval'],
  ])('are one person with %s', (_how, one, other) => {
    expect(codeOf([one, other, 'Taras Bondar'])).toBe('CUSTODIANS_REFUSED');
  });

  it('are two people with two names', () => {
    expect(codeOf(['Олена Коваль', 'Олег Коваль', 'Olena Koval Jr'])).toBe('done');
  });

  it.each(['Olena\u202eavoK', 'Ole\u200bna', 'Olena\u001b[2J', '\ud800'])(
    'has a name that can be printed: %j',
    (name) => {
      expect(codeOf([name, 'Taras', 'Iryna'])).toBe('INPUT_INVALID');
    },
  );
});
