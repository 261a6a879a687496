import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenSources } from '../../electron/services/scan-sources.ts';
import type { ScanPart, ScanPiece, ScanRules } from '../../electron/domain/scan-job.ts';
import { NO_HITS } from '../../electron/domain/scan-hits.ts';
import type { HitKeeper } from '../../electron/workers/judge-hits.ts';
import { createPieceScanner } from '../../electron/workers/scan-piece.ts';
import { plantedToken, seeded } from '../domain/token-plants.ts';

const RULES: ScanRules = {
  sources: givenSources(Buffer.from('{"keys":[]}')),
  instant: { by: 'fixed', at: 0 },
  leewaySeconds: 30,
  profile: 'any',
  language: 'en',
  now: 0,
  proxies: [],
  wantsVerdicts: false,
  wantsTokens: false,
};
const brokenKeeper: HitKeeper = {
  add() {
    throw new TypeError('a fault of this program');
  },
  take: () => NO_HITS,
};

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-piece-'));
  const text = `x ${plantedToken(seeded(1))}\n`;
  writeFileSync(join(folder, 'plain.log'), text);
  writeFileSync(join(folder, 'whole.gz'), gzipSync(text));
  writeFileSync(join(folder, 'cut.gz'), gzipSync('no token\n'.repeat(500)).subarray(0, -9));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function scan(piece: ScanPiece, keeper = brokenKeeper): Promise<readonly ScanPart[]> {
  const parts: ScanPart[] = [];
  for await (const part of createPieceScanner(RULES, keeper).scan(piece)) parts.push(part);
  return parts;
}

describe('what goes wrong while a file is scanned', () => {
  it('is the file’s where it is damaged or missing', async () => {
    const cut = await scan({ kind: 'stream', path: join(folder, 'cut.gz'), encoding: 'gzip' });
    expect(cut.at(-1)).toMatchObject({ error: 'FILE_DAMAGED', isLast: true, sha256: null });
    expect(await scan({ kind: 'digest', path: join(folder, 'none'), bytes: 1 })).toMatchObject([
      { error: 'FILE_UNREADABLE' },
    ]);
  });

  it('is said where the file became shorter or was taken away since it was listed; what was found before counts', async () => {
    const path = join(folder, 'plain.log');
    const { size } = statSync(path);
    const found: string[] = [];
    const keeper: HitKeeper = { add: ({ token }) => found.push(token), take: () => NO_HITS };
    const range = (to: number) => scan({ kind: 'range', path, from: 0, to, isWhole: true }, keeper);
    const digest = (bytes: number) => scan({ kind: 'digest', path, bytes }, keeper);
    // As it was listed, it is whole; then its digest is known.
    const whole = [...(await range(size)), ...(await digest(size))];
    expect(whole.map(({ error, sha256 }) => [error, sha256])).toEqual([
      [null, digestOf(readFileSync(path))],
      [null, digestOf(readFileSync(path))],
    ]);
    const shorter = [...(await range(size + 9)), ...(await digest(size + 9))];
    expect(shorter.map(({ error, sha256 }) => [error, sha256])).toEqual([
      ['FILE_CHANGED', null],
      ['FILE_CHANGED', null],
    ]);
    expect(found).toHaveLength(2);
    const gone = join(folder, 'gone');
    for (const piece of [
      { kind: 'range', path: gone, from: 0, to: 9, isWhole: true },
      { kind: 'stream', path: gone, encoding: 'zstd' },
      { kind: 'stream', path: gone, encoding: 'har' },
    ] as const) {
      expect(await scan(piece, keeper)).toMatchObject([{ error: 'FILE_UNREADABLE', isLast: true, sha256: null }]);
    }
  });

  it('is never called the file’s where this program is at fault', async () => {
    const path = join(folder, 'plain.log');
    await expect(scan({ kind: 'range', path, from: 0, to: 100, isWhole: true })).rejects.toThrow(TypeError);
    const whole = join(folder, 'whole.gz');
    await expect(scan({ kind: 'stream', path: whole, encoding: 'gzip' })).rejects.toThrow(TypeError);
  });
});
