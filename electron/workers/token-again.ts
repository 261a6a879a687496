import { hash } from 'node:crypto';
import type { HitJudgement, ScanPiece, ScanRules } from '../domain/scan-job.ts';
import { createPieceScanner } from './scan-piece.ts';

const RULES: ScanRules = {
  sources: { sets: [], segments: [], own: [], published: null },
  instant: { by: 'fixed', at: 0 },
  leewaySeconds: 0,
  profile: 'any',
  language: 'en',
  now: 0,
  wantsVerdicts: false,
};
const NOT_JUDGED: HitJudgement = {
  outcome: 'undetermined',
  code: 'NO_SNAPSHOT',
  codes: [],
  warnings: [],
  issuer: 'unknown',
  kid: null,
  alg: null,
  isSignatureGood: false,
  instant: null,
  jti: null,
  sub: null,
  obj: null,
  flow: null,
  iat: null,
  exp: null,
};

/** Looks for one token in pieces of a file, by its digest. `null`: it stands there no more. */
export async function tokenAgain(pieces: readonly ScanPiece[], sha256: string): Promise<string | null> {
  const found: { token: string | null } = { token: null };
  const scanner = createPieceScanner(RULES, (token) => {
    const digest = hash('sha256', token, 'hex');
    if (digest === sha256) found.token = token;
    return { sha256: digest, judged: NOT_JUDGED, token: null, verdict: null };
  });
  for (const piece of pieces) {
    for await (const { isLast } of scanner.scan(piece)) if (found.token !== null || isLast) break;
    if (found.token !== null) break;
  }
  return found.token;
}
