import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const bun = fileURLToPath(new URL('../../node_modules/@oven/bun-linux-x64/bin/bun', import.meta.url));
const suite = fileURLToPath(new URL('./under-bun-child.ts', import.meta.url));

describe('the cryptographic proofs under BoringSSL', () => {
  if (!existsSync(bun)) {
    process.stderr.write('NOT RUN: the proofs under BoringSSL. Install the optional package @oven/bun-linux-x64.\n');
    it.skip('NOT RUN: the optional package @oven/bun-linux-x64 is not installed', () => undefined);
    return;
  }

  it('hold in Bun, whose library is the one that Electron has', { timeout: 120_000 }, () => {
    const { status, stdout, stderr } = spawnSync(bun, [suite], { encoding: 'utf8', timeout: 110_000 });
    expect(stderr).toBe('');
    const report = JSON.parse(stdout) as { boringssl: string | null; proofs: number; failures: readonly string[] };
    expect(report.failures).toEqual([]);
    expect(report.boringssl).toMatch(/^[0-9a-f]{40}$/u);
    expect(report.proofs).toBeGreaterThanOrEqual(83);
    expect(status).toBe(0);
  });

  it('refuse to count a run under OpenSSL', () => {
    const { status, stdout } = spawnSync(process.execPath, [suite], { encoding: 'utf8', timeout: 60_000, env: {} });
    expect(JSON.parse(stdout)).toMatchObject({ boringssl: null, failures: [] });
    expect(status).toBe(1);
  });
});
