import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DamageBehindText } from '../../electron/workers/damage-behind-text.ts';
import { gzipMembers } from '../../electron/workers/gzip-members.ts';

interface Decoded {
  readonly text: string;
  /** `behind`: all text was decoded. */
  readonly damage: 'none' | 'within' | 'behind';
}

async function decode(octets: Buffer, pieces = 1000): Promise<Decoded> {
  let text = '';
  async function* raw(): AsyncGenerator<Buffer> {
    for (let at = 0; at < octets.length; at += pieces) yield await Promise.resolve(octets.subarray(at, at + pieces));
  }
  try {
    for await (const chunk of gzipMembers(raw())) text += chunk.toString('latin1');
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^Z_/u) as unknown });
    return { text, damage: error instanceof DamageBehindText ? 'behind' : 'within' };
  }
  return { text, damage: 'none' };
}

const TEXT = 'a token stands here';
const whole = gzipSync(TEXT);
const flipped = (at: number) => {
  const octets = Buffer.from(whole);
  octets.writeUInt8((octets.at(at) ?? 0) ^ 1, octets.length + at);
  return octets;
};

describe('a gzip file', () => {
  it('gives its text, in however many members and pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 300 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        async (texts, pieces) => {
          const latin = texts.map((one) => Buffer.from(one).toString('latin1'));
          const octets = Buffer.concat(latin.map((one) => gzipSync(Buffer.from(one, 'latin1'))));
          expect(await decode(octets, pieces)).toEqual({ text: latin.join(''), damage: 'none' });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('RFC 1952 §2.3.1: may name its file, a comment, more, and a check of the header', async () => {
    const check = Buffer.alloc(8);
    check.writeUInt32LE(crc32(TEXT), 0);
    check.writeUInt32LE(TEXT.length, 4);
    const header = Buffer.from('1f8b081f00000000ff03', 'hex');
    const more = Buffer.concat([Buffer.from([3, 0, 1, 2, 3]), Buffer.from('name\0comment\0'), Buffer.from([9, 9])]);
    const octets = Buffer.concat([header, more, deflateRawSync(TEXT), check]);
    for (const pieces of [1, 7, 1000]) expect(await decode(octets, pieces)).toEqual({ text: TEXT, damage: 'none' });
  });

  it('gives all of its text where something stands behind it, or a check does not fit', async () => {
    const behind = { text: TEXT, damage: 'behind' };
    expect(await decode(Buffer.concat([whole, Buffer.from('junk')]))).toEqual(behind);
    expect(await decode(Buffer.concat([whole, Buffer.alloc(9), Buffer.from('junk')]))).toEqual(behind);
    expect(await decode(flipped(-1))).toEqual(behind);
    expect(await decode(flipped(-8))).toEqual(behind);
    expect(await decode(whole.subarray(0, -3))).toEqual(behind);
    expect(await decode(Buffer.concat([whole, Buffer.alloc(512)]))).toEqual({ text: TEXT, damage: 'none' });
  });

  it('gives what stands before damage, wherever it is cut', async () => {
    const long = 'x '.repeat(40_000) + String(Math.E).repeat(300);
    const octets = gzipSync(long);
    for (let at = 11; at < octets.length - 8; at += 37) {
      const { text, damage } = await decode(octets.subarray(0, at));
      expect([damage, long.startsWith(text)]).toEqual(['within', true]);
    }
    expect((await decode(Buffer.from('no gzip at all'))).damage).toBe('within');
    expect((await decode(octets.subarray(0, octets.length - 9))).text.length).toBeGreaterThan(long.length - 2000);
  });
});
