import type { MediaAccessPermissionRequest, PermissionCheckHandlerHandlerDetails, Session } from 'electron';
import { isPageAddress } from './app-files.ts';
import type { CameraGate } from './camera-gate.ts';

interface Guards {
  readonly camera: Pick<CameraGate, 'isOpen'>;
  /** Where the page lives. */
  readonly origin: string;
}

/**
 * Refuses everything that a page could ask the system for: a question, a silent check, a device, the screen, a download.
 * One exception: the picture of a camera, without sound, for the main frame of our page, while QR codes are being read.
 */
export function denyPermissions(session: Session, { camera, origin }: Guards): void {
  session.setPermissionRequestHandler((_webContents, permission, callback, details) => {
    callback(permission === 'media' && camera.isOpen() && isPictureOfPage(details, origin));
  });
  // Most abilities ask by this second way and never reach the first.
  session.setPermissionCheckHandler((_webContents, permission, _requestingOrigin, details) => {
    return permission === 'media' && camera.isOpen() && isCheckOfPage(details, origin);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.on('will-download', (event) => event.preventDefault());
}

function isPictureOfPage(details: MediaAccessPermissionRequest, origin: string): boolean {
  const { mediaTypes = [], isMainFrame, requestingUrl } = details;
  return isMainFrame && isPageAddress(requestingUrl, origin) && mediaTypes.length === 1 && mediaTypes[0] === 'video';
}

function isCheckOfPage(details: PermissionCheckHandlerHandlerDetails, origin: string): boolean {
  return details.isMainFrame && isPageAddress(details.requestingUrl ?? '', origin) && details.mediaType === 'video';
}
