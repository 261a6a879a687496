import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { CHANNELS, EVENT_CHANNEL } from '../../shared/ipc/channels.ts';
import { isTrustedSender, type Sender } from './sender.ts';

interface Door {
  /** The one window that may ask. */
  readonly admit: (contents: WebContents) => void;
  readonly sendEvent: (event: unknown) => void;
}

/** Opens the one door between page and core. Who is not our page is turned away before the payload is looked at. */
export function openIpcDoor({
  answer,
  origin,
}: {
  readonly answer: (channel: string, payload: unknown) => Promise<unknown>;
  readonly origin: string;
}): Door {
  let admitted: WebContents | null = null;
  for (const channel of CHANNELS) {
    ipcMain.handle(channel, async (event, payload: unknown) => {
      const ours = { webContentsId: admitted?.id ?? null, origin };
      if (!isTrustedSender(senderOf(event), ours)) throw new Error('refused');
      return await answer(channel, payload);
    });
  }
  return {
    admit(contents) {
      admitted = contents;
    },
    sendEvent(event) {
      if (admitted !== null && !admitted.isDestroyed()) admitted.send(EVENT_CHANNEL, event);
    },
  };
}

function senderOf({ sender, senderFrame }: IpcMainInvokeEvent): Sender {
  const frame = senderFrame === null ? null : { url: senderFrame.url, isMain: senderFrame.parent === null };
  return { webContentsId: sender.id, frame };
}
