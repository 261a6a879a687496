import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { guard, type Journal } from './guard.ts';
import { withEveryName } from './stand-in.ts';
import type { Surface } from './surface.ts';

/** Runs the built preload as the sandbox does: `electron` is all that it may ask for. Prints what it put on the page. */
const { surface, bundle } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  readonly surface: Surface;
  readonly bundle: string;
};
const STAND_IN = 'stand-in:electron';
const journal: Journal = [];
const exposed: { name: string; api: Record<string, unknown> }[] = [];
const listeners: ((...arguments_: unknown[]) => void)[] = [];

/** Where a file lies that the page was given; a file that it made up itself lies nowhere. */
const getPathForFile = (file: unknown) => {
  if (!(file instanceof File)) throw new TypeError('getPathForFile expects a File');
  return file.name.startsWith('/') ? file.name : '';
};

const module = withEveryName(surface.renderer, {
  webUtils: guard('WebUtils', { getPathForFile }, surface, journal),
  contextBridge: guard(
    'ContextBridge',
    { exposeInMainWorld: (name: string, api: Record<string, unknown>) => void exposed.push({ name, api }) },
    surface,
    journal,
  ),
  ipcRenderer: guard(
    'IpcRenderer',
    {
      invoke: () => Promise.resolve('answer'),
      on: (_channel: string, listener: (...arguments_: unknown[]) => void) => void listeners.push(listener),
      removeListener: (_channel: string, listener: (...arguments_: unknown[]) => void) =>
        void listeners.splice(listeners.indexOf(listener), 1),
    },
    surface,
    journal,
  ),
});
Reflect.set(globalThis, STAND_IN, module);
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: STAND_IN, format: 'commonjs', shortCircuit: true };
    if (context.parentURL?.endsWith('preload.cjs')) throw new Error(`the sandbox has no module ${specifier}`);
    return next(specifier, context);
  },
  load: (url, context, next) =>
    url === STAND_IN
      ? { format: 'commonjs', source: `module.exports = globalThis[${JSON.stringify(STAND_IN)}]`, shortCircuit: true }
      : next(url, context),
});
createRequire(import.meta.url)(bundle);

const api = exposed[0]?.api ?? {};
const heard: unknown[][] = [];
const onEvent = api['onEvent'] as (listener: (...received: unknown[]) => void) => () => void;
const stop = onEvent((...received) => void heard.push(received));
for (const listener of listeners) listener({ sender: 'must not be seen' }, { type: 'changed' });
stop();
const members = Object.keys(api).sort();
for (const name of members) {
  const input = name === 'scan.drop' ? [new File([], '/logs/a.log'), new File([], 'made up')] : { of: name };
  if (name !== 'onEvent') await (api[name] as (input: unknown) => Promise<unknown>)(input);
}
const dropped = api['scan.drop'] as (files: unknown) => Promise<unknown>;
const refused: string[] = [];
for (const named of [['/etc/shadow'], [{ path: '/etc/shadow' }]]) {
  await dropped(named).catch((error: unknown) => refused.push(String(error)));
}
const invoked = journal.filter(({ call }) => call === 'IpcRenderer.invoke').map(({ arguments_ }) => arguments_);
process.stdout.write(
  `\n${JSON.stringify({
    names: exposed.map(({ name }) => name),
    members,
    isFrozen: Object.isFrozen(api),
    heard,
    listenersLeft: listeners.length,
    invoked,
    refused,
  })}\n`,
);
process.exit(0);
