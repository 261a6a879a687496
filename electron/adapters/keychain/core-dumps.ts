import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Found here and never by PATH, where anybody may put one. Part of util-linux. */
const PRLIMIT = ['/usr/bin/prlimit', '/bin/prlimit'];
/** It takes 2 ms; a system that cannot even do that shall not keep anybody waiting. */
const PATIENCE_MS = 1000;

/**
 * On Linux, tells the system to write no image of this process to the disk when it crashes: while a key is in use, the
 * image would hold it. To be called before a keychain is opened; from there on nobody can raise the limit again. Node has
 * no call for it, so it costs a small program; starting this one anew under a shell would cost a whole start.
 * Where that program is missing the system's own limit stays. macOS writes none by default; Windows is not reached.
 */
export function forbidCoreDumps(): void {
  if (process.platform !== 'linux') return;
  const program = PRLIMIT.find((path) => existsSync(path));
  if (program === undefined) return;
  spawnSync(program, ['--core=0', '--pid', String(process.pid)], { stdio: 'ignore', timeout: PATIENCE_MS, env: {} });
}
