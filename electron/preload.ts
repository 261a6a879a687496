import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS, EVENT_CHANNEL } from '../shared/ipc/channels.ts';

type Ask = (input: unknown) => Promise<unknown>;
type Listener = (event: unknown) => void;

/** One named function per channel and one way to listen; the page gets no sender, no channel argument, no event object. */
const api: Record<string, Ask | ((listener: Listener) => () => void)> = { onEvent };
for (const channel of CHANNELS)
  api[channel] = (input: unknown) => ipcRenderer.invoke(channel, input) as Promise<unknown>;

function onEvent(listener: Listener): () => void {
  const forward = (_event: unknown, payload: unknown) => listener(payload);
  ipcRenderer.on(EVENT_CHANNEL, forward);
  return () => {
    ipcRenderer.removeListener(EVENT_CHANNEL, forward);
  };
}

contextBridge.exposeInMainWorld('dcm', Object.freeze(api));
