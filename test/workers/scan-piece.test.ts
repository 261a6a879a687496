import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-piece-'));
  const text = `x ${plantedToken(seeded(1))}\n`;
  writeFileSync(join(folder, 'plain.log'), text);
  writeFileSync(join(folder, 'whole.gz'), gzipSync(text));
  writeFileSync(join(folder, 'cut.gz'), gzipSync('no token\n'.repeat(500)).subarray(0, -9));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function scan(piece: ScanPiece): Promise<readonly ScanPart[]> {
  const parts: ScanPart[] = [];
  for await (const part of createPieceScanner(RULES, brokenKeeper).scan(piece)) parts.push(part);
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

  it('is never called the file’s where this program is at fault', async () => {
    const path = join(folder, 'plain.log');
    await expect(scan({ kind: 'range', path, from: 0, to: 100, isWhole: true })).rejects.toThrow(TypeError);
    const whole = join(folder, 'whole.gz');
    await expect(scan({ kind: 'stream', path: whole, encoding: 'gzip' })).rejects.toThrow(TypeError);
  });
});
