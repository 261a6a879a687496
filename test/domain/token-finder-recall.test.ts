import { describe, expect, it } from 'vitest';
import { findTokens } from '../../electron/domain/token-finder.ts';
import { BASE64, DAMAGE, ENCODINGS, PLACES, plantedToken, seeded } from './token-plants.ts';

interface Plant {
  readonly damage: string;
  readonly place: string;
  readonly encoding: string;
  readonly token: string;
  readonly text: string;
}

/** A backslash of Markdown before an entity of HTML is what no program writes. */
const NEVER_TOGETHER = [['marked down', 'entities of HTML']];
/** Base64 is looked for by the two first letters of a token side by side. */
const NOT_IN_BASE64 = 'one letter a line at its start';

function* plants(seed: number): Generator<Plant> {
  const random = seeded(seed);
  for (const [damage, damaged] of Object.entries(DAMAGE)) {
    for (const [place, [placed]] of Object.entries(PLACES)) {
      for (const [encoding, encoded] of Object.entries({ ...ENCODINGS, ...BASE64 })) {
        if (NEVER_TOGETHER.some(([one, other]) => one === damage && other === encoding)) continue;
        if (damage === NOT_IN_BASE64 && Object.hasOwn(BASE64, encoding)) continue;
        const token = plantedToken(random);
        yield { damage, place, encoding, token, text: encoded(placed(damaged(token))) };
      }
    }
  }
}

const find = (text: string) => findTokens(Buffer.from(text), 10).tokens;
const tell = ({ damage, place, encoding }: Plant) => `${damage} / ${place} / ${encoding}`;
/** What most scanners look for. */
const naive = (text: string) => [...text.matchAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/gu)].map(([token]) => token);

/** Damages and encodings in which a finder misses a token. */
function missedBy(finder: (text: string) => readonly string[]): ReadonlySet<string> {
  const missed = new Set<string>();
  for (const plant of plants(7)) {
    if (!finder(plant.text).includes(plant.token)) for (const one of [plant.damage, plant.encoding]) missed.add(one);
  }
  return missed;
}

describe('tokens planted in every damage, place and encoding', () => {
  it('are missed by a finder whose recognisers are switched off, in each of them', () => {
    const missed = missedBy(naive);
    const harmless = ['none', 'byte-order mark', 'a part a line', 'a dot on the next line'];
    const kinds = [...Object.keys(DAMAGE), ...Object.keys(ENCODINGS), ...Object.keys(BASE64)];
    for (const kind of kinds.filter((one) => !harmless.includes(one))) expect(missed, kind).toContain(kind);
  });

  it('are found, each once and nothing beside them', () => {
    for (const plant of plants(1)) {
      const found = find(plant.text);
      expect(
        found.map(({ token }) => token),
        tell(plant),
      ).toEqual([plant.token]);
    }
  });

  it('are never repaired in silence: what does not stand there as it is given has a repair', () => {
    for (const plant of plants(2)) {
      const [found] = find(plant.text);
      expect(found?.repairs.length === 0, tell(plant)).toBe(plant.text.includes(plant.token));
    }
  });

  it('are found where they stand, by kind, name, line and column', () => {
    const random = seeded(3);
    for (const [name, [placed, kind, named]] of Object.entries(PLACES)) {
      for (const [damage, damaged] of Object.entries(DAMAGE)) {
        const token = damaged(plantedToken(random));
        const text = placed(token);
        // Marks that cannot be seen may stand before the first letter.
        const before = text.slice(0, text.indexOf(token) + token.search(/[A-Za-z]/u));
        const lines = before.split(/\r\n|\n|\r/u);
        const column = [...(lines.at(-1) ?? '')].length + 1;
        expect(find(text)[0]?.place, `${name} / ${damage}`).toEqual({
          kind,
          name: named,
          line: lines.length,
          column,
          request: null,
        });
      }
    }
  });

  it('are all found where a thousand stand in one text', () => {
    const random = seeded(4);
    const all = [...plants(5)].map((plant) => ({ ...plant, at: random() })).toSorted((one, other) => one.at - other.at);
    const thousand = all.filter(({ encoding }) => encoding !== 'UTF-16 as text').slice(0, 1000);
    const text = thousand.map((plant) => `2026-10-12 10:00:00 eyJub3Qi: \u2026\n\n\n${plant.text}\n\n\n`).join('');
    const { tokens, distinct } = findTokens(Buffer.from(text), 2000);
    expect(tokens.map(({ token }) => token)).toEqual(thousand.map(({ token }) => token));
    expect(distinct).toBe(1000);
  });
});
