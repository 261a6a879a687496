import { hash } from 'node:crypto';
import { NO_HITS } from '../domain/scan-hits.ts';
import type { ScanPiece, ScanRules, TokensAgain } from '../domain/scan-job.ts';
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

/** The tokens of each part of pieces, by their digests. */
async function* tokensByPart(pieces: readonly ScanPiece[]): AsyncGenerator<ReadonlyMap<string, string>> {
  let found = new Map<string, string>();
  const scanner = createPieceScanner(RULES, {
    add({ token }) {
      found.set(hash('sha256', token, 'hex'), token);
    },
    take: () => NO_HITS,
  });
  for (const piece of pieces) {
    for await (const { isLast } of scanner.scan(piece)) {
      yield found;
      found = new Map();
      if (isLast) break;
    }
  }
}

/** Looks for one token in pieces of a file, by its digest. `null`: it stands there no more. */
export async function tokenAgain(pieces: readonly ScanPiece[], sha256: string): Promise<string | null> {
  for await (const part of tokensByPart(pieces)) {
    const token = part.get(sha256);
    if (token !== undefined) return token;
  }
  return null;
}

/** So many parts are held: of a file that was changed, what is missing must not use up what is still there. */
const MOST_HELD = 3;

/** Reads the tokens of one file again, in the order in which they were found. */
export function tokensAgain(pieces: readonly ScanPiece[]): TokensAgain {
  let parts = tokensByPart([]);
  let held: ReadonlyMap<string, string>[] = [];
  let begun: number | null | undefined;
  const of = (range: number | null) =>
    pieces.filter((piece) =>
      range === null ? piece.kind !== 'digest' : piece.kind === 'range' && piece.from === range,
    );
  return {
    async find({ range, sha256 }) {
      if (begun === undefined || range !== begun) {
        await parts.return(undefined);
        [parts, held, begun] = [tokensByPart(of(range)), [], range];
      }
      for (;;) {
        const at = held.findIndex((part) => part.has(sha256));
        if (at !== -1) {
          held = held.slice(at);
          return held[0]?.get(sha256) ?? null;
        }
        if (held.length === MOST_HELD) return null;
        const next = await parts.next();
        if (next.done === true) return null;
        held.push(next.value);
      }
    },
    async close() {
      await parts.return(undefined);
    },
  };
}
