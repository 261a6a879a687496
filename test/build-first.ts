import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTarget } from '../build/build.ts';
import { buildRecovery } from '../build/recovery.ts';
import { isStale } from '../build/stale.ts';

/**
 * Tests of the terminal run what is built: the build is brought up to date before the first of them. The hundreds of
 * processes that tests start share one cache of compiled code, which halves what each of them costs.
 */
export async function setup(): Promise<void> {
  const root = join(import.meta.dirname, '..');
  if (isStale('cli', { root, outFolder: join(root, 'out') })) await buildTarget('cli');
  // The terminal hands it on as it is; what it does is tested where it is built for the test.
  if (!existsSync(join(root, 'out/recovery.html'))) await buildRecovery({ root, outFolder: join(root, 'out') });
  process.env['NODE_COMPILE_CACHE'] = mkdtempSync(join(tmpdir(), 'dcm-compiled-'));
}

export function teardown(): void {
  const folder = process.env['NODE_COMPILE_CACHE'];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
