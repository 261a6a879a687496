/** The page as it was built: all that a window ever serves. Written beside the bundles by build/page.ts. */
export interface AppFiles {
  readonly files: Readonly<Record<string, AppFile>>;
  /** `sha256-…` of each style that a component library puts into the document. */
  readonly styleHashes: readonly string[];
}

interface AppFile {
  readonly sha256: string;
  readonly contentType: string;
}

/** What is answered to one request of the page; `path` is a name of the list, never a path of the disk. */
export interface AppAnswer {
  readonly status: 200 | 404;
  readonly path: string | null;
  readonly sha256: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

const INDEX = '/index.html';

/** Gives the policy under which every answer is read. Nothing runs, shows or connects but the page's own files. */
export function contentSecurityPolicy(styleHashes: readonly string[]): string {
  const styles = ["'self'", ...styleHashes.map((hash) => `'${hash}'`)].join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/**
 * Decides what one request gets. The address must be the origin followed by a name of the list, letter by letter:
 * nothing is decoded, normalised or joined, so that no spelling of another file can be found.
 */
export function answerAppRequest(
  { method, url, origin }: { readonly method: string; readonly url: string; readonly origin: string },
  { files, styleHashes }: AppFiles,
): AppAnswer {
  const path = method === 'GET' ? namedPath(url, origin) : null;
  const file = path !== null && Object.hasOwn(files, path) ? files[path] : undefined;
  const headers = protectiveHeaders(styleHashes);
  if (path === null || file === undefined) {
    return {
      status: 404,
      path: null,
      sha256: null,
      headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
    };
  }
  return { status: 200, path, sha256: file.sha256, headers: { ...headers, 'content-type': file.contentType } };
}

/** Tells whether an address is the page itself, at any place within it: the only one a window may ever show. */
export function isPageAddress(url: string, origin: string): boolean {
  return namedPath(url, origin) === INDEX;
}

function namedPath(url: string, origin: string): string | null {
  if (!url.startsWith(`${origin}/`)) return null;
  // Some hosts hand over the fragment, which names a place in the page and no file.
  const path = url.slice(origin.length).replace(/#.*$/su, '');
  return path === '/' ? INDEX : path;
}

function protectiveHeaders(styleHashes: readonly string[]): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(styleHashes),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
