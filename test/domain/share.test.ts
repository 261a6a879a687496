import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import { readShare, type Share, shareText } from '../../electron/domain/share.ts';
import { DamagedShare } from '../../electron/domain/share-damage.ts';
import { groupsOf, readGroups } from '../../electron/domain/share-letters.ts';
import { requireFitting } from '../../electron/domain/share-set.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const share: Share = {
  setId: '00112233445566ff',
  threshold: 3,
  shares: 5,
  number: 2,
  x: 200,
  value: Uint8Array.from({ length: 32 }, (_, at) => (at * 37) % 256),
};
const text = await shareText(share);

async function refusal(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
const codeOf = async (changed: string) => {
  try {
    await readShare(changed);
    return 'read';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe('letters of another alphabet', () => {
  const damageOf = async (text: string) => {
    const error: unknown = await readShare(text).catch((thrown: unknown) => thrown);
    return error instanceof DamagedShare ? [error.damage.otherAlphabet, error.message, error.hint] : error;
  };
  const KEYBOARD = expect.stringContaining('keyboard') as string;

  it('are named in the prefix where they look like ours, and by the number of the group elsewhere', async () => {
    const [letter] = /[ABCEHKMPTXY]/u.exec(text.slice(8)) ?? [];
    const at = text.indexOf(letter ?? '', 8);
    const twin = 'АВСЕНКМРТХУ'['ABCEHKMPTXY'.indexOf(letter ?? '')] ?? '';
    const group = 1 + Math.floor((at - 8) / 6);
    const inGroup = `${text.slice(0, at)}${twin}${text.slice(at + 1)}`;
    expect(await damageOf(text.replace('DCMKEY', 'DСMКEY'))).toEqual([
      { letters: ['С', 'К'], groups: [0] },
      expect.stringContaining('С, К'),
      KEYBOARD,
    ]);
    expect(await damageOf(inGroup)).toEqual([
      { letters: [], groups: [group] },
      expect.stringContaining(`letters of another alphabet stand in group ${String(group)}`),
      KEYBOARD,
    ]);
    expect(JSON.stringify(await damageOf(inGroup))).not.toContain(twin);
    // Another keyboard, and what is no share at all: nothing of it is repeated.
    expect(await damageOf('всьлун1 цукор')).toEqual([{ letters: [], groups: [0, 1] }, expect.any(String), KEYBOARD]);
    expect(await damageOf('a secret')).toMatchObject([{ letters: [], groups: [] }, {}, {}]);
  });
});

describe('the text of a share', () => {
  it('is a prefix and twenty groups, in characters that a QR code takes as alphanumeric, and reads back the same', async () => {
    expect(text).toMatch(/^DCMKEY1(-[0-9A-HJKMNP-TV-Z]{5}){20}$/u);
    expect(await readShare(text)).toEqual(share);
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.integer({ min: 2, max: 16 }),
        fc.integer({ min: 1, max: 255 }),
        async (value, shares, x) => {
          const one = { ...share, shares, threshold: Math.min(2, shares), number: shares, x, value };
          expect(await readShare(await shareText(one))).toEqual(one);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is read as people write it: small letters, spaces for dashes, lines, O for 0, I and L for 1', async () => {
    const typed = text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l').replace(' ', '\n');
    expect(await readShare(typed)).toEqual(share);
    expect(await readShare(text.replaceAll('-', ' – '))).toEqual(share);
  });

  it('tells every single changed character, and names the group that it stands in', async () => {
    const start = 'DCMKEY1-'.length;
    let tried = 0;
    for (let at = start; at < text.length; at += 1) {
      if (text[at] === '-') continue;
      for (const letter of LETTERS.replace(text[at] ?? '', '')) {
        const error = await refusal(readShare(text.slice(0, at) + letter + text.slice(at + 1)));
        const group = 1 + Math.floor((at - start) / 6);
        expect([error.code, error.message]).toEqual([
          'SHARE_DAMAGED',
          `${group === 5 ? 'the share' : 'share 2'} is damaged in group ${String(group)}`,
        ]);
        tried += 1;
      }
    }
    expect(tried).toBe(100 * 31);
  });

  it('tells every two characters that changed places, within a group and across', async () => {
    const plain = text.replaceAll('-', '');
    const swaps = [];
    for (let at = 'DCMKEY1'.length; at < plain.length; at += 1) {
      for (let other = at + 1; other < plain.length; other += 1) {
        const [one, two] = [plain[at] ?? '', plain[other] ?? ''];
        if (one !== two)
          swaps.push(plain.slice(0, at) + two + plain.slice(at + 1, other) + one + plain.slice(other + 1));
      }
    }
    expect(swaps.length).toBeGreaterThan(4000);
    expect(new Set(await Promise.all(swaps.map(codeOf)))).toEqual(new Set(['SHARE_DAMAGED']));
  });

  it('tells groups that were exchanged, characters that are missing or too many, and what is no share', async () => {
    const groups = text.split('-');
    const exchanged = [...groups.slice(0, 3), groups[4], groups[3], ...groups.slice(5)].join('-');
    expect((await refusal(readShare(exchanged))).message).toBe('share 2 is damaged in groups 3, 4');
    expect((await refusal(readShare(text.slice(0, -1)))).message).toContain('1 characters are missing');
    expect((await refusal(readShare(text.slice(0, 20) + text.slice(21)))).message).toContain('in group 3');
    expect((await refusal(readShare(`${text}A`))).message).toContain('1 characters are too many');
    for (const other of ['', 'DCMKEY', 'hello', text.slice(8)]) expect(await codeOf(other)).toBe('SHARE_DAMAGED');
  });

  it('that two mistakes together made plausible again is told by the checksum over the whole', async () => {
    const whole = readGroups(text.replaceAll('-', '').slice('DCMKEY1'.length));
    const octets = Uint8Array.from(whole.octets);
    octets[30] = (octets[30] ?? 0) ^ 1;
    expect(await codeOf(['DCMKEY1', ...groupsOf(octets)].join('-'))).toBe('SHARE_DAMAGED');
    expect(await codeOf(['DCMKEY1', ...groupsOf(whole.octets)].join('-'))).toBe('read');
  });

  it('of another version is not guessed at', async () => {
    expect(await codeOf(text.replace('DCMKEY1', 'DCMKEY2'))).toBe('SHARE_VERSION');
    const { octets } = readGroups(text.replaceAll('-', '').slice('DCMKEY1'.length));
    expect(await codeOf(['DCMKEY1', ...groupsOf(Uint8Array.of(2, ...octets.subarray(1)))].join('-'))).toBe(
      'SHARE_VERSION',
    );
  });

  it.each([
    ['x = 0', { x: 0 }],
    ['a threshold of 1', { threshold: 1 }],
    ['more needed than there are', { threshold: 6 }],
    ['17 shares', { shares: 17 }],
    ['a number beyond n', { number: 6 }],
    ['number 0', { number: 0 }],
  ])('with %s is refused, well-formed as it is', async (_, more) => {
    expect(await codeOf(await shareText({ ...share, ...more }))).toBe('SHARE_REFUSED');
  });
});

describe('one share beside a set', () => {
  it('is foreign or there already, and is named by its number', async () => {
    const foreign = { ...share, setId: 'ffff000011112222' };
    const check = (one: Share, before: readonly Share[] = []) => {
      try {
        requireFitting(one, share, before);
        return 'fits';
      } catch (error) {
        return error instanceof AppError ? `${error.code}: ${error.message}` : String(error);
      }
    };
    expect(check(share)).toBe('fits');
    expect(check(foreign)).toBe(
      'SHARE_FOREIGN: share 2 belongs to set ffff-0000-1111-2222, not to set 0011-2233-4455-66ff',
    );
    expect(check({ ...share, shares: 6 })).toMatch(/^SHARE_FOREIGN: share 2 belongs to another split/u);
    expect(check(share, [share])).toBe('SHARE_DUPLICATE: share 2 is here already');
    expect(check({ ...share, number: 3 }, [share])).toBe('SHARE_DUPLICATE: share 3 is here already');
    expect(check({ ...share, number: 3, x: 7 }, [share])).toBe('fits');
  });
});
