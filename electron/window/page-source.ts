import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerAppRequest, type AppFiles } from './app-files.ts';

export interface PageResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Answers the requests of one window from the page that was built into `outFolder`. */
export interface PageSource {
  readonly respond: (request: { readonly method: string; readonly url: string }) => Promise<PageResponse>;
}

/**
 * Gives the source of a built page under one origin. A file that is not byte for byte what was built is not served.
 * @throws when there is no built page
 */
export function openPageSource({
  outFolder,
  origin,
}: {
  readonly outFolder: string;
  readonly origin: string;
}): PageSource {
  // Our own build wrote the list; inside a package it is covered by the archive's integrity check.
  const appFiles = JSON.parse(readFileSync(join(outFolder, 'app-files.json'), 'utf8')) as AppFiles;
  return {
    async respond({ method, url }) {
      const { status, path, sha256, headers } = answerAppRequest({ method, url, origin }, appFiles);
      if (path === null) return { status, headers, body: Buffer.alloc(0) };
      const body = await readFile(join(outFolder, 'renderer', path));
      const isAsBuilt = createHash('sha256').update(body).digest('hex') === sha256;
      return isAsBuilt ? { status, headers, body } : { status: 500, headers, body: Buffer.alloc(0) };
    },
  };
}
