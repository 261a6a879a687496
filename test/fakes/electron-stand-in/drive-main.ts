import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MainReport, MainScenario, SenderKind } from './scenario.ts';
import { createMainStandIn, type Levers } from './stand-in.ts';

/** Runs the built main bundle against the stand-in, pulls every lever, and prints what was seen as one line of JSON. */
const scenario = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as MainScenario;
const database = join(scenario.homePath, 'dcm-keys.db');
const STAND_IN = 'stand-in:electron';

let hadDatabaseAtLock = false;
const { module, levers } = createMainStandIn(scenario.surface, scenario.circumstances, () => {
  hadDatabaseAtLock = existsSync(database);
});
Reflect.set(globalThis, STAND_IN, module);
const source = Object.keys(module)
  .map((name) => `export const ${name} = globalThis[${JSON.stringify(STAND_IN)}].${name};`)
  .join('\n');
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: STAND_IN, format: 'module', shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === STAND_IN ? { format: 'module', source, shortCircuit: true } : next(url, context),
});

const report = await drive();
process.stdout.write(`\n${JSON.stringify(report)}\n`);
process.exit(0);

async function drive(): Promise<MainReport> {
  const { bundle, circumstances, arguments_ } = scenario;
  process.argv = [process.execPath, ...(circumstances.isPackaged ? [] : [bundle]), ...arguments_];
  const loading = import(pathToFileURL(bundle).href).then(() => true);
  const isLoadedBeforeReady = await Promise.race([loading, later(5_000).then(() => false)]);
  levers.makeReady();
  // Where the entry waits, Electron would wait as well, for ever.
  if (isLoadedBeforeReady)
    await until(() => called('BrowserWindow.loadURL') || called('App.exit') || called('Dialog.showErrorBox'));
  const isOpen = called('BrowserWindow.loadURL');
  const report = {
    isLoadedBeforeReady,
    exitCode: (argumentsOf('App.exit')?.[0] as number | undefined) ?? null,
    hadDatabaseAtLock,
    hasDatabase: existsSync(database),
    windowOptions: levers.windows.map(({ options }) => options),
    schemes: argumentsOf('Protocol.registerSchemesAsPrivileged')?.[0] ?? null,
    loaded: argumentsOf('BrowserWindow.loadURL')?.[0] ?? null,
    pages: isOpen ? await askPages(levers, scenario.addresses) : [],
    reachable: isOpen ? scenario.addresses.filter((url) => isReachable(levers, url)) : [],
    granted: isOpen ? granted(levers, scenario.permissions) : [],
    isDownloadStopped: isOpen && isStopped((event) => levers.emit('session', 'will-download', event)),
    passed: isOpen ? passedTargets(levers, scenario.targets) : [],
    isWebviewStopped: isOpen && isWebviewStopped(levers),
    answers: isOpen ? await callAll(levers, scenario.calls) : [],
    grantedMedia: isOpen ? grantedMedia(levers) : [],
    events: levers.sent,
  };
  const isClosedOnQuit = isOpen && (await quits());
  return { ...report, isClosedOnQuit, calls: levers.journal.map(({ call }) => call) } as MainReport;
}

function called(call: string): boolean {
  return levers.journal.some((entry) => entry.call === call);
}

function argumentsOf(call: string): readonly unknown[] | undefined {
  return levers.journal.find((entry) => entry.call === call)?.arguments_;
}

async function until(condition: () => boolean): Promise<void> {
  for (let left = 500; left > 0 && !condition(); left -= 1) await later(20);
}

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function handler(levers_: Levers, name: string): (...arguments_: unknown[]) => unknown {
  const found = levers_.handlers.get(name);
  // A handler that was never registered leaves the decision to Electron, which grants.
  return (found ?? (() => 'nobody decides')) as (...arguments_: unknown[]) => unknown;
}

async function askPages(levers_: Levers, urls: readonly string[]) {
  const serve = handler(levers_, 'protocol:app') as (request: object) => Promise<Response>;
  return await Promise.all(
    urls.map(async (url) => {
      const response = await serve({ method: 'GET', url });
      const { byteLength } = await response.arrayBuffer();
      return { url, status: response.status, length: byteLength, headers: Object.fromEntries(response.headers) };
    }),
  );
}

function isReachable(levers_: Levers, url: string): boolean {
  let isCancelled: unknown = false;
  handler(levers_, 'onBeforeRequest')({ url }, ({ cancel }: { cancel: unknown }) => {
    isCancelled = cancel;
  });
  return isCancelled !== true;
}

function granted(levers_: Levers, names: readonly string[]): string[] {
  const list: string[] = [];
  const note = (what: string, isGranted: unknown) => {
    if (isGranted !== false) list.push(what);
  };
  const answered = (name: string, ...before: unknown[]) => {
    let answer: unknown = 'no answer';
    handler(levers_, name)(...before, (given: unknown) => {
      answer = given;
    });
    return answer;
  };
  for (const name of names) {
    note(`request ${name}`, answered('permissionRequest', {}, name));
    note(`check ${name}`, handler(levers_, 'permissionCheck')({}, name, 'app://bundle', {}));
    note(`device ${name}`, handler(levers_, 'devicePermission')({ deviceType: name, origin: 'app://bundle' }));
  }
  note('display', answered('displayMedia', {}) !== null);
  note('bluetooth', (answered('bluetoothPairing', {}) as { confirmed?: unknown }).confirmed);
  return list;
}

/** Who may see or hear what, by both ways of asking; after the calls, the last of which may have opened the camera. */
function grantedMedia(levers_: Levers): string[] {
  const page = 'app://bundle/index.html#/dcm';
  const list: string[] = [];
  for (const types of [['video'], ['audio'], ['video', 'audio'], []]) {
    for (const isMainFrame of [true, false]) {
      for (const requestingUrl of [page, 'https://example.test/']) {
        const who = `${types.join('+')} ${isMainFrame ? 'main' : 'sub'} ${new URL(requestingUrl).protocol}`;
        const details = {
          isMainFrame,
          requestingUrl,
          mediaTypes: types,
          mediaType: types.length === 1 ? types[0] : 'unknown',
        };
        for (const name of ['media', 'display-capture', 'geolocation']) {
          let answer: unknown = null;
          handler(levers_, 'permissionRequest')({}, name, (given: unknown) => (answer = given), details);
          if (answer !== false) list.push(`request ${name} ${who}`);
          if (handler(levers_, 'permissionCheck')({}, name, 'app://bundle', details) !== false)
            list.push(`check ${name} ${who}`);
        }
      }
    }
  }
  return list;
}

function isStopped(emit: (event: object) => void): boolean {
  let stopped = false;
  emit({
    preventDefault: () => {
      stopped = true;
    },
  });
  return stopped;
}

function passedTargets(levers_: Levers, targets: readonly string[]): string[] {
  const { contents, openHandler } = levers_.makeContents();
  const hooks = ['will-navigate', 'will-frame-navigate', 'will-redirect'];
  const moved = hooks.flatMap((hook) =>
    targets
      .filter((url) => !isStopped((event) => contents.emit(hook, Object.assign(event, { url }))))
      .map((url) => `${hook} ${url}`),
  );
  const open = openHandler() as ((details: object) => { action: string }) | null;
  const opened = targets.filter((url) => open?.({ url }).action !== 'deny').map((url) => `window.open ${url}`);
  return [...moved, ...opened];
}

function isWebviewStopped(levers_: Levers): boolean {
  const { contents } = levers_.makeContents();
  return isStopped((event) => contents.emit('will-attach-webview', event));
}

async function callAll(levers_: Levers, calls: MainScenario['calls']): Promise<string[]> {
  const answers: string[] = [];
  for (const { sender, channel, payload } of calls) {
    answers.push(await callAs(levers_, sender, { channel, payload }));
  }
  return answers;
}

async function callAs(
  levers_: Levers,
  sender: SenderKind,
  { channel, payload }: { readonly channel: string; readonly payload: unknown },
): Promise<string> {
  const handle = levers_.handlers.get(`ipc:${channel}`) as ((event: object, payload: unknown) => unknown) | undefined;
  if (handle === undefined) return 'no handler';
  try {
    const result = (await handle(eventFrom(levers_, sender), payload)) as { ok: boolean; error?: { code: string } };
    return result.ok ? 'ok' : (result.error?.code ?? 'no code');
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : 'thrown';
  }
}

function eventFrom(levers_: Levers, sender: SenderKind): object {
  const own = levers_.windows[0]?.contents;
  const page = 'app://bundle/index.html#/keys';
  const frames: Record<SenderKind, object | null> = {
    'our page': { url: page, parent: null },
    'no frame': null,
    'sub-frame': { url: page, parent: {} },
    'foreign page': { url: 'https://example.test/index.html', parent: null },
    'blank page': { url: 'about:blank', parent: null },
    'look-alike page': { url: 'app://bundle.example.test/index.html', parent: null },
    'other window': { url: page, parent: null },
  };
  const contents = sender === 'other window' ? levers_.makeContents().contents : own;
  return { sender: contents, senderFrame: frames[sender], frameId: 1, processId: 1, type: 'frame' };
}

/** The first attempt to quit is held until the home is closed; then the app quits by itself. */
async function quits(): Promise<boolean> {
  const before = levers.journal.length;
  if (!isStopped((event) => levers.emit('app', 'will-quit', event))) return false;
  await until(() => levers.journal.slice(before).some(({ call }) => call === 'App.quit'));
  return called('App.quit') && !isStopped((event) => levers.emit('app', 'will-quit', event));
}
