import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanSummary } from '../../shared/model/scan.ts';
import { makeKey, signed } from '../domain/tokens.ts';
import { runTerminal } from './run-terminal.ts';

const dcm = makeKey('ES256', 'dcm-1');
const token = signed(dcm, {}, { iat: 1 });
const HOSTILE_NAME = 'new\nline\u{1b}[2J\u{202e}.log';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-bad-files-'));
  const put = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
  put('dcm.jwks', JSON.stringify({ keys: [dcm.jwk] }));
  mkdirSync(join(folder, 'odd/deep'), { recursive: true });
  // No line end behind the token: what is cut off there would be no finding, but nothing is.
  put('odd/behind.gz', Buffer.concat([gzipSync(`x ${token}`), Buffer.from('something else')]));
  put('odd/behind.zst', Buffer.concat([zstdCompressSync(`x ${token}`), Buffer.from('something else')]));
  put('odd/cut.gz', gzipSync(`x ${token}`).subarray(0, -20));
  put('odd/nul.log', Buffer.concat([Buffer.alloc(70_000), Buffer.from(token), Buffer.alloc(70_000)]));
  put(`odd/${HOSTILE_NAME}`, token);
  symlinkSync('..', join(folder, 'odd/deep/up'));
  symlinkSync('round', join(folder, 'odd/round'));
  execFileSync('mkfifo', [join(folder, 'odd/pipe')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('what a scan may meet on a disk', () => {
  it('is named where it cannot be read, and hides nothing of what can', async () => {
    const argv = [
      'scan',
      'odd',
      'odd/round',
      'odd/pipe',
      '/dev/zero',
      '--jwks',
      'dcm.jwks',
      '--at-iat',
      '--workers',
      '2',
    ];
    const ended = await runTerminal([...argv, '--json'], { cwd: folder, passphrase: null });
    const { files, tokens, byCode } = ended.json<ScanSummary>();
    expect([ended.code, tokens, byCode]).toEqual([2, 4, { OK: 4 }]);
    expect(files.map(({ file, error }) => [file, error])).toEqual([
      ['odd/behind.gz', 'FILE_DAMAGED'],
      ['odd/behind.zst', 'FILE_DAMAGED'],
      ['odd/cut.gz', 'FILE_DAMAGED'],
      [`odd/${HOSTILE_NAME}`, null],
      ['odd/nul.log', null],
      ['odd/round', 'FILE_UNREADABLE'],
      ['odd/pipe', 'FILE_UNREADABLE'],
      ['/dev/zero', 'FILE_UNREADABLE'],
    ]);
    const { stdout } = await runTerminal(argv, { cwd: folder, passphrase: null });
    expect(stdout).toContain(String.raw`odd/new\nline\u001b[2J\u202e.log`);
    expect(/[\u{1b}\u{202e}]/u.test(stdout)).toBe(false);
  });

  it('says there is no room where the output has none', () => {
    const argv = `"${process.execPath}" "$CLI" scan odd/nul.log --jwks dcm.jwks --ndjson > /dev/full`;
    const script = `${argv}; echo $?`;
    const cli = join(import.meta.dirname, '../../out/cli.mjs');
    const said = execFileSync('sh', ['-c', `(${script}) 2>&1`], { cwd: folder, env: { ...process.env, CLI: cli } });
    expect(said.toString()).toMatch(/^DISK_FULL: .*\n5\n$/su);
  });
});
