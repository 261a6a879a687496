import { beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../electron/window/app-files.ts';
import { CHANNELS, EVENT_CHANNEL } from '../../shared/ipc/channels.ts';
import { type Fault, prepareBundles, runMain } from '../fakes/electron-stand-in/run.ts';
import { type MainReport, type MainScenario, SENDERS } from '../fakes/electron-stand-in/scenario.ts';
import { readSurface } from '../fakes/electron-stand-in/surface.ts';
import { ADDRESSES, FOREIGN_TARGETS, OWN_TARGETS } from './addresses.ts';

/** The BUILT main bundle runs here, in a process of its own; only the runtime under it is a stand-in. */
const surface = readSurface();
const normal = { isPackaged: true, hasLock: true, switches: [] };

const CAMERA = (isAllowed: boolean) => ({
  sender: 'our page' as const,
  channel: 'camera.allow',
  payload: { isAllowed },
});

function start(
  {
    circumstances = normal,
    arguments_ = [],
    last = CAMERA(true),
  }: { circumstances?: object; arguments_?: readonly string[]; last?: MainScenario['calls'][number] } = {},
  fault?: Fault,
): MainReport {
  const scenario = {
    circumstances: { ...normal, ...circumstances },
    arguments_,
    addresses: ADDRESSES,
    targets: [...OWN_TARGETS, ...FOREIGN_TARGETS],
    permissions: [...surface.permissions, 'invented-permission'],
    calls: [
      ...SENDERS.map((sender) => ({ sender, channel: 'settings.read', payload: {} })),
      { sender: 'our page' as const, channel: 'app.lock', payload: {} },
      { sender: 'our page' as const, channel: 'settings.write', payload: { more: 1 } },
      { sender: 'our page' as const, channel: 'key.steal', payload: {} },
      { sender: 'our page' as const, channel: 'window.protect', payload: { isOn: true } },
      ...[CAMERA(true), last],
    ],
  };
  return runMain(scenario, fault);
}

/** The positions of these calls; a start that leaves one out has -1 there. */
function order(report: MainReport, calls: readonly string[]): number[] {
  return calls.map((call) => report.calls.indexOf(call));
}

const START_UP = [
  'App.enableSandbox',
  'Protocol.registerSchemesAsPrivileged',
  'App.setPath',
  'App.requestSingleInstanceLock',
  'App.on:web-contents-created',
  'App.whenReady',
  'Session.fromPartition',
  'Session.setPermissionRequestHandler',
  'Protocol.handle',
  'Menu.setApplicationMenu',
  'new BrowserWindow',
  'IpcMain.handle',
  'BrowserWindow.loadURL',
];

let report: MainReport;
beforeAll(async () => {
  await prepareBundles();
  report = start();
}, 120_000);

describe('start-up', () => {
  it('goes in its order: sandbox, scheme, lock, guards, ready, session, window, door, page', () => {
    const positions = order(report, START_UP);
    expect(positions).not.toContain(-1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(report.loaded).toBe('app://bundle/index.html');
    expect(report.exitCode).toBeNull();
  });

  it('never waits for ready while its entry is loaded', () => {
    expect(report.isLoadedBeforeReady).toBe(true);
  });

  it('takes the lock of the home before its database is opened', () => {
    expect(report).toMatchObject({ hadDatabaseAtLock: false, hasDatabase: true });
  });

  it('ends at once where another window has the home', () => {
    const second = start({ circumstances: { hasLock: false } });
    expect(second).toMatchObject({ exitCode: 5, hasDatabase: false, windowOptions: [] });
  });

  it.each(['--no-sandbox', '--inspect=0', '--remote-debugging-port=1', '--disable-web-security', '--js-flags=x'])(
    'ends a packaged start with %s before anything else',
    (refused) => {
      const ended = start({ arguments_: [refused] });
      expect(ended).toMatchObject({ exitCode: 2, hasDatabase: false, windowOptions: [] });
      expect(ended.calls).not.toContain('App.requestSingleInstanceLock');
    },
  );

  it('ends a packaged start whose forbidden switch only Chromium has seen', () => {
    expect(start({ circumstances: { switches: ['remote-debugging-port'] } }).exitCode).toBe(2);
  });

  it('closes the home before it quits', () => {
    expect(report.isClosedOnQuit).toBe(true);
  });

  it('registers nothing by which the outside could send it addresses or files', () => {
    expect(report.calls.filter((call) => /ProtocolClient|open-url|open-file|certificate|login/iu.test(call))).toEqual(
      [],
    );
  });
});

describe('the window', () => {
  const preferences = {
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  };

  it('is one, with exactly these preferences', () => {
    expect(report.windowOptions).toHaveLength(1);
    const { webPreferences } = report.windowOptions[0] as { webPreferences: Record<string, unknown> };
    const { preload, session, ...rest } = webPreferences;
    expect(rest).toEqual(preferences);
    expect(String(preload)).toMatch(/preload\.cjs$/u);
    expect(session).toBeDefined();
  });

  it('has development tools only where the app is not packaged', () => {
    const development = start({ circumstances: { isPackaged: false }, arguments_: ['--inspect=0'] });
    expect(development.exitCode).toBeNull();
    expect(development.windowOptions[0]).toMatchObject({ webPreferences: { ...preferences, devTools: true } });
  });

  it('is announced under a scheme that has no privilege too many', () => {
    const privileges = { standard: true, secure: true, supportFetchAPI: true };
    expect(report.schemes).toEqual([{ scheme: 'app', privileges }]);
  });
});

describe('what the window is served', () => {
  it('is the page under its own address, and a 404 elsewhere', () => {
    const found = report.pages.filter(({ status }) => status !== 404).map(({ url }) => url);
    expect(found).toEqual(ADDRESSES.slice(0, 2));
    expect(report.pages.filter(({ status, length }) => status === 404 && length > 0)).toEqual([]);
  });

  it('always carries the policy', () => {
    const skeleton = contentSecurityPolicy(['HASHES']).split("'HASHES'");
    for (const { headers, url } of report.pages) {
      const policy = headers['content-security-policy'] ?? '';
      expect(policy.startsWith(skeleton[0] ?? '-') && policy.endsWith(skeleton[1] ?? '-'), url).toBe(true);
      expect(policy).not.toMatch(/unsafe|\*|https?:/u);
    }
  });

  it('is all that its session can reach', () => {
    expect(report.reachable.every((url) => url.startsWith('app://bundle/'))).toBe(true);
    expect(report.reachable).toContain('app://bundle/index.html');
  });
});

describe('what the window may', () => {
  it('is nothing on Electron’s list of permissions, nor anything invented', () => {
    expect(surface.permissions.length).toBeGreaterThan(30);
    expect(report.granted).toEqual([]);
    expect(report.isDownloadStopped).toBe(true);
  });

  it('is the picture of the camera after the officer’s press, in our main frame; never sound, never longer', () => {
    expect(report.grantedMedia).toEqual(['request media video main app:', 'check media video main app:']);
    expect(start({ last: CAMERA(false) }).grantedMedia).toEqual([]);
    expect(start({ last: { ...CAMERA(true), channel: 'app.lock', payload: {} } }).grantedMedia).toEqual([]);
  });

  it('is left out of pictures of the screen when it asks for that, as far as the system does it', () => {
    expect(report.calls.filter((call) => call === 'BrowserWindow.setContentProtection')).toHaveLength(1);
  });

  it('is to stay where it is: every hook refuses every foreign target', () => {
    const own = ['will-navigate', 'will-frame-navigate', 'will-redirect'].flatMap((hook) =>
      OWN_TARGETS.map((url) => `${hook} ${url}`),
    );
    expect([...report.passed].sort()).toEqual(own.sort());
    expect(report.isWebviewStopped).toBe(true);
  });
});

describe('the door', () => {
  it('has one handler for each channel', () => {
    expect(report.calls.filter((call) => call === 'IpcMain.handle')).toHaveLength(CHANNELS.length);
  });

  it('answers our page and turns everybody else away', () => {
    const [own, ...others] = report.answers.slice(0, SENDERS.length);
    expect(own).toBe('ok');
    expect(others).toEqual(others.map(() => 'refused'));
    expect(report.answers.slice(SENDERS.length)).toEqual(['ok', 'INPUT_INVALID', 'no handler', 'ok', 'ok', 'ok']);
  });

  it('sends the core’s events on one channel', () => {
    expect(report.events).toContainEqual([EVENT_CHANNEL, { type: 'changed' }]);
  });
});

describe('each of these would be noticed', () => {
  const faults: readonly (readonly [name: string, fault: Fault, isNoticed: (broken: MainReport) => boolean])[] = [
    ['no sandbox', ['app.enableSandbox();', ''], (broken) => order(broken, START_UP).includes(-1)],
    [
      'an entry that waits for ready',
      ['startApp({', 'await app.whenReady(); startApp({'],
      (broken) => !broken.isLoadedBeforeReady,
    ],
    [
      'a preference turned round',
      ['sandbox: true', 'sandbox: false'],
      (broken) => /"sandbox":false/u.test(text(broken)),
    ],
    [
      'an address that is normalised',
      ['const path = url.slice(origin.length)', 'const path = new URL(url).pathname'],
      (broken) => broken.pages.filter(({ status }) => status === 200).length > 2,
    ],
    ['a policy that is left out', ['"content-security-policy":', '"x-policy":'], (broken) => !hasPolicy(broken)],
    [
      'a permission that is granted',
      ['return permission === "media" && camera.isOpen()', 'return permission === "media" || camera.isOpen()'],
      (broken) => broken.granted.length > 0,
    ],
    [
      'a microphone beside the camera',
      ['mediaTypes.length === 1 && mediaTypes[0] === "video"', 'mediaTypes.includes("video")'],
      (broken) => broken.grantedMedia.includes('request media video+audio main app:'),
    ],
    [
      'a camera for a frame within the page',
      ['return isMainFrame && isPageAddress', 'return isPageAddress'],
      (broken) => broken.grantedMedia.includes('request media video sub app:'),
    ],
    [
      'a permission handler that is missing',
      ['session.setDevicePermissionHandler(() => false);', ''],
      (broken) => broken.granted.length > 0,
    ],
    [
      'a hook that is missing',
      ['contents.on("will-redirect", guard);', ''],
      (broken) => broken.passed.includes('will-redirect https://example.test/#app://bundle/index.html'),
    ],
    [
      'a window that may open',
      ['action: "deny"', 'action: "allow"'],
      (broken) => broken.passed.some((passed) => passed.startsWith('window.open')),
    ],
    [
      'a frame that is not looked at',
      ['frame === null || !frame.isMain', 'frame === null'],
      (broken) => broken.answers[SENDERS.indexOf('sub-frame')] === 'ok',
    ],
    [
      'a window that is not looked at',
      ['webContentsId === ours.webContentsId', 'true'],
      (broken) => broken.answers[SENDERS.indexOf('other window')] === 'ok',
    ],
  ];

  it.each(faults)('%s', (_name, fault, isNoticed) => {
    expect(isNoticed(report)).toBe(false);
    expect(isNoticed(start({}, fault))).toBe(true);
  });

  it('a name that Electron does not have', () => {
    expect(() => start({}, ['app.enableSandbox()', 'app.enableSandBox()'])).toThrow(/no App\.enableSandBox/u);
  });

  it('an event that Electron does not have', () => {
    expect(() => start({}, ['"web-contents-created"', '"webcontents-created"'])).toThrow(/no event/u);
  });

  it('an option that Electron does not have', () => {
    const broken = start({}, ['contextIsolation: true', 'contextIsolated: true']);
    expect(broken.windowOptions).toEqual([]);
  });
});

function text(broken: MainReport): string {
  return JSON.stringify(broken.windowOptions);
}

function hasPolicy(broken: MainReport): boolean {
  return broken.pages.every(({ headers }) => headers['content-security-policy'] !== undefined);
}
