import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CHANNELS, EVENT_CHANNEL } from '../shared/ipc/channels.ts';

type Ask = (input: unknown) => Promise<unknown>;
type Listener = (event: unknown) => void;

/** One named function per channel and one way to listen; the page gets no sender, no channel argument, no event object. */
const api: Record<string, Ask | ((listener: Listener) => () => void)> = { onEvent };
for (const channel of CHANNELS)
  api[channel] = (input: unknown) => ipcRenderer.invoke(channel, input) as Promise<unknown>;
api['scan.drop'] = drop;

/** Only a file that the page was given has a place on the disk: what the page made up itself has none, and is left out. */
async function drop(files: unknown): Promise<unknown> {
  const paths: string[] = [];
  for (const file of Array.isArray(files) ? files : []) paths.push(await webUtils.getPathForFile(file as File));
  return (await ipcRenderer.invoke('scan.drop', { paths: paths.filter((path) => path !== '') })) as unknown;
}

function onEvent(listener: Listener): () => void {
  const forward = (_event: unknown, payload: unknown) => listener(payload);
  ipcRenderer.on(EVENT_CHANNEL, forward);
  return () => {
    ipcRenderer.removeListener(EVENT_CHANNEL, forward);
  };
}

contextBridge.exposeInMainWorld('dcm', Object.freeze(api));
