import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CLI } from '../cli/run-terminal.ts';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'dcm-no-network-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sets the loopback interface up and running, with SIOCSIFFLAGS: a bare Debian has no `ip`. */
const LOOPBACK_UP =
  "import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sh', b'lo', 0x41))";

/** Runs a program where there is loopback and no other network, no display and no D-Bus. */
function withoutNetwork(...command: readonly string[]) {
  return spawnSync('unshare', ['--net', 'bash', '-c', `python3 -c "${LOOPBACK_UP}" && exec "$@"`, 'bash', ...command], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: folder },
    input: '',
  });
}

describe.runIf(isRoot)('without a network', () => {
  it('there is really none', () => {
    const probe = "fetch('http://192.0.2.1').catch((error) => process.stdout.write(error.cause.code))";
    expect(withoutNetwork(process.execPath, '-e', probe).stdout).toBe('ENETUNREACH');
  });

  it('the whole main job is done all the same', () => {
    const ended = withoutNetwork(process.execPath, CLI, 'demo', '--json');
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    const report = JSON.parse(ended.stdout) as { ok: boolean; steps: { ok: boolean }[] };
    expect(report.ok).toBe(true);
    expect(report.steps.length).toBeGreaterThan(10);
  });
});
