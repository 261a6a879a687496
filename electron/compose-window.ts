import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { AppEvent, AppState } from '../shared/ipc/contract.ts';
import type { KeychainKind } from '../shared/model/key.ts';
import { VERSION } from '../shared/version.ts';
import { createDiskFiles } from './adapters/files/disk-files.ts';
import { namelessSpills, removeLeftSpills } from './adapters/spill/nameless-spill.ts';
import { acquireWindowLock } from './adapters/sqlite/window-lock.ts';
import { composeHome, type HomeAdapters, systemAdapters, systemClock } from './compose.ts';
import { readTokenAgain, readTokensAgain } from './compose-scan.ts';
import { createPracticeKeeper } from './compose-practice.ts';
import { isRehearsalKept, openRehearsalHome } from './compose-rehearsal.ts';
import { runTending } from './compose-tending.ts';
import { notifyOf, runWatch } from './compose-watch.ts';
import { AppError } from './domain/errors.ts';
import { createHandlers, type Handlers } from './ipc/handlers.ts';
import { createCeremonyRooms } from './services/ceremony-rooms.ts';
import { createBackupDesk } from './services/backup-desk.ts';
import { type After, createClipboard } from './services/clipboard.ts';
import { createDesk, type OnlineSwitch } from './services/desk.ts';
import type { Desktop } from './services/desktop.ts';
import type { Home } from './services/home.ts';
import { createDocuments } from './services/documents.ts';
import { createExpiryNotices } from './services/expiry-notices.ts';
import { createJobs } from './services/jobs.ts';
import { createJudgedLately } from './services/judged-lately.ts';
import { createJwksWatch } from './services/jwks-watch.ts';
import { createPassphrases } from './services/passphrases.ts';
import { createPickedFiles } from './services/picked-files.ts';
import { createRecoveryPage } from './services/recovery-page.ts';
import { createScanDesk } from './services/scan-desk.ts';
import { createScanInputs } from './services/scan-inputs.ts';
import { createSecondLook } from './services/second-look.ts';

export interface WindowOptions {
  readonly homePath: string;
  /** Where the build lies: the page that restores without this program is there. */
  readonly outFolder: string;
  readonly host: AppState['host'];
  readonly desktop: Desktop;
  readonly sendEvent: (event: AppEvent) => void;
  /** Forces a back end (tests and practice); `null`: the officer chooses. */
  readonly keychain?: KeychainKind | null;
  /** What the home stands on, beside what the desktop says of proxies. */
  readonly adapters?: HomeAdapters;
}

/** How often an open window looks for keys that are about to expire. */
const LOOK_FOR_EXPIRY_EVERY_MS = 60 * 60_000;

/** The core of one window. */
export interface WindowCore {
  readonly handlers: Handlers;
  readonly home: Home;
  /** The page is loaded anew, or has ended: what it was in the middle of is over. */
  readonly pageGone: () => void;
  /** Ends what runs, stops the practice DCM, closes the home. */
  close(): Promise<void>;
}

/**
 * Wires the core for a window. One window for each home: a second one is refused.
 * @throws HOME_IN_USE, DATABASE_DAMAGED, HOME_UNWRITABLE, DISK_FULL
 */
export async function composeWindow(options: WindowOptions): Promise<WindowCore> {
  const { homePath, outFolder, host, desktop, sendEvent, keychain = null, adapters = systemAdapters } = options;
  const online = createOnlineSwitch();
  const passphrases = createPassphrases();
  const home = composeHome(
    {
      path: homePath,
      use: 'write',
      door: 'window',
      keychain,
      fallbackKeychain: null,
      askPassphrase: passphrases.ask,
      isOnline: online.isOnline,
    },
    { ...adapters, resolveProxy: desktop.resolveProxy },
  );
  const windowLock = home.store.isWritable ? acquireWindowLock(homePath) : null;
  if (home.store.isWritable && windowLock === null) {
    await home.close();
    throw new AppError('HOME_IN_USE', 'another window has this home open', {
      hint: 'use that window, or close it first',
    });
  }
  const practice = createPracticeKeeper(homePath);
  try {
    await practice.resume(home);
  } catch (error) {
    await home.close();
    windowLock?.release();
    throw error;
  }
  const desk = createDesk({
    home,
    host,
    version: VERSION,
    platform: platformName(),
    passphrases,
    online,
    startPractice: practice.start,
  });
  const jobs = createJobs(sendEvent);
  const looking = {
    environments: home.environments,
    archive: home.archive,
    history: home.archiveHistory,
    tokenChecks: home.tokenChecks,
    // What is seen in a home that can only be read could not be kept.
    isOnline: () => home.store.isWritable && online.isOnline(),
    clock: systemClock,
    randomBytes,
  };
  const watch = createJwksWatch({
    ...looking,
    onNews(news) {
      notifyOf(news, desktop, desk.readSettings().language);
      sendEvent({ type: 'changed' });
    },
  });
  const watching = runWatch(watch);
  const tending = runTending(desk, sendEvent);
  const notices = createExpiryNotices({
    store: home.store,
    clock: systemClock,
    notify: desktop.notify,
    language: () => desk.readSettings().language,
  });
  notices.tell();
  const lookingForExpiry = setInterval(notices.tell, LOOK_FOR_EXPIRY_EVERY_MS);
  const files = createDiskFiles();
  const documents = createDocuments({ desktop, files, randomBytes });
  const clipboard = createClipboard({ desktop, after });
  const ceremonyRooms = createCeremonyRooms(home, {
    isKept: () => isRehearsalKept(homePath),
    open: () => openRehearsalHome({ door: 'window', beside: homePath }),
  });
  const pickedFiles = createPickedFiles({ desktop, files, randomBytes });
  const scanInputs = createScanInputs({ desktop, files, randomBytes, pickedFiles });
  const backupDesk = createBackupDesk({ home, after, onForgotten: () => sendEvent({ type: 'changed' }) });
  removeLeftSpills();
  const scanDesk = createScanDesk({
    scans: home.scans,
    tokenChecks: home.tokenChecks,
    inputs: scanInputs,
    files,
    openSpill: namelessSpills(),
    readTokenAgain,
    readTokensAgain,
    clock: systemClock,
    threads: availableParallelism(),
    onMoved: () => sendEvent({ type: 'scan' }),
  });
  return {
    home,
    handlers: createHandlers({
      home,
      desk,
      desktop,
      clipboard,
      jobs,
      documents,
      pickedFiles,
      recoveryPage: createRecoveryPage(() => readFile(join(outFolder, 'recovery.html'))),
      ceremonyRooms,
      backupDesk,
      clock: systemClock,
      sendEvent,
      tendNow: tending.look,
      watch,
      secondLook: createSecondLook(looking),
      judgedLately: createJudgedLately(),
      scanDesk,
      scanInputs,
    }),
    pageGone: backupDesk.forget,
    async close() {
      tending.stop();
      clearInterval(lookingForExpiry);
      watching.stop();
      jobs.cancelAll();
      backupDesk.forget();
      await scanDesk.close();
      await clipboard.clearNow();
      await practice.stop();
      await ceremonyRooms.close();
      await home.close();
      windowLock?.release();
    },
  };
}

const after: After = (delayMs, work) => {
  const timer = setTimeout(work, delayMs);
  return () => clearTimeout(timer);
};

function platformName(): AppState['platform'] {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}

function createOnlineSwitch(): OnlineSwitch {
  let isOnline = true;
  return {
    isOnline: () => isOnline,
    set(wanted) {
      isOnline = wanted;
    },
  };
}
