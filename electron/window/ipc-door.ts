import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { CHANNELS, EVENT_CHANNEL } from '../../shared/ipc/channels.ts';
import { isTrustedSender, type Sender } from './sender.ts';

export interface IpcDoor {
  readonly sendEvent: (event: unknown) => void;
}

/**
 * Opens the one door between core and page. It opens for the page of one window; anybody else is turned away
 * before the payload is looked at.
 */
export function openIpcDoor({
  answer,
  origin,
  contents,
}: {
  readonly answer: (channel: string, payload: unknown) => Promise<unknown>;
  readonly origin: string;
  readonly contents: WebContents;
}): IpcDoor {
  const ours = { webContentsId: contents.id, origin };
  for (const channel of CHANNELS) {
    ipcMain.handle(channel, async (event, payload: unknown) => {
      if (!isTrustedSender(senderOf(event), ours)) throw new Error('refused');
      return await answer(channel, payload);
    });
  }
  return {
    sendEvent(event) {
      if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, event);
    },
  };
}

function senderOf({ sender, senderFrame }: IpcMainInvokeEvent): Sender {
  const frame = senderFrame === null ? null : { url: senderFrame.url, isMain: senderFrame.parent === null };
  return { webContentsId: sender.id, frame };
}
