import { describe, expect, it } from 'vitest';
import { searchedMemory } from '../../electron/workers/find-starts.ts';
import { scanTokens } from '../../electron/workers/scan-tokens.ts';
import { BASE64, DAMAGE, ENCODINGS, PLACES, plantedToken, seeded } from '../domain/token-plants.ts';

const memory = searchedMemory(4_000_000);

function scan(text: string, window: { before?: number; from?: number; to?: number } = {}): readonly string[] {
  const end = memory.bytes.write(text, 'utf8');
  const { before = 0, from = 0, to = end } = window;
  return [...scanTokens(memory, { before, from, to, end })].map(({ token }) => token);
}

/** What no program writes, or the file's own encoding undoes before. */
const NOT_HERE = new Set(['UTF-16 as text']);
const BY_HAND = 'one letter a line at its start';

function* plants(seed: number): Generator<{ readonly name: string; readonly token: string; readonly text: string }> {
  const random = seeded(seed);
  for (const [damage, damaged] of Object.entries(DAMAGE)) {
    for (const [place, [placed]] of Object.entries(PLACES)) {
      for (const [encoding, encoded] of Object.entries({ ...ENCODINGS, ...BASE64 })) {
        if (NOT_HERE.has(encoding) || (damage === 'marked down' && encoding === 'entities of HTML')) continue;
        if (damage === BY_HAND && encoding !== 'plain') continue;
        const token = plantedToken(random);
        yield { name: `${damage} / ${place} / ${encoding}`, token, text: encoded(placed(damaged(token))) };
      }
    }
  }
}

describe('tokens in a text that is scanned', () => {
  it('are found in every damage, place and encoding, each once, whatever line follows', () => {
    for (const { name, token, text } of plants(11)) {
      expect(scan(`2026-10-12 start\n${text}\n2026-10-12 next line\n`), name).toEqual([token]);
    }
  });

  it('are missed where the kernel looks for the plain beginning alone: the plants can fail', () => {
    const plain = (text: string) => (text.includes('eyJ') ? scan(text) : []);
    expect([...plants(11)].filter(({ token, text }) => !plain(text).includes(token)).length).toBeGreaterThan(100);
  });

  it('belong to the part in which they begin, wherever the text is cut', () => {
    const random = seeded(3);
    const tokens = Array.from({ length: 12 }, () => plantedToken(random));
    const text = tokens.map((token, at) => `line ${String(at)} Bearer ${token} end`).join('\n');
    for (let cut = 1; cut < text.length; cut += 37) {
      const parts = [...scan(text, { to: cut }), ...scan(text, { from: cut })];
      expect(parts, `cut at ${String(cut)}`).toEqual(tokens);
    }
  });

  it('are not seen in what only begins like one', () => {
    const noise = [
      'keyJournal',
      'eyJhbGciOi',
      'eyJ',
      'heyJude.mp3',
      'eyJ0b3BpYyI6IngifQ',
      'monkeyJar.eyJ.x',
      'V5S',
      'ZXlK',
    ];
    expect(scan(Array.from({ length: 20_000 }, (_, at) => noise[at % noise.length]).join(' '))).toEqual([]);
  });
});
