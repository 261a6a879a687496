import { spawnSync } from 'node:child_process';

/** The window's tests of ceremonies with every picture kept: the environment is set here, as each shell does it in another way. */
const { status } = spawnSync('playwright', ['test', 'ceremony'], {
  stdio: 'inherit',
  env: { ...process.env, KEEP_PICTURES: '1' },
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
