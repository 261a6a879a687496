import type { App, WebContents } from 'electron';
import { isPageAddress } from './app-files.ts';

/** Tells whether a window may go to an address: only to the page it already shows. */
export function mayNavigate(url: string, origin: string): boolean {
  return isPageAddress(url, origin);
}

/** Guards every web contents that will ever be made, before it loads anything. */
export function guardNavigation(app: App, origin: string): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, origin));
}

function guardContents(contents: WebContents, origin: string): void {
  const guard = (details: { readonly url: string; preventDefault(): void }) => {
    if (!mayNavigate(details.url, origin)) details.preventDefault();
  };
  contents.on('will-navigate', guard);
  // The first sees only the main frame; a frame that should not exist must not move either.
  contents.on('will-frame-navigate', guard);
  contents.on('will-redirect', guard);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Tells when the page of a window is loaded anew or its process has ended. A way within the page is neither. */
export function onPageGone(contents: WebContents, gone: () => void): void {
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) gone();
  });
  contents.on('render-process-gone', gone);
}
