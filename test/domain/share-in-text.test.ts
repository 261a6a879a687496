import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { requirePlain } from '../../electron/domain/ceremony-plain.ts';
import { requireFreeText } from '../../electron/domain/free-text.ts';
import { requireReason } from '../../electron/domain/reason.ts';
import { readShare, shareText } from '../../electron/domain/share.ts';
import { hasShare } from '../../electron/domain/share-in-text.ts';

const written = await shareText({
  setId: '7c21d09b55ae4410',
  threshold: 3,
  shares: 5,
  number: 2,
  x: 77,
  value: Uint8Array.from(randomBytes(32)),
});
const groups = written.split('-').slice(1);
const rows = [0, 5, 10, 15].map((at) => groups.slice(at, at + 5));

/** Ways in which people write a share; those that begin with the prefix are read as one. */
const WAYS: readonly (readonly [string, string])[] = [
  ['as it is shown', written],
  ['in a sentence', `lost the paper: ${written} (Kyiv)`],
  ['in small letters', written.toLowerCase()],
  ['with en dashes', written.replaceAll('-', '\u2013')],
  ['with no-break spaces', written.replaceAll('-', '\u00a0')],
  ['with many blanks', written.replaceAll('-', '     ')],
  ['with a blank between all characters', [...written].join(' ')],
  ['with a blank in the prefix', written.replace('DCMKEY1', 'DCMKEY 1')],
  ['with a dash in the prefix', written.replace('DCMKEY1', 'DCM-KEY1')],
  ['with a letter for the version', written.replace('DCMKEY1', 'DCMKEYI')],
  ['with letters for digits', written.replaceAll('0', 'O').replaceAll('1', 'l')],
  ['in groups of four', (written.replaceAll('-', '').match(/.{1,4}/gu) ?? []).join(' ')],
  ['over lines', written.replaceAll('-', '\n')],
];
const UNREAD: readonly (readonly [string, string])[] = [
  ['the groups alone', groups.join('-')],
  ['the groups together', groups.join('')],
  ['with commas', groups.join(', ')],
  ['with full stops', groups.join('.')],
  ['with the number beside each', groups.map((group, at) => `${String(at + 1)} ${group}`).join('  ')],
  ['half of it', groups.slice(10).join('-')],
  ['a row of the sheet', `groups 6 to 10: ${rows[1]?.join(' ') ?? ''}`],
  ['in full-width letters', written.replace(/[0-9A-Z]/gu, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))],
];

describe('a share in a text', () => {
  it.each([...WAYS, ...UNREAD])('%s is found', (_way, text) => {
    expect(hasShare(text)).toBe(true);
    expect(codeOf(() => requireFreeText(text))).toBe('DATA_CLASS_REFUSED');
    expect(codeOf(() => requireReason(`void: ${text}`))).toBe('DATA_CLASS_REFUSED');
    expect(codeOf(() => requireFreeText(Buffer.from(text).toString('base64')))).toBe('DATA_CLASS_REFUSED');
  });

  it.each(WAYS.filter(([way]) => way !== 'in a sentence'))(
    '%s is read as a share: the planted fault is one',
    async (_way, text) => {
      expect((await readShare(text)).number).toBe(2);
    },
  );

  it('is not seen in what people write, in hashes and in public keys', () => {
    const hexes = Array.from({ length: 200 }, () => randomBytes(32).toString('hex'));
    const keys = Array.from({ length: 100 }, () => randomBytes(256).toString('base64url'));
    const texts = [
      'lost bag AB 4711, seal 0012345, safe Kyiv 3, ticket INC-2026-0042; DCMKEY1 papers were shredded',
      'these three other words which stand there might never count after today',
      hexes.join('\n'),
      hexes.map((hex) => hex.match(/.{4}/gu)?.join(' ')).join('\n'),
      JSON.stringify(keys),
    ];
    expect(texts.filter(hasShare)).toEqual([]);
  });

  it('is looked for in a time that grows with the length only', () => {
    const long = 'DCMKEY1'.repeat(150_000);
    expect(hasShare(`${long} ${'0'.repeat(1_000_000)}`)).toBeTypeOf('boolean');
  });
});

describe('what goes into a transcript', () => {
  it.each([
    ['an order of writing turned round', 'Olena \u202eavoK'],
    ['a blank without width', 'Ole\u200bna'],
    ['a tag', 'Olena\u{e0041}'],
  ])('%s is refused', (_what, text) => {
    expect(codeOf(() => requirePlain({ kind: 'resumed', note: text } as never))).toBe('INPUT_INVALID');
  });

  it('is what Ukrainian names and numbers are written with', () => {
    expect(codeOf(() => requirePlain({ kind: 'resumed', note: 'Дем’янчук Ґалаґан-Їжакевич № 7 – «А»' } as never))).toBe(
      'done',
    );
  });
});

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
