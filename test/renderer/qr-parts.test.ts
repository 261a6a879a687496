import { encodeQR } from 'qr';
import { describe, expect, it } from 'vitest';
import { decodePixels, pixelsOfMatrix } from '../../renderer/components/qr-decode.ts';
import { pictureSize } from '../../renderer/components/picture-size.ts';
import { codeInPicture } from '../../renderer/components/qr-picture.ts';
import { codesFor, type Collected, missingParts, readCode } from '../../renderer/features/dcm/qr-parts.ts';
import { dense } from '../fakes/fake-core/bundle-handlers.ts';
import { pictureOf, pngFile, pngOf } from '../fakes/qr-picture.ts';

const LONG = JSON.stringify({ keys: `ключ ${dense(3000)}` });
async function codesOf(text: string): Promise<readonly string[]> {
  const codes = await codesFor(text);
  if (codes === null) throw new Error('too long');
  return codes;
}

/** Reads codes one after another; what stops it, or the whole. */
async function readAll(codes: readonly string[]) {
  let collected: Collected | null = null;
  for (const code of codes) {
    const read = await readCode(collected, code);
    if (read.is !== 'part') return read;
    collected = read.collected;
  }
  return collected === null ? null : missingParts(collected);
}

describe('a text as QR codes', () => {
  it('is one code where that is enough, and any reader gives the text itself', async () => {
    expect(await codesFor('{"keys":[]}')).toEqual(['{"keys":[]}']);
    expect(await readCode(null, '{"keys":[]}')).toEqual({ is: 'whole', text: '{"keys":[]}' });
  });

  it('is put together from its parts in any order, each read as often as it was shown', async () => {
    const codes = await codesOf(LONG);
    expect(codes.length).toBeGreaterThan(5);
    expect(await readAll(codes.toReversed())).toEqual({ is: 'whole', text: LONG });
    expect(await readAll([...codes.slice(0, 4), ...codes])).toEqual({ is: 'whole', text: LONG });
  });

  it('says which parts are still missing', async () => {
    const codes = await codesOf(LONG);
    expect(await readAll(codes.filter((_code, index) => index !== 1 && index !== 4))).toEqual([2, 5]);
  });

  it('takes no part of another document, and none that says otherwise than before', async () => {
    const [codes, others] = [await codesOf(LONG), await codesOf(`${LONG} `)];
    expect(await readAll([...codes.slice(0, 2), others[2] ?? ''])).toEqual({ is: 'other-part' });
    const changed = (codes[1] ?? '').replace(/.{4}$/u, 'AAAA');
    expect(await readAll([...codes.slice(0, 2), changed])).toEqual({ is: 'other-part' });
    // Where the changed one comes first, the digest of the whole tells.
    expect(await readAll([changed, ...codes.filter((_code, index) => index !== 1)])).toEqual({ is: 'damaged' });
    expect(await readCode(null, (codes[0] ?? '').replace('1/', '9/').replace(/9\/\d/u, '9/5'))).toEqual({
      is: 'damaged',
    });
  });

  it('is damaged where it is longer than any code can be: nobody works on ten megabytes', async () => {
    const longest = '7'.repeat(7089);
    expect(await readCode(null, longest)).toEqual({ is: 'whole', text: longest });
    const endless = 'A'.repeat(10 * 1024 * 1024);
    for (const head of ['7', 'DCM-QRZ1:', `DCM-QR1 1/1 ${'A'.repeat(43)} `]) {
      expect(await readCode(null, head + endless)).toEqual({ is: 'damaged' });
    }
  });

  it('can be read from the code as it is drawn; four kilobytes are ten codes or so', async () => {
    const codes = await codesOf(dense(4096));
    expect(codes.length).toBeLessThanOrEqual(10);
    for (const code of codes) {
      const matrix = encodeQR(code, 'raw', { ecc: 'medium', border: 4 });
      expect(matrix.length).toBeLessThanOrEqual(20 * 4 + 17 + 8);
      expect(await decodePixels(pixelsOfMatrix(matrix, 4), { patienceMs: 1000 })).toBe(code);
    }
  });

  it('is too long where it would take minutes', async () => {
    expect(await codesFor(dense(60_000))).toBeNull();
  });

  it('is read from nothing where there is no code', async () => {
    const grey = { width: 300, height: 300, data: new Uint8ClampedArray(360_000).fill(128) };
    expect(await decodePixels(grey, { patienceMs: 200 })).toBeNull();
  });
});

describe('a picture that is too large', () => {
  it('is refused before anybody opens it, by its bytes and by what its head says', async () => {
    const huge = new Blob([Uint8Array.from(pngFile(60_000, 50_000, Buffer.alloc(64)))]);
    expect(await codeInPicture(huge)).toEqual({ is: 'PICTURE_REFUSED' });
    const heavy = new Blob([Uint8Array.from(pngOf(pictureOf('x'))), new Uint8Array(32 * 1024 * 1024)]);
    expect(await codeInPicture(heavy)).toEqual({ is: 'PICTURE_REFUSED' });
  });
});

describe('the size of a picture', () => {
  const jpeg = (...segments: readonly number[]) => Uint8Array.of(0xff, 0xd8, ...segments);
  const frame = [0xff, 0xc2, 0, 11, 8, 0x10, 0x00, 0x20, 0x00, 1, 1, 0x11, 0];
  it.each([
    ['a PNG', pngOf(pictureOf('x')), 254, 254],
    ['a PNG that says more than is in it', pngFile(60_000, 50_000, Buffer.alloc(9)), 60_000, 50_000],
    ['a JPEG', jpeg(0xff, 0xe0, 0, 4, 1, 2, ...frame), 8192, 4096],
    ['a JPEG with fill octets', jpeg(0xff, 0xff, 0xfe, 0, 3, 7, ...frame), 8192, 4096],
  ])('is read from the head of %s', (_what, bytes, width, height) => {
    expect(pictureSize(Uint8Array.from(bytes))).toEqual({ width, height });
  });

  it.each([
    ['nothing', []],
    ['text', [...Buffer.from('{"keys":[]}')]],
    ['a GIF', [...Buffer.from('GIF89a\u0001\u0001\u0001\u0001')]],
    ['a cut PNG', [...pngFile(9, 9, Buffer.alloc(1)).subarray(0, 20)]],
    ['a PNG without width', [...pngFile(0, 9, Buffer.alloc(1))]],
    ['a JPEG without a frame', [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2]],
    ['a JPEG with rubbish', [0xff, 0xd8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ])('is not known of %s', (_what, bytes) => {
    expect(pictureSize(Uint8Array.from(bytes))).toBeNull();
  });
});
