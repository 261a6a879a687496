import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recoveryPage } from '../../build/recovery.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { joinShares, requireFitting } from '../../electron/domain/share-set.ts';
import { readShare, type Share, shareText } from '../../electron/domain/share.ts';
import { readBackupOctets } from '../../recovery/backup-octets.ts';
import { detailText, errorText } from '../../recovery/text/recovery-text.ts';

const share: Share = { setId: '00112233445566ff', threshold: 3, shares: 5, number: 2, x: 9, value: new Uint8Array(32) };
const file = JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/backup-1.json'), 'utf8')) as {
  file: object;
};
const noLibrary = { split: () => Promise.resolve([]), combine: () => Promise.resolve(new Uint8Array()) };
const octets = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

async function errorOf(work: () => unknown): Promise<AppError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('no error');
}

describe('the words of the recovery page', () => {
  it('name everything that may go wrong in good Ukrainian, with its numbers', async () => {
    const text = await shareText(share);
    const changed = (at: number) => text.slice(0, at) + (text[at] === '7' ? '8' : '7') + text.slice(at + 1);
    const of = async (more: Partial<Share>) => await readShare(await shareText({ ...share, ...more }));
    const swapped = text.split('-').with(9, 'ZZZZZ');
    const cyrillic = (at: number) => `${text.slice(0, at)}Ж${text.slice(at + 1)}`;
    const works: readonly (() => unknown)[] = [
      ...[changed(text.length - 1), changed(31), text.slice(0, -4), `${text}-ABCDE`, 'nothing'].map(
        (one) => () => readShare(one),
      ),
      ...[cyrillic(8), cyrillic(14), `${cyrillic(40)}7`, text.replace('DCM', 'DСМ'), 'вклуж'].map(
        (one) => () => readShare(one),
      ),
      ...[`DCMKEY2${text.slice(7)}`, swapped.join('-')].map((one) => () => readShare(one)),
      () => of({ x: 0 }),
      () => of({ threshold: 1 }),
      () => requireFitting(share, { ...share, setId: 'ff112233445566ff' }, []),
      () => requireFitting(share, { ...share, threshold: 2 }, []),
      () => requireFitting(share, share, [share]),
      () => joinShares([share], noLibrary),
      ...[
        '{',
        '[]',
        '1',
        { ...file.file, version: 2 },
        { ...file.file, more: 1 },
        { ...file.file, threshold: 6 },
        { format: 'x' },
      ].map((one) => () => readBackupOctets(octets(one))),
      () => readBackupOctets(new Uint8Array(9_000_000)),
    ];
    for (const work of works) {
      const { code, message } = await errorOf(work);
      const said = detailText(message, 'uk');
      expect([errorText(code, 'uk') === null, /[g-z]{2}/u.test(said), said === message], said).toEqual([
        false,
        false,
        false,
      ]);
      expect(detailText(message, 'en')).toBe(message);
      const numbers = (of: string) => of.match(/\d+/gu)?.toSorted().join() ?? '';
      if (code.startsWith('SHARE')) expect(numbers(said), said).toBe(numbers(message));
    }
  });
});

describe('the build of the recovery page', () => {
  it('refuses a program that could reach out, or that ends its element', () => {
    const page = (script: string) =>
      recoveryPage({ template: '<meta content="POLICY"><script>SCRIPT;</script>', style: '', script });
    expect(page('let a = "$&";')).toContain('<script>let a = "$&";</script>');
    for (const script of ['fetch("x")', 'new WebSocket("x")', 'import("x")', 'require("node:fs")', '"</script>"']) {
      expect(() => page(script), script).toThrow('the recovery page');
    }
  });
});
