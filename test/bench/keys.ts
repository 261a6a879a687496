import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { generateKey } from '../../electron/adapters/crypto/node-key-generator.ts';
import { composeWindow } from '../../electron/compose-window.ts';
import { createRouter } from '../../electron/ipc/router.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';
import { fillWithKeys } from './many-keys.ts';
import { compare, report } from './measure.ts';

/** `npm run bench:keys`: making keys, and what 5,000 of them cost. Nothing here passes or fails. */
const out = join(import.meta.dirname, '../../out');
const FEW = 5;
const MANY = 5000;

async function benchGeneration(bits: 3072 | 4096, rounds: number): Promise<void> {
  let longestStopMs = 0;
  // Prime search is a lottery: the medians of many draws are compared. The rival runs outside of this event loop.
  const { oursMs, rivalMs, ratio } = await compare(
    {
      name: 'ours',
      async run() {
        // One histogram for each draw: one that goes on would count the rival's turns as a stop of ours.
        const delay = monitorEventLoopDelay({ resolution: 1 });
        delay.enable();
        await generateKey('RS256', bits);
        delay.disable();
        longestStopMs = Math.max(longestStopMs, delay.max / 1e6);
      },
    },
    { name: 'openssl genrsa', run: () => opensslGenrsa(bits) },
    rounds,
  );
  report(
    `RSA-${String(bits)} generation against openssl genrsa, time`,
    `${ratio.toFixed(2)} × (${oursMs.toFixed(0)} ms, ${rivalMs.toFixed(0)} ms)`,
    'aim ≤ 1.1 ×',
  );
  report(
    `longest stop of the event loop during RSA-${String(bits)}`,
    `${longestStopMs.toFixed(1)} ms in ${String(rounds + 1)} draws`,
    'aim ≤ 50 ms',
  );
}

function opensslGenrsa(bits: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('openssl', ['genrsa', String(bits)], { stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`openssl: ${String(code)}`))));
  });
}

async function benchManyKeys(few: string, many: string): Promise<void> {
  const terminal = (home: string, ...words: readonly string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [join(out, 'cli.mjs'), '--home', home, ...words], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr.toString()}`);
  };
  const rows: readonly (readonly [string, (home: string) => Promise<void> | void])[] = [
    ['terminal: key list --json', (home) => terminal(home, 'key', 'list', '--json')],
    ['terminal: env list --json', (home) => terminal(home, 'env', 'list', '--json')],
    ['window: start of the core', (home) => askWindow(home, [])],
    ['window: start and overview', (home) => askWindow(home, ['overview.read'])],
    ['window: start and the list of keys', (home) => askWindow(home, ['key.list'])],
  ];
  for (const [name, run] of rows) {
    const { oursMs, rivalMs, ratio } = await compare(
      { name: 'many', run: () => run(many) },
      { name: 'few', run: () => run(few) },
      9,
    );
    report(
      `${name}: ${String(MANY)} keys against ${String(FEW)}, time`,
      `${ratio.toFixed(2)} × (${oursMs.toFixed(0)} ms, ${rivalMs.toFixed(0)} ms)`,
      '',
    );
  }
}

async function askWindow(homePath: string, channels: readonly string[]): Promise<void> {
  const core = await composeWindow({
    homePath,
    outFolder: '.',
    host: 'preview',
    keychain: 'memory',
    desktop: bareDesktop,
    sendEvent: () => undefined,
  });
  try {
    const { answer } = createRouter(core.handlers);
    for (const channel of channels) {
      const result = await answer(channel, {});
      if (!result.ok) throw new Error(`${channel}: ${result.error.code}`);
    }
  } finally {
    await core.close();
  }
}

console.log(
  `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${String(availableParallelism())} processors\n`,
);
const folder = mkdtempSync(join(tmpdir(), 'dcm-bench-keys-'));
try {
  await benchGeneration(3072, 31);
  await benchGeneration(4096, 21);
  const [few, many] = [join(folder, 'few'), join(folder, 'many')];
  fillWithKeys(few, FEW);
  fillWithKeys(many, MANY);
  await benchManyKeys(few, many);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
