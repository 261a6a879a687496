import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERSION } from '../shared/version.ts';
import { createHttpClient } from './adapters/http/http-client.ts';
import { createPracticeApi } from './adapters/http/practice-api.ts';
import { diskScanFiles } from './adapters/scan/disk-scan-files.ts';
import type { Core } from './cli/command.ts';
import { composeHome, systemAdapters, systemClock } from './compose.ts';
import { defaultHomePath } from './home-path.ts';
import { startPracticeDcm } from './practice/practice-dcm.ts';
import type { Home } from './services/home.ts';
import { scanMeans } from './compose-scan.ts';
import { scanByGivenSet } from './services/scans.ts';
import { judgeByGivenSet } from './services/token-checks.ts';

/** Wires the core for the terminal's door. Nothing is opened before a command asks for it. */
export function composeTerminal(): Core {
  const isOnline = () => true;
  return {
    version: VERSION,
    now: systemClock.now,
    judgeByGivenSet,
    scanByGivenSet: async (jwks, wish) => await scanByGivenSet(jwks, wish, scanMeans(systemClock)),
    keepStream: async (stream) => await diskScanFiles.keep(stream, 'standard input'),
    openHome: async ({ path, use, keychain, passphrase }) =>
      composeHome({
        path: path ?? defaultHomePath(),
        use,
        door: 'terminal',
        keychain,
        fallbackKeychain: 'os',
        askPassphrase: passphrase,
        isOnline,
      }),
    openDemoHome,
    startPractice: async ({ port }) => await startPracticeDcm({ port, now: systemClock.now, randomBytes }),
    async usePractice(work) {
      const { resolveProxy } = systemAdapters;
      const http = createHttpClient({ isOnline, resolveProxy });
      try {
        return await work(createPracticeApi({ http }));
      } finally {
        await http.close();
      }
    },
  };
}

/** A home that nobody keeps: erased when it is closed, and when the process ends before that. */
async function openDemoHome(): Promise<Home> {
  const path = mkdtempSync(join(tmpdir(), 'dcm-keys-demo-'));
  const erase = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', erase);
  const home = composeHome({
    path,
    use: 'write',
    door: 'terminal',
    keychain: 'memory',
    fallbackKeychain: null,
    askPassphrase: () => Promise.reject(new Error('the demo has no vault')),
    // Practice is on loopback: the demo shows that it needs no network.
    isOnline: () => false,
  });
  return {
    ...home,
    async close() {
      await home.close();
      erase();
      process.off('exit', erase);
    },
  };
}
