import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanSummary } from '../../shared/model/scan.ts';
import { makeKey, signed } from '../domain/tokens.ts';
import { CAN_MOUNT, onTinyDisk } from '../fakes/tiny-disk.ts';
import { CLI } from './run-terminal.ts';

const TOKENS = 80;
const IAT = Date.UTC(2026, 9, 12, 10) / 1000;
const dcm = makeKey('ES256', 'dcm-1');

let folder: string;
let disk: string;
const scan = (bytes: number, ...argv: readonly string[]) =>
  onTinyDisk({ bytes, folder: disk, cwd: folder }, [
    ...[process.execPath, CLI, 'scan', 'x.log', '--jwks', 'dcm.jwks', '--profile', 'platform'],
    ...argv,
  ]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-full-'));
  disk = join(folder, 'disk');
  mkdirSync(disk);
  writeFileSync(join(folder, 'dcm.jwks'), JSON.stringify({ keys: [dcm.jwk] }));
  // Each is used twice, and names somebody whose name is long: the names of those affected do not stay in memory.
  const tokens = Array.from({ length: TOKENS }, (_, at) =>
    signed(dcm, {}, { iat: IAT, exp: IAT + 300, jti: String(at), sub: `${String(at)}${'x'.repeat(8000)}` }),
  );
  writeFileSync(join(folder, 'x.log'), [...tokens, ...tokens].map((one) => `2026-10-12T10:01:00Z ${one}\n`).join(''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!CAN_MOUNT)('a folder for temporary files that runs full', () => {
  it('is no trouble as long as it has room, and is empty afterwards', () => {
    const { status, stdout, stderr } = scan(8_388_608, '--json');
    const summary = JSON.parse(stdout) as ScanSummary;
    expect([status, summary.stoppedBy, summary.tokens]).toEqual([0, null, TOKENS * 2]);
    expect(stderr).toMatch(/left: 0 \n$/u);
  });

  it('ends a scan in the terminal: what was found so far, a code, what to do, and nothing left behind', () => {
    const { status, stdout, stderr } = scan(131_072, '--json');
    const { error, ...summary } = JSON.parse(stdout) as ScanSummary & { readonly error: { readonly code: string } };
    expect([status, error.code]).toEqual([5, 'DISK_FULL']);
    expect(summary).toMatchObject({ stoppedBy: 'DISK_FULL', isCancelled: true, unique: TOKENS });
    expect(summary.tokens).toBeGreaterThan(TOKENS);
    expect(summary.tokens).toBeLessThan(TOKENS * 2);
    expect(summary.files[0]).toMatchObject({ sha256: null, error: 'CANCELLED' });
    expect(stderr).toMatch(/left: 0 \n$/u);
  });

  it('ends an export whole: each row that was found, and a summary that says why there are no more', () => {
    const { status, stdout, stderr } = scan(131_072, '--ndjson');
    const lines = stdout.trimEnd().split('\n');
    const summary = JSON.parse(lines.at(-1) ?? '') as ScanSummary;
    expect([status, summary.stoppedBy, summary.tokens]).toEqual([5, 'DISK_FULL', lines.length - 1]);
    expect(stderr).toMatch(/^DISK_FULL: .*\n.*\nleft: 0 \n$/u);
    writeFileSync(join(folder, 'ended.ndjson'), stdout);
    const argv = [CLI, 'scan', '--from', 'ended.ndjson', '--json'];
    expect(spawnSync(process.execPath, argv, { cwd: folder }).status).toBe(0);
  });

  it('stops what a window keeps: all that was kept until then can still be read, filtered and written', () => {
    const program = resolve(import.meta.dirname, '../fakes/fill-store-child.ts');
    const { status, stdout, stderr } = onTinyDisk({ bytes: 4_194_304, folder: disk }, [process.execPath, program]);
    const { code, added, total, readable, each, uses } = JSON.parse(stdout) as Record<string, number>;
    expect([status, code]).toEqual([0, 'DISK_FULL']);
    expect(added).toBeGreaterThan(16_384);
    expect([total, each, uses]).toEqual([added, added, added]);
    expect(readable).toEqual([1, 2, Math.floor((added ?? 0) / 2) + 1, added]);
    expect(stderr).toMatch(/left: 0 \n$/u);
  });
});
