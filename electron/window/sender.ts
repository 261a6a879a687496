import { isPageAddress } from './app-files.ts';

/** What is known of who sent a message: all of it told by the browser side, none of it by the page. */
export interface Sender {
  readonly webContentsId: number;
  /** `null` once the frame has gone elsewhere or ended. */
  readonly frame: { readonly url: string; readonly isMain: boolean } | null;
}

/** Tells whether a message comes from our page, in the main frame of our window. */
export function isTrustedSender(
  { webContentsId, frame }: Sender,
  ours: { readonly webContentsId: number; readonly origin: string },
): boolean {
  if (frame === null || !frame.isMain) return false;
  return webContentsId === ours.webContentsId && isPageAddress(frame.url, ours.origin);
}
