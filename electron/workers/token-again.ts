import { hash } from 'node:crypto';
import { NO_HITS } from '../domain/scan-hits.ts';
import type { ScanPiece, ScanRules } from '../domain/scan-job.ts';
import { createPieceScanner } from './scan-piece.ts';

const RULES: ScanRules = {
  sources: { sets: [], segments: [], own: [], published: null },
  instant: { by: 'fixed', at: 0 },
  leewaySeconds: 0,
  profile: 'any',
  language: 'en',
  now: 0,
  proxies: [],
  wantsVerdicts: false,
  wantsTokens: false,
};
/** Looks for one token in pieces of a file, by its digest. `null`: it stands there no more. */
export async function tokenAgain(pieces: readonly ScanPiece[], sha256: string): Promise<string | null> {
  const found: { token: string | null } = { token: null };
  const scanner = createPieceScanner(RULES, {
    add({ token }) {
      if (hash('sha256', token, 'hex') === sha256) found.token = token;
    },
    take: () => NO_HITS,
  });
  for (const piece of pieces) {
    for await (const { isLast } of scanner.scan(piece)) if (found.token !== null || isLast) break;
    if (found.token !== null) break;
  }
  return found.token;
}
