import { protocol, type Session } from 'electron';
import type { PageSource } from './page-source.ts';

const SCHEME = 'app';
export const APP_ORIGIN = `${SCHEME}://bundle`;

/** The page, pictures within it, and the tools of a development build, which a packaged window cannot open. */
const OWN_ADDRESSES = [`${APP_ORIGIN}/`, 'data:', 'devtools://'];

/** Announces the page's scheme. Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the page to one session, and cuts that session off from every other address. */
export function servePage(session: Session, source: PageSource): void {
  session.protocol.handle(SCHEME, async ({ method, url }) => {
    const { status, headers, body } = await source.respond({ method, url });
    return new Response(new Uint8Array(body), { status, headers: { ...headers } });
  });
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !OWN_ADDRESSES.some((start) => url.startsWith(start)) });
  });
}
