import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { shamirSplitting } from '../../electron/adapters/crypto/shamir-splitting.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { readShare, type Share, shareText } from '../../electron/domain/share.ts';
import { joinShares, splitSecret } from '../../electron/domain/share-set.ts';
import { atZero } from './gf256.ts';
import { subsetsOf } from './third-party.ts';

const secret = () => Uint8Array.from(randomBytes(32));
const split = async (key: Uint8Array, threshold: number, shares: number, setId = '00112233445566ff') =>
  await splitSecret(key, { setId, threshold, shares }, shamirSplitting);
const join = async (shares: readonly Share[]) => await joinShares(shares, shamirSplitting);

/** By an implementation that is neither ours nor the library's, from what the papers say. */
async function joinedElsewhere(texts: readonly string[]): Promise<number[]> {
  const shares = await Promise.all(texts.map(readShare));
  return Array.from({ length: 32 }, (_, at) => atZero(shares.map(({ x, value }) => ({ x, y: value[at] ?? 0 }))));
}
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe('a split key', () => {
  it.each([
    [2, 2],
    [2, 3],
    [3, 5],
    [5, 5],
    [7, 9],
    [2, 16],
    [16, 16],
  ])('comes back from every %i of %i shares, here and by an independent implementation', async (threshold, shares) => {
    const key = secret();
    const made = await split(key, threshold, shares);
    expect(made.map(({ number }) => number)).toEqual(Array.from({ length: shares }, (_, at) => at + 1));
    expect(new Set(made.map(({ x }) => x)).size).toBe(shares);
    expect(made.every(({ x }) => x >= 1 && x <= 255)).toBe(true);
    for (const some of subsetsOf(made, threshold)) expect(await join(some)).toEqual(key);
    expect(await join(made)).toEqual(key);
    const texts = await Promise.all(made.slice(-threshold).map(shareText));
    expect(await joinedElsewhere(texts)).toEqual([...key]);
  });

  it('is not told by fewer shares: their values are spread evenly, whatever the key, and none is left out (chi-square)', async () => {
    const [rounds, octets] = [512, 32];
    const key = new Uint8Array(octets).fill(0x41);
    const counts = new Array<number>(256).fill(0);
    for (let round = 0; round < rounds; round += 1) {
      const [first] = await shamirSplitting.split(key, 2, 2);
      for (const octet of first?.subarray(0, octets) ?? []) counts[octet] = (counts[octet] ?? 0) + 1;
    }
    const expected = (rounds * octets) / 256;
    const chiSquare = (of: readonly number[]) => of.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 255 degrees of freedom: above 380 lies one honest run in two million.
    expect(chiSquare(counts)).toBeLessThan(380);
    // Each is expected 64 times, so that one is missing by chance is beyond any number of runs.
    const missing = (of: readonly number[]) => of.flatMap((n, octet) => (n === 0 ? [octet] : []));
    expect(missing(counts)).toEqual([]);
    // That this can fail: a generator whose top bit is always 0, and one that never takes 0 for the leading coefficient.
    const topless = counts.map((n, octet) => (octet < 128 ? n + (counts[octet + 128] ?? 0) : 0));
    expect(chiSquare(topless)).toBeGreaterThan(380);
    expect(missing(counts.map((n, octet) => (octet === 0x41 ? 0 : n)))).toEqual([0x41]);
  });

  it('is not put together from fewer than m, from duplicates, from mixed sets, or with x = 0', async () => {
    const key = secret();
    const made = await split(key, 3, 5);
    const other = await split(secret(), 3, 5, 'ffff000011112222');
    const [a, b, c, d] = made as [Share, Share, Share, Share];
    expect(await codeOf(join([a, b]))).toBe('SHARE_TOO_FEW');
    expect(await codeOf(join([]))).toBe('SHARE_TOO_FEW');
    expect(await codeOf(join([a, b, b]))).toBe('SHARE_DUPLICATE');
    expect(await codeOf(join([a, b, { ...b, number: 4 }]))).toBe('SHARE_DUPLICATE');
    expect(await codeOf(join([a, b, ...other.slice(2, 3)]))).toBe('SHARE_FOREIGN');
    expect(await codeOf(join([a, b, { ...c, threshold: 2 }]))).toBe('SHARE_FOREIGN');
    expect(await codeOf(join([a, b, { ...c, x: 0 }]))).toBe('SHARE_REFUSED');
    // A well-formed share that lies gives another key, in silence: that is why the backup's own tag decides.
    const lie = { ...d, value: Uint8Array.from(d.value, (octet, at) => (at === 0 ? octet ^ 1 : octet)) };
    expect(await join([a, b, lie])).not.toEqual(key);
  });

  it('is not split where its parts would not give it again', async () => {
    const careless = {
      ...shamirSplitting,
      split: async (key: Uint8Array, shares: number, threshold: number) => {
        const parts = await shamirSplitting.split(key, shares, threshold);
        const last = parts.at(-1);
        if (last) last[3] = (last[3] ?? 0) ^ 1;
        return parts;
      },
    };
    const of = { setId: '00112233445566ff', threshold: 2, shares: 5 };
    expect(await codeOf(splitSecret(secret(), of, careless))).toBe('SELF_TEST_FAILED');
    for (const [threshold, shares] of [
      [1, 3],
      [4, 3],
      [2, 17],
      [2.5, 3],
    ] as const) {
      expect(await codeOf(split(secret(), threshold, shares))).toBe('INPUT_INVALID');
    }
  });

  it('of another program, written by the published format, is read (frozen vectors)', async () => {
    // Made in Python for the key 00 01 … 1f, 3 of 5.
    const papers = [
      'DCMKEY1-04011-28HK7-8HAP5-DZR36-0M0WC-GGGFP-BKKT7-2MQE4-X164D-ZF9G7-YR181-AAXWN-X2SZA-7HKCW-32XZM-AQBGD-VFD0W-2H40X-1CGFV-JR4H2',
      'DCMKEY1-04011-28HK7-8HAP5-DZR36-0M10Q-75HWK-KPYE6-SYP8X-3GFE9-KRCEJ-F84H8-K15QM-7MA8Q-6XTSY-1PGHP-33DC3-0KXWQ-9XHSE-6H3CQ-R143N',
      'DCMKEY1-04011-28HK7-8HAP5-DZR36-0M1N0-PDSAS-ZCEA7-YEPYV-1W0SX-EKY51-M42X5-NE5N4-QEQVY-GGW75-AK878-FDR7Y-TR6H7-7BH1S-VM02Z-DFZPP',
      'DCMKEY1-04011-28HK7-8HAP5-DZR36-0M21Z-2RXMS-JZJ7E-D7AW7-DKCXS-6XCFS-RA4DR-AP7Y1-ERSS1-Y0TH4-2G04B-5MP1H-CHFJR-NA64F-27DF7-8GN9K',
      'DCMKEY1-04011-28HK7-8HAP5-DZR36-0M2Z9-ZWHMS-GE9E6-12F2G-0GJ3J-EMZ60-9SZ5B-XHW06-5GCNN-HVNHE-DMSA8-J1HS0-0HGYX-W6G03-JZBA2-NMMHD',
    ];
    const read = await Promise.all(papers.map(readShare));
    expect(read.map(({ x }) => x)).toEqual([200, 3, 91, 17, 255]);
    for (const some of subsetsOf(read, 3))
      expect([...(await join(some))]).toEqual(Array.from({ length: 32 }, (_, at) => at));
    for (const [at, one] of read.entries()) expect(await shareText(one)).toBe(papers[at]);
  });
});
