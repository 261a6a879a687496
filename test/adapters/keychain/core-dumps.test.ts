import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI } from '../../cli/run-terminal.ts';

const CHILD = join(import.meta.dirname, 'core-dumps-child.ts');
/** A shell that allows core dumps to what it starts. */
const ALLOWING = ['-c', 'ulimit -c 1024; exec "$0" "$@"'];

describe.runIf(process.platform === 'linux')('a process that is about to open a keychain', () => {
  it('may write no core dump from there on, though the shell allowed it', () => {
    const output = execFileSync('sh', [...ALLOWING, process.execPath, CHILD], { encoding: 'utf8' });
    const { before, after } = JSON.parse(output) as { before: string[]; after: string[] };
    expect(Number(before[0])).toBeGreaterThan(0);
    expect(after).toEqual(['0', '0']);
  });

  it('is the terminal while the vault waits for its passphrase', async () => {
    const home = mkdtempSync(join(tmpdir(), 'dcm-core-'));
    const argv = [CLI, 'key', 'generate', '--home', home, '--keychain', 'sealed', '--passphrase-fd', '3'];
    // Nobody writes to descriptor 3: the command stands where it reads the passphrase.
    const child = spawn('sh', [...ALLOWING, process.execPath, ...argv], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const limit = (): string => readFileSync(`/proc/${String(child.pid)}/limits`, 'utf8');
    try {
      await expect.poll(limit, { timeout: 15_000 }).toMatch(/^Max core file size +0 +0/mu);
    } finally {
      child.kill('SIGKILL');
      rmSync(home, { recursive: true, force: true });
    }
  });
});
