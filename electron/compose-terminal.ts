import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VERSION } from '../shared/version.ts';
import { createHttpClient } from './adapters/http/http-client.ts';
import { createPracticeApi } from './adapters/http/practice-api.ts';
import { diskScanFiles } from './adapters/scan/disk-scan-files.ts';
import type { Core } from './cli/command.ts';
import { composeHome, systemAdapters, systemClock } from './compose.ts';
import { isRehearsalKept, openRehearsalHome } from './compose-rehearsal.ts';
import { openThrowAwayHome } from './compose-throw-away.ts';
import { defaultHomePath } from './home-path.ts';
import { startPracticeDcm } from './practice/practice-dcm.ts';
import { scanMeans } from './compose-scan.ts';
import { namelessSpills } from './adapters/spill/nameless-spill.ts';
import { createRecoveryPage } from './services/recovery-page.ts';
import { affectedCount } from './services/scan-affected.ts';
import { scanByGivenSet } from './services/scans.ts';
import { judgeByGivenSet } from './services/token-checks.ts';

/** Wires the core for the terminal's door; `outFolder`: where it lies. Nothing is opened before a command asks for it. */
export function composeTerminal(outFolder: string): Core {
  let isCutOff = false;
  const isOnline = () => !isCutOff;
  return {
    version: VERSION,
    now: systemClock.now,
    judgeByGivenSet,
    countAffected: () => affectedCount(namelessSpills()),
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
    openDemoHome: async () => await Promise.resolve(openThrowAwayHome('terminal')),
    openRehearsalHome: async ({ path }) =>
      await Promise.resolve(openRehearsalHome({ door: 'terminal', beside: path ?? defaultHomePath() })),
    isRehearsalKept: ({ path }) => isRehearsalKept(path ?? defaultHomePath()),
    cutOff() {
      isCutOff = true;
    },
    recoveryPage: createRecoveryPage(async () => await readFile(join(outFolder, 'recovery.html'))),
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
